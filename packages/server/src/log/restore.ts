import { hash } from "node:crypto";
import { type JsonObject, readHeader } from "@probity/contracts";
import { type Digest, hashLeaf } from "@probity/tlog";
import type { Transaction } from "../store/index.ts";
import { appendEntries } from "./append.ts";
import type { CommittedBatch, LoggedEntry, NewEntry } from "./entry.ts";
import { createEventKeys } from "./event-keys.ts";
import { insertEvents } from "./events.ts";
import { streamEffect } from "./stream-effect.ts";
import { advance, applyEffect, lockStreams, openStreams, type StreamCursors } from "./streams.ts";

/** A copy whose entries do not follow the log of this database. */
export class NotContinuous extends Error {}

/**
 * Appends the entries of a copy again, at their positions: the same rows of `event`, `quarantine`, `log`, `log_stream`,
 * the same tree. Throws {@link NotContinuous} or `WrongPosition` when they do not continue what is there; then the
 * transaction must not commit. At most 1000 entries at a time.
 */
export async function restoreEntries(transaction: Transaction, batch: CommittedBatch): Promise<void> {
  const { entries, firstPosition } = batch;
  const [last] = entries.slice(-1);
  if (last === undefined) return;
  const { digest } = await transaction.db
    .selectFrom("log_head")
    .select("digest")
    .where("id", "=", 1)
    .executeTakeFirstOrThrow();
  const srcs = [...new Set(entries.map(({ src }) => src))];
  const effects = entries.map(effectOf);
  const closed = effects.flatMap((effect) => effect?.closes ?? []);
  const cursors = await lockStreams(transaction, [...srcs, ...closed]);
  await openStreams(transaction, cursors, srcs, new Date(last.receivedAt));
  const accepted = entries.filter(isAccepted);
  const keys = await insertEvents(transaction, createEventKeys(), accepted, last.receivedAt);
  if (keys.size < accepted.length) throw new NotContinuous("an event of the copy is stored already");
  const byEntry: ReadonlyMap<LoggedEntry, number> = keys;
  const rows = entries.map((entry, index): NewEntry => {
    move(cursors, entry);
    const [effect, own] = [effects[index], cursors.get(entry.src)];
    if (effect !== undefined && own !== undefined) applyEffect(cursors, own, effect);
    return {
      ...entry,
      leaf: hashLeaf(digest satisfies Digest, entry.header),
      key: byEntry.get(entry) ?? null,
    };
  });
  await appendEntries(transaction, rows, cursors, last.receivedAt, firstPosition);
}

type AcceptedEntry = LoggedEntry & { readonly type: string; readonly time: string };

const isAccepted = (entry: LoggedEntry): entry is AcceptedEntry =>
  entry.outcome === "accepted" && entry.type !== null && entry.time !== null;

function move(cursors: StreamCursors, { src, header }: LoggedEntry): void {
  const cursor = cursors.get(src);
  const parsed = readHeader(header);
  if (cursor === undefined || parsed?.seq !== cursor.seq + 1 || parsed.prev !== cursor.hash) {
    throw new NotContinuous(`an entry of the copy does not continue the stream ${src}`);
  }
  advance(cursor, parsed.seq, hash("sha256", header, "base64"));
}

function effectOf(entry: LoggedEntry): ReturnType<typeof streamEffect> {
  if (!isAccepted(entry) || entry.body === null || !/^(?:source|stream)\./.test(entry.type)) return undefined;
  // Validated when it was accepted.
  const { data } = JSON.parse(entry.body) as { readonly data: JsonObject };
  return streamEffect(entry.type, data);
}
