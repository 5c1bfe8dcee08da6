import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { openStore } from "@probity/server";
import { runLoad } from "../../ingest/load.ts";
import { createStream, streamBody, type StreamRecord } from "../../ingest/records.ts";
import { startProbityServer } from "../../support/probity-server.ts";
import { actType } from "./act-type.ts";
import { createActs, momentOf } from "./acts.ts";
import { appendRecords, writeResults } from "./load-acts.ts";

/** Everything that ingest and scoring write about an event, but for the moments at which they did and the keys that they took. */
const writtenRows = `select e.source, e.id, e.type, e.subject, e.time, e.incomplete, e.body, e.salt, e.erased_at,
    l.seq, l.header, s.src, s.source as owner, s.last_seq, encode(s.last_hash, 'hex') as last_hash, s.heartbeat_seconds,
    s.closed_at, s.silent_at, r.bundle_version, r.hits, r.clear, r.not_applicable, r.indeterminate, r.failure,
    l.position - min(l.position) over () as place,
    (select count(*) from finding) as findings, (select count(*) from alert) as alerts, (select count(*) from rule_day) as days,
    (select count(*) from process_record) as records, (select count(*) from timer) as timers,
    (select count(*) from link_relation) as relations, (select count(*) from pending_event) as pending,
    (select count(*) from log where event is null) as without_event,
    (select position from score_position where name = 'score') - max(l.position) over () as behind
  from log l join event e on e.key = l.event join log_stream s on s.id = l.stream
  left join event_result r on r.position = l.position where e.type = $1 order by l.position`;

const rowsOf = async (directory: string, databaseUrl: string): Promise<readonly object[]> => {
  const store = await openStore({ dataDir: directory, databaseUrl, databasePoolSize: 1 });
  try {
    return (await store.pool.query<object>(writtenRows, [actType.type])).rows;
  } finally {
    await store.close();
  }
};

/** A source and its type in a new database, with no rule; then either the real server takes the records, or the loader. */
const write = async (
  directory: string,
  databaseUrl: string,
  records: readonly StreamRecord[],
  by: "server" | "loader",
): Promise<readonly object[]> => {
  mkdirSync(directory, { recursive: true });
  const server = await startProbityServer(directory, databaseUrl);
  try {
    const { source, key } = await server.addSource(sampleSource);
    await server.ops("POST", "/ops/types", actType);
    if (by === "server") {
      await runLoad(new URL("/v1/events", server.url), key, [[streamBody(records)]]);
      await server.scored();
    }
    await server.stop();
    if (by === "server") return await rowsOf(directory, databaseUrl);
    const store = await openStore({ dataDir: directory, databaseUrl, databasePoolSize: 2 });
    try {
      await appendRecords(store, source, records);
      await writeResults(store, source);
    } finally {
      await store.close();
    }
    return await rowsOf(directory, databaseUrl);
  } finally {
    await server.kill();
  }
};

const sampleSource = "bench";
const sampleEvents = 300;

/**
 * Gives the same records to the real server over HTTP and to the loader, and compares what is in the database then. Says
 * what differs; undefined when nothing does.
 */
export const checkLoader = async (
  directory: string,
  newDatabase: () => Promise<string>,
): Promise<string | undefined> => {
  const acts = createActs(2, 20_000);
  const record = createStream(sampleSource);
  const records = Array.from({ length: sampleEvents }, (_, nth) =>
    record(actType.type, acts.next(momentOf(nth, sampleEvents))),
  );
  const sent = await write(join(directory, "sent"), await newDatabase(), records, "server");
  const loaded = await write(join(directory, "loaded"), await newDatabase(), records, "loader");
  if (sent.length === sampleEvents && isDeepStrictEqual(sent, loaded)) return undefined;
  const at = sent.findIndex((row, index) => !isDeepStrictEqual(row, loaded[index]));
  return `${sent.length} and ${loaded.length} rows; row ${at}: the server wrote ${JSON.stringify(sent[at])}, the loader ${JSON.stringify(loaded[at])}`;
};
