import type { Store } from "@probity/server";
// The server's own way of writing a log that it has as a copy: the same rows and the same tree as ingest writes.
import { restoreEntries } from "../../../packages/server/src/log/index.ts";
import { createStream, type StreamRecord } from "../../ingest/records.ts";
import { actType } from "./act-type.ts";
import { createActs, momentOf } from "./acts.ts";

const batchEvents = 1000;

/** Seed of the acts of every history. */
export const historySeed = 1;

/** Fields of the common block that these acts lack; the server counts them (EV-2). */
const missingFields = 11;

type LoggedEntry = Parameters<typeof restoreEntries>[1]["entries"][number];

/** A record as the log keeps it once it was accepted. */
export const entryOf = (source: string, record: StreamRecord, receivedAt: string): LoggedEntry => {
  // Written by the stream a moment ago.
  const { id, time, data } = JSON.parse(record.payload) as {
    readonly id: string;
    readonly time: string;
    readonly data: { readonly ocid: string };
  };
  const { src, seq, header, salt, payload: body } = record;
  const place = { src, source, seq, header, id, type: actType.type, subject: data.ocid };
  const times = { time: new Date(time).toISOString(), receivedAt };
  return { ...place, ...times, outcome: "accepted", incomplete: missingFields, salt, body };
};

/** Appends records at the end of the log of a database that no server uses meanwhile. */
export const appendRecords = async (
  store: Store,
  source: string,
  records: readonly StreamRecord[],
): Promise<void> => {
  const now = new Date().toISOString();
  const entries = records.map((record) => entryOf(source, record, now));
  await store.transaction(async (transaction) => {
    const { next_position: firstPosition } = await transaction.db
      .selectFrom("log_head")
      .select("next_position")
      .where("id", "=", 1)
      .executeTakeFirstOrThrow();
    await restoreEntries(transaction, { firstPosition, entries });
  });
};

/**
 * Gives every entry that is not scored yet the result that the scorer writes for an event under no rule, in one statement
 * instead of one transaction per hundred events; nothing else follows from an event of a type without rules and record.
 */
export const writeResults = async (store: Store, source: string): Promise<void> => {
  await store.pool.query(
    `insert into event_result (position, bundle_version, bundle_hash, hits, clear, not_applicable, indeterminate, failure, scored_at)
      select l.position, b.version, b.hash, 0, 0, 0, 0, null, now()
      from log l, (select version, hash from bundle where source = $1 order by version desc limit 1) b
      where l.position > (select position from score_position where name = 'score')`,
    [source],
  );
  await store.pool.query(
    "update score_position set position = (select next_position - 1 from log_head where id = 1) where name = 'score'",
  );
};

/** Loads so many acts, the oldest first, as if a source had sent them and they had been scored under no rule. */
export const loadActs = async (
  store: Store,
  source: string,
  { events, edges }: { readonly events: number; readonly edges: number },
  progress: (done: number) => void,
): Promise<void> => {
  const acts = createActs(historySeed, edges);
  const record = createStream(source);
  // The next batch is made while the database writes the one before.
  let writing: Promise<void> = Promise.resolve();
  for (let done = 0; done < events; done += batchEvents) {
    const records = Array.from({ length: Math.min(batchEvents, events - done) }, (_, index) =>
      record(actType.type, acts.next(momentOf(done + index, events))),
    );
    await writing;
    writing = appendRecords(store, source, records);
    progress(done + records.length);
  }
  await writing;
  await writeResults(store, source);
};
