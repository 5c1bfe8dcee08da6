import { appendLeaves, type AppendProver, type Digest } from "@probity/tlog";
import type { Statement, Transaction } from "../store/index.ts";
import { array, column, textColumn } from "./columns.ts";
import type { NewEntry } from "./entry.ts";
import { saveQuarantined } from "./quarantine.ts";
import type { StreamCursors } from "./streams.ts";

/** What an append made of the log. Positions count from 1; the leaf of position p has index p - 1. */
export interface Appended {
  readonly firstPosition: number;
  readonly size: number;
  /** The root, and proofs for the entries that were appended. */
  readonly prover: AppendProver;
}

interface Head {
  readonly next_position: number;
  readonly digest: Digest;
  readonly edge: Buffer;
}

/** Everybody who appends waits here for the one before to commit. */
const lockHead: Statement = {
  name: "log-head-lock",
  text: "select next_position, digest, edge from log_head where id = 1 for update",
};

/** Entries, tiles, streams and the new head in one round trip. A tile grows by what follows its last hash. */
const appendRows: Statement = {
  name: "log-append",
  text: `with entries as (
      insert into log (position, stream, seq, header, event)
      select $1::bigint + t.n - 1, t.stream, t.seq, t.header, t.event
      from unnest(${array(2, "int")}, ${array(3, "bigint")}, ${array(4, "text")}, ${array(5, "bigint")})
        with ordinality as t(stream, seq, header, event, n)
    ), tiles as (
      insert into log_tile (level, n, hashes)
      select t.level, t.n, decode(t.hashes, 'hex')
      from unnest(${array(6, "smallint")}, ${array(7, "bigint")}, ${array(8, "text")}) as t(level, n, hashes)
      on conflict (level, n) do update set hashes = log_tile.hashes || excluded.hashes
    ), streams as (
      update log_stream s set last_seq = t.seq, last_hash = decode(t.hash, 'base64'),
        last_at = case when t.moved then $14::timestamptz else s.last_at end, heartbeat_seconds = t.heartbeat,
        closed_at = case when not t.closed then null else coalesce(s.closed_at, $14::timestamptz) end
      from unnest(${array(9, "int")}, ${array(10, "bigint")}, ${array(11, "text")}, ${array(12, "int")},
        ${array(13, "bool")}, ${array(17, "bool")}) as t(id, seq, hash, heartbeat, closed, moved)
      where s.id = t.id
    )
    update log_head set next_position = $15::bigint, edge = $16::bytea where id = 1`,
};

/** Where `appendEntries` refuses to append anything but what belongs at this position (a copy that is restored). */
export class WrongPosition extends Error {}

/**
 * Appends entries whose streams this transaction has locked and moved: takes the lock on the head, which must be the last
 * one that the transaction takes, and writes entries, quarantine, tiles, streams and head.
 */
export async function appendEntries(
  transaction: Transaction,
  entries: readonly NewEntry[],
  cursors: StreamCursors,
  at: string,
  expectedPosition?: number,
): Promise<Appended> {
  const [head] = await transaction.run<Head>(lockHead, []);
  if (head === undefined) throw new Error("the log has no head");
  const first = head.next_position;
  if (expectedPosition !== undefined && expectedPosition !== first)
    throw new WrongPosition(`the next position is ${first}, not ${expectedPosition}`);
  const before = { size: first - 1, hashes: head.edge };
  const leaves = entries.map(({ leaf }) => leaf);
  const { edge, tiles, prover } = appendLeaves(head.digest, before, leaves);
  const streams = [...cursors.values()].filter(({ changed }) => changed);
  await transaction.run(appendRows, [
    first,
    column(entries, ({ src }) => cursors.get(src)?.id),
    column(entries, ({ seq }) => seq),
    textColumn(entries, ({ header }) => header),
    column(entries, ({ key }) => key),
    column(tiles, ({ level }) => level),
    column(tiles, ({ index }) => index),
    column(tiles, ({ hashes }) => hashes.toString("hex")),
    column(streams, ({ id }) => id),
    column(streams, ({ seq }) => seq),
    column(streams, ({ hash }) => hash),
    column(streams, ({ heartbeatSeconds }) => heartbeatSeconds),
    column(streams, ({ closed }) => String(closed)),
    at,
    first + entries.length,
    edge.hashes,
    column(streams, ({ moved }) => String(moved)),
  ]);
  await saveQuarantined(transaction, entries, first);
  return { firstPosition: first, size: edge.size, prover: prover() };
}
