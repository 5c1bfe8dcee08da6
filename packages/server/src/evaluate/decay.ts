/** What is left of a value after a time: half after each half-life, all of it for a time that is not over yet. */
export const decayed = (value: number, ageMs: number, halfLifeDays: number): number =>
  value * 2 ** (-Math.max(0, ageMs) / (halfLifeDays * 86_400_000));
