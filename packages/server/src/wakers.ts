/** Tells whoever logs events that the scorer may have left some. */
export function createWakers(): {
  readonly wake: () => void;
  readonly onPending: (waker: () => void) => void;
} {
  const wakers: (() => void)[] = [];
  return {
    wake: () => {
      for (const waker of wakers) waker();
    },
    onPending: (waker) => void wakers.push(waker),
  };
}
