import type { IngestResult } from "@probity/contracts";
import { array, column, type StreamCursors, textOf } from "../log/index.ts";
import { sha256Hex } from "../sha256.ts";
import type { Statement, Transaction } from "../store/index.ts";
import type { EventProblem } from "./checked-event.ts";
import { quarantinedResult } from "./results.ts";
import { sameEvent } from "./same-event.ts";
import type { Item, Submission } from "./submission.ts";

/** What is logged already under the sequence number of a record. */
export interface Replayed {
  /** The header in the log; where the record has another one, the result is not about it. */
  readonly header: string;
  /** Position of its entry. */
  readonly position: number;
  /** The answer that the record got when it was taken, but for the status: what was accepted is a duplicate now. */
  readonly result: IngestResult;
}

interface Entry {
  readonly src: string;
  readonly seq: number;
  readonly header: string;
  readonly position: number;
  readonly event: number | null;
  /** Of its payload in quarantine, where that has a row of its own. */
  readonly state: "open" | "resolved" | null;
  readonly code: string | null;
  readonly errors: string | null;
}

const selectEntries: Statement = {
  name: "ingest-replays",
  text: `select t.src, l.seq, l.header, l.position, l.event, q.state, q.code, q.errors
    from unnest(${array(1, "text")}, ${array(2, "int")}, ${array(3, "bigint")}, ${array(4, "bigint")})
      as t(src, stream, first, last)
    join log l on l.stream = t.stream and l.seq between t.first and t.last
    left join quarantine q on l.event is null and q.position = l.position`,
};

/** Finds what is logged already of these requests (LO-1), by stream and sequence number. */
export async function findReplays(
  transaction: Transaction,
  group: readonly Submission[],
  cursors: StreamCursors,
): Promise<ReadonlyMap<string, ReadonlyMap<number, Replayed>>> {
  const ranges = group.flatMap(({ src, items, firstSeq, lastSeq }) => {
    const cursor = cursors.get(src);
    return cursor === undefined || firstSeq === 0 || firstSeq > cursor.seq
      ? []
      : [{ src, items, stream: cursor.id, first: firstSeq, last: Math.min(lastSeq, cursor.seq) }];
  });
  if (ranges.length === 0) return new Map();
  const entries = await transaction.run<Entry>(selectEntries, [
    column(ranges, ({ src }) => src),
    column(ranges, ({ stream }) => stream),
    column(ranges, ({ first }) => first),
    column(ranges, ({ last }) => last),
  ]);
  const records = ranges.flatMap(({ items }) => items);
  const items = new Map(records.map((item) => [place(item.header), item]));
  const known = entries.flatMap((entry) => {
    const item = items.get(place(entry));
    return item === undefined ? [] : [{ entry, item }];
  });
  const echoes = await findEchoes(transaction, known.filter(isEcho));
  const found = new Map(ranges.map(({ src }) => [src, new Map<number, Replayed>()]));
  for (const { entry, item } of known) {
    const { src, seq, header, position } = entry;
    const result = resultOf(item, entry, echoes.get(position));
    found.get(src)?.set(seq, { header, position, result });
  }
  return found;
}

const place = (of: { readonly src: string; readonly seq: number } | undefined): string =>
  of === undefined ? "" : `${of.src}\n${of.seq}`;

interface Known {
  readonly entry: Entry;
  readonly item: Item;
}

/** True for an entry that has neither an event nor a refused payload of its own: an earlier one has it. */
const isEcho = ({ entry }: Known): boolean => entry.event === null && entry.state === null;

/** What an entry without a payload of its own may repeat: an event, or a payload that was refused. */
interface Echo {
  readonly position: number;
  readonly event: number | null;
  readonly body: string | null;
  readonly erased: boolean | null;
  readonly code: string | null;
  readonly errors: string | null;
}

const selectEchoes: Statement = {
  name: "ingest-echoes",
  text: `select t.position, l.position as event, e.body, e.erased_at is not null as erased, q.code, q.errors
    from unnest(${array(1, "bigint")}, ${array(2, "text")}, ${array(3, "text")}, ${array(4, "text")})
      as t(position, source, id, hash)
    left join (event e join log l on l.event = e.key)
      on e.source = t.source and e.id = t.id and l.position < t.position
    left join quarantine q on q.source = t.source and q.event_id = t.id and q.body_hash = decode(t.hash, 'hex')
      and q.position < t.position and q.state = 'open'`,
};

async function findEchoes(
  transaction: Transaction,
  known: readonly Known[],
): Promise<ReadonlyMap<number, Echo>> {
  if (known.length === 0) return new Map();
  const rows = await transaction.run<Echo>(selectEchoes, [
    column(known, ({ entry }) => entry.position),
    column(known, ({ item }) => item.event.source),
    column(known, ({ item }) => item.event.id),
    column(known, ({ item }) => sha256Hex(item.payload)),
  ]);
  return new Map(rows.map((row) => [row.position, row]));
}

/**
 * A repeated event has the place of the event, everything else its own. What was refused and is resolved since is no
 * longer told as refused.
 */
function resultOf({ event: { id }, payload }: Item, entry: Entry, echo: Echo | undefined): IngestResult {
  const { position } = entry;
  const refusal = entry.state === "open" ? entry : echo;
  if (entry.event === null && typeof refusal?.code === "string") {
    // Written by this server as a list of problems.
    const errors = JSON.parse(refusal.errors ?? "[]") as EventProblem[];
    return quarantinedResult(id, refusal.code, errors, position);
  }
  const repeats =
    typeof echo?.event === "number" && (echo.erased === true || sameEvent(echo.body ?? "", textOf(payload)));
  return { id, status: "duplicate", position: repeats ? (echo.event ?? position) : position };
}
