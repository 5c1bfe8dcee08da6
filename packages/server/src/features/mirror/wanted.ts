import type { AskedKey } from "./load-keys.ts";

/** Notes which keys the database is asked for again and again. */
export interface Wanted {
  note(name: AskedKey): void;
  /** Those that are worth to be in memory; told once. */
  take(): readonly AskedKey[];
}

/** Asked for as often as that, a key is asked for again. */
const often = 3;
const mostNoted = 20_000;

/** Makes an empty one. */
export function createWanted(): Wanted {
  const noted = new Map<string, number>();
  let taken: AskedKey[] = [];
  return {
    note: (name) => {
      const id = `${name.definition} ${name.key}`;
      const count = (noted.get(id) ?? 0) + 1;
      noted.set(id, count);
      if (count === often) taken.push(name);
      // Whoever is asked for often is noted again soon.
      if (noted.size > mostNoted) noted.clear();
    },
    take: () => {
      const all = taken;
      taken = [];
      for (const { definition, key } of all) noted.delete(`${definition} ${key}`);
      return all;
    },
  };
}
