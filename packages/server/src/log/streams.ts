import { sourceOfStream } from "@probity/contracts";
import type { Statement, Store, Transaction } from "../store/index.ts";
import { array, column } from "./columns.ts";
import type { StreamEffect } from "./stream-effect.ts";

/** A stream whose row this transaction holds. It moves as entries are added and is written back with them. */
export interface StreamCursor {
  readonly id: number;
  readonly src: string;
  readonly source: string;
  /** Sequence number and hash (base64) of the last header; 0 and "" before the first. */
  seq: number;
  hash: string;
  heartbeatSeconds: number | null;
  closed: boolean;
  /** True once an entry was added. */
  moved: boolean;
  /** True once anything of the row has to be written back. */
  changed: boolean;
}

/** The streams of a transaction by name. */
export type StreamCursors = Map<string, StreamCursor>;

interface StreamRow {
  readonly id: number;
  readonly src: string;
  readonly source: string;
  readonly last_seq: number;
  readonly last_hash: string;
  readonly heartbeat_seconds: number | null;
  readonly closed: boolean;
}

const columns = `id, src, source, last_seq, encode(last_hash, 'base64') as last_hash, heartbeat_seconds,
  closed_at is not null as closed`;

const lock: Statement = {
  name: "log-streams-lock",
  text: `select ${columns} from log_stream where src = any(${array(1, "text")}) order by src collate "C" for update`,
};

const create: Statement = {
  name: "log-streams-create",
  text: `insert into log_stream (src, source, last_seq, last_hash, opened_at, last_at)
    select t.src, t.source, 0, '', $3::timestamptz, $3::timestamptz
    from unnest(${array(1, "text")}, ${array(2, "text")}) as t(src, source)
    on conflict (src) do nothing returning ${columns}`,
};

/** Another transaction opened the same stream a moment ago: run this one again. */
export class StreamRace extends Error {}

/** Most that {@link unlessRaced} runs something again. */
const maxRaces = 5;

/** Runs a transaction again when others opened the same streams. */
export async function unlessRaced<T>(work: () => Promise<T>): Promise<T> {
  for (let races = 0; ; races++) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
      return await work();
    } catch (error) {
      if (!(error instanceof StreamRace) || races === maxRaces) throw error;
    }
  }
}

/** A transaction that logs events of the server: run again when another one opened their stream at the same moment. */
export const loggingTransaction = <T>(
  store: Pick<Store, "transaction">,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> => unlessRaced(() => store.transaction(work));

/**
 * Locks the streams that exist, in one order for all transactions, so that none wait for each other in a circle. Before
 * anything else of the log is locked; the head comes last.
 */
export async function lockStreams(transaction: Transaction, srcs: readonly string[]): Promise<StreamCursors> {
  const rows = await transaction.run<StreamRow>(lock, [column(srcs, (src) => src)]);
  return new Map(rows.map((row) => [row.src, cursorOf(row)]));
}

/** Opens streams that did not exist when {@link lockStreams} looked. Throws {@link StreamRace}. */
export async function openStreams(
  transaction: Transaction,
  cursors: StreamCursors,
  srcs: readonly string[],
  now: Date,
): Promise<void> {
  const missing = [...new Set(srcs)].filter((src) => !cursors.has(src)).toSorted();
  if (missing.length === 0) return;
  const values = [column(missing, (src) => src), column(missing, sourceOfStream), now.toISOString()];
  const rows = await transaction.run<StreamRow>(create, values);
  if (rows.length < missing.length) throw new StreamRace("a stream was opened meanwhile");
  for (const row of rows) cursors.set(row.src, cursorOf(row));
}

const cursorOf = (row: StreamRow): StreamCursor => ({
  id: row.id,
  src: row.src,
  source: row.source,
  seq: row.last_seq,
  hash: row.last_hash,
  heartbeatSeconds: row.heartbeat_seconds,
  closed: row.closed,
  moved: false,
  changed: false,
});

/** Moves a stream to its next header. */
export function advance(cursor: StreamCursor, seq: number, hash: string): void {
  cursor.seq = seq;
  cursor.hash = hash;
  cursor.closed = false;
  cursor.moved = true;
  cursor.changed = true;
}

/** Takes over what an accepted event says about a stream of its own source. */
export function applyEffect(cursors: StreamCursors, own: StreamCursor, effect: StreamEffect): void {
  if (effect.heartbeatSeconds !== undefined) {
    own.heartbeatSeconds = effect.heartbeatSeconds === 0 ? null : effect.heartbeatSeconds;
  }
  const closed = effect.closes === undefined ? undefined : cursors.get(effect.closes);
  if (closed === undefined || closed.source !== own.source) return;
  closed.closed = true;
  closed.changed = true;
}
