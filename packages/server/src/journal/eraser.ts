import type { LoggedEntry } from "../log/index.ts";
import type { Statement, Store } from "../store/index.ts";
import type { Segments } from "./segments.ts";
import type { StateFile } from "./state-file.ts";
import { storedEntries } from "./stored-entries.ts";
import type { Turns } from "./turns.ts";

/** What {@link createEraser} works with. */
export interface EraserOptions {
  readonly store: Store;
  readonly segments: Segments;
  readonly state: StateFile;
  readonly clock: () => number;
  /** Waits until the journal has everything up to a position. */
  readonly through: (position: number) => Promise<void>;
  readonly turn: Turns;
}

/** Takes payloads out of the journal (SE-3). What was taken out before is not written again. */
export function createEraser(options: EraserOptions): (positions: readonly number[]) => Promise<void> {
  const { store, segments, state, clock, through, turn } = options;
  return async (positions) => {
    const fresh = positions.filter((position) => !state.erased.has(position));
    if (fresh.length === 0) return;
    await through(Math.max(...fresh));
    const at = new Date(clock()).toISOString();
    const texts = new Map<number, string>();
    for (const position of fresh) {
      const [entry] = await storedEntries(store, position, 1);
      if (entry !== undefined) texts.set(position, withoutPayload(entry, at));
    }
    await segments.change(texts);
    await turn(() => state.erase(fresh));
  };
}

/** As the database has it after the erasure, so that a subject which others share is kept here, too. */
const withoutPayload = (entry: LoggedEntry, at: string): string =>
  JSON.stringify({ ...entry, salt: null, body: null, erasedAt: entry.erasedAt ?? at });

const erasures: Statement = {
  name: "journal-erasures",
  text: "select body from event where type = 'payload.erased' and body <> ''",
};

/** The positions whose erasure is in the log: the process may have ended before it reached the journal. */
export async function erasedInLog(store: Store): Promise<readonly number[]> {
  const rows = await store.run<{ body: string }>(erasures, []);
  return rows.flatMap(({ body }) => {
    // Written by the server; its type is reserved to it.
    const { data } = JSON.parse(body) as {
      readonly data: { readonly erasure: { readonly position: number } };
    };
    return data.erasure.position > 0 ? [data.erasure.position] : [];
  });
}
