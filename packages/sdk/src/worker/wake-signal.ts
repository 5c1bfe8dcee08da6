import { board, type Words } from "../spool/counters.ts";

/**
 * Wakes the delivering thread, at the cost of one look while it is awake already. Called after what it has to see was
 * written.
 */
export const signal = (words: Words): void => {
  if (Atomics.load(words, board.signal) !== 0) return;
  Atomics.store(words, board.signal, 1);
  Atomics.notify(words, board.signal);
};

/** Calls `onSignal` after every {@link signal}, at most once every `pauseMs`, until the returned function is called. */
export const onSignals = (words: Words, pauseMs: number, onSignal: () => void): (() => void) => {
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  const listen = (): void => {
    Atomics.store(words, board.signal, 0);
    // For what was written while the word still said "awake".
    onSignal();
    const waiting = Atomics.waitAsync(words, board.signal, 0);
    if (waiting.async) void waiting.value.then(heard);
    else heard();
  };
  const heard = (): void => {
    if (ended) return;
    onSignal();
    timer = setTimeout(listen, pauseMs);
  };
  listen();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
};
