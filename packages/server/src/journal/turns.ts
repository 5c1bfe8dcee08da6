/** Runs tasks one after the other, in the order of the calls; a failed one does not stop the next. */
export type Turns = <T>(task: () => Promise<T>) => Promise<T>;

/** Makes a queue of its own. */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const run = last.then(task);
    // Its caller gets the error; the next task only waits for the end.
    last = run.catch(() => undefined);
    return run;
  };
}
