import { ProbityError } from "@probity/contracts";
import { array, column, type LoggedEntry, restoreEntries } from "../log/index.ts";
import type { Statement, Store } from "../store/index.ts";
import type { Journal } from "./journal.ts";
import { keptSequence, restoreRows } from "./kept-rows.ts";
import { compareAll } from "./compare-all.ts";
import { entryBatches, parseEntry } from "./entry-batches.ts";
import { erasedInLog } from "./eraser.ts";
import { nextPosition } from "./stored-entries.ts";

/** What was put back. */
export interface Recovered {
  readonly rows: number;
  readonly entries: number;
}

/** What {@link recover} works with. */
export interface RecoverOptions {
  readonly store: Store;
  readonly journal: Journal;
  /** Erases what the journal knows as erased from an older database, in silence: that it was erased is in the log. */
  readonly eraseAgain: (event: { readonly source: string; readonly eventId: string }) => Promise<void>;
  /** Told about once a second how far it is. */
  readonly progress: (details: { readonly position: number; readonly of: number }) => void;
}

const headerAt: Statement = { name: "journal-header", text: "select header from log where position = $1" };

/** A restored batch has one time of receipt; each event gets back its own. */
const receipts: Statement = {
  name: "journal-receipts",
  text: `update event e set received_at = t.at
    from unnest(${array(1, "bigint")}, ${array(2, "timestamptz")}) as t(position, at) join log l on l.position = t.position
    where e.key = l.event and e.received_at <> t.at`,
};

/** What was accepted after it had been refused needs nobody's attention any more. */
const resolved: Statement = {
  name: "journal-resolve",
  text: `update quarantine q set state = 'resolved', resolved_at = e.received_at
    from event e join log l on l.event = e.key
    where q.state = 'open' and q.source = e.source and q.event_id = e.id and q.position < l.position
      and l.position >= $1`,
};
const resolvedErased: Statement = {
  name: "journal-resolve-erased",
  text: `update quarantine set state = 'resolved', resolved_at = erased_at
    where state = 'open' and erased_at is not null and position >= $1`,
};

/**
 * Gives a database that is behind its journal back what it lacks: the rows beside the log, then the entries at their
 * positions (LO-9). Throws `PROBITY_E_JOURNAL_MISMATCH` when the two are not copies of one log.
 */
export async function recover(options: RecoverOptions): Promise<Recovered> {
  const { store, journal } = options;
  const from = await nextPosition(store);
  await compare(options, from);
  if (store.unclean) await compareAll(options, from);
  const older = (await keptSequence(store)) < journal.state.sequence;
  const rows = older ? await restoreRows(store, journal.state) : 0;
  const behind = journal.segments.next > from;
  if (older || behind) await eraseKnown(options, journal.state.erased, from);
  if (behind) {
    await restoreFrom(options, from);
    // The machine may have stopped when the notice was in the journal, and the payload not yet out of it.
    await eraseKnown(options, await erasedInLog(store), journal.segments.next);
  }
  return { rows, entries: behind ? journal.segments.next - from : 0 };
}

/** The header at the last common position, at the first and half way must be the same in both. */
async function compare({ store, journal }: RecoverOptions, databaseNext: number): Promise<void> {
  const last = Math.min(databaseNext, journal.segments.next) - 1;
  for (const position of new Set([last, Math.ceil(last / 2), Math.min(1, last)])) {
    if (position < 1) continue;
    const [stored] = await store.run<{ header: string }>(headerAt, [position]);
    const kept = await entryAt(journal, position);
    if (stored?.header === kept.header) continue;
    throw new ProbityError(
      "PROBITY_E_JOURNAL_MISMATCH",
      `position ${position} is ${nameOf(kept.header)} in ${journal.directory}, ${nameOf(stored?.header)} in the database`,
    );
  }
}

const nameOf = (header: string | undefined): string => {
  if (header === undefined) return "missing";
  // Written by a server; shown to a person only.
  const { src, seq } = JSON.parse(header) as { readonly src?: unknown; readonly seq?: unknown };
  return `${String(src)} no. ${String(seq)}`;
};

const notErased: Statement = {
  name: "journal-not-erased",
  text: `select s.source, coalesce(e.id, q.event_id) as id from log l join log_stream s on s.id = l.stream
      left join event e on e.key = l.event
      left join quarantine q on l.event is null and q.position = l.position
    where l.position = $1 and coalesce(e.received_at, q.received_at) is not null
      and coalesce(e.erased_at, q.erased_at) is null`,
};

/** An older database may still hold payloads that were erased since. Before it grows: then nothing else is derived of them. */
async function eraseKnown(
  { store, eraseAgain }: RecoverOptions,
  positions: Iterable<number>,
  end: number,
): Promise<void> {
  for (const position of positions) {
    if (position >= end) continue;
    const [row] = await store.run<{ source: string; id: string }>(notErased, [position]);
    if (row !== undefined) await eraseAgain({ source: row.source, eventId: row.id });
  }
}

async function entryAt({ segments, directory }: Journal, position: number): Promise<LoggedEntry> {
  for await (const { texts } of segments.read(position)) {
    const [text] = texts;
    if (text !== undefined) return parseEntry(text);
  }
  throw new ProbityError("PROBITY_E_JOURNAL_DAMAGED", `${directory} has no position ${position}`);
}

async function restoreFrom({ store, journal, progress }: RecoverOptions, from: number): Promise<void> {
  const of = journal.segments.next - 1;
  let told = performance.now();
  let next = from;
  for await (const entries of entryBatches(journal.segments, from)) {
    await restoreBatch(store, next, entries);
    next += entries.length;
    if (performance.now() - told < 1_000) continue;
    told = performance.now();
    progress({ position: next - 1, of });
  }
  await store.run(resolved, [from]);
  await store.run(resolvedErased, [from]);
}

async function restoreBatch(
  store: Store,
  firstPosition: number,
  entries: readonly LoggedEntry[],
): Promise<void> {
  try {
    await store.transaction(async (transaction) => {
      await restoreEntries(transaction, { firstPosition, entries });
      const last = entries.at(-1)?.receivedAt;
      if (entries.every(({ receivedAt }) => receivedAt === last)) return;
      await transaction.run(receipts, [
        column(entries, (_, index) => firstPosition + index),
        column(entries, ({ receivedAt }) => receivedAt),
      ]);
    });
  } catch (cause) {
    const detail = `the entries from position ${firstPosition} on do not continue the database: ${String(cause)}`;
    throw new ProbityError("PROBITY_E_JOURNAL_MISMATCH", detail, { cause });
  }
}
