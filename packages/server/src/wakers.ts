import type { Context } from "./context.ts";

/** Tells whoever logs events that the scorer may have left some. */
export function createWakers(): { readonly wake: () => void; readonly onPending: Context["onPending"] } {
  const wakers: (() => void)[] = [];
  return {
    wake: () => {
      for (const waker of wakers) waker();
    },
    onPending: (waker) => void wakers.push(waker),
  };
}
