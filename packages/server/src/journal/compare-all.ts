import { ProbityError } from "@probity/contracts";
import type { LoggedEntry } from "../log/index.ts";
import type { Store } from "../store/index.ts";
import { entryBatches } from "./entry-batches.ts";
import type { Segments } from "./segments.ts";
import { storedEntries } from "./stored-entries.ts";

/** What {@link compareAll} compares. */
export interface Copies {
  readonly store: Store;
  readonly journal: { readonly segments: Segments; readonly directory: string };
}

/**
 * Compares every entry that both have, below position `end`. For a database whose machine stopped under it: it does not
 * sync, so that any of its pages may be an old one. Throws `PROBITY_E_JOURNAL_MISMATCH`, which says how to restore it.
 */
export async function compareAll({ store, journal }: Copies, end: number): Promise<void> {
  let position = 1;
  let stored: LoggedEntry[] = [];
  for await (const entries of entryBatches(journal.segments, 1)) {
    for (const kept of entries) {
      if (position >= end) return;
      if (stored.length === 0) stored = [...(await storedEntries(store, position))];
      const found = stored.shift();
      if (found === undefined || !isSame(found, kept)) throw torn(position, journal.directory);
      position += 1;
    }
  }
}

/** A payload in quarantine may be kept under the position of an earlier one, and an erased one only where it still is. */
function isSame(stored: LoggedEntry, kept: LoggedEntry): boolean {
  if (stored.header !== kept.header) return false;
  if (stored.outcome !== "accepted" || stored.erasedAt !== undefined || kept.erasedAt !== undefined)
    return true;
  return stored.salt === kept.salt && stored.body === kept.body;
}

const torn = (position: number, directory: string): ProbityError =>
  new ProbityError(
    "PROBITY_E_JOURNAL_MISMATCH",
    `the machine stopped under the database, and position ${position} is not what ${directory} has: move <data dir>/db away, and it is restored from the journal`,
  );
