/** Milliseconds of the clock that all threads of this process share; it never goes back. */
export const nowMs = (): number => Number(process.hrtime.bigint()) / 1e6;
