import type { BuiltinEvents } from "@probity/contracts";
import { sql } from "kysely";
import type { Store } from "../store/index.ts";

/** A declared hole of a stream. */
export interface GapReport {
  readonly eventId: string;
  readonly position: number;
  readonly fromSequence: number | null;
  readonly toSequence: number | null;
  readonly count: number;
  readonly reason: string;
}

/** How a stream says that it ended. */
export interface CloseReport {
  readonly eventId: string;
  readonly position: number;
  readonly lastSequence: number;
  readonly reason: string;
}

/** What a writer last said about itself. */
export interface HeartbeatReport {
  readonly at: string;
  /** From when it was written to when it was here; 0 where the writer's clock is ahead. */
  readonly delayMs: number;
  readonly spoolDepth: number | null;
  readonly dropped: number | null;
  readonly bundleHash: string | null;
}

/** What events of its source say about a stream. */
export interface StreamReport {
  heartbeat?: HeartbeatReport | undefined;
  readonly gaps: GapReport[];
  close?: CloseReport | undefined;
}

/** Most events about streams that one answer is made of. */
const limit = 5000;

/** The gaps and closes that name these streams, by stream; what another source says about them does not count. */
export async function readStreamReports(
  store: Store,
  streams: readonly { readonly src: string; readonly source: string }[],
): Promise<ReadonlyMap<string, StreamReport>> {
  const reports = new Map<string, StreamReport>();
  if (streams.length === 0) return reports;
  const sources = new Map(streams.map(({ src, source }) => [src, source]));
  const rows = await store.db
    .selectFrom("event")
    .innerJoin("log", "log.event", "event.key")
    .select(["event.source", "event.subject", "event.id", "event.type", "event.body", "log.position"])
    .where("event.source", "in", [...new Set(sources.values())])
    .where("event.subject", "in", [...sources.keys()])
    .where("event.type", "in", ["stream.gap", "stream.close"])
    .orderBy("log.position")
    .limit(limit)
    .execute();
  for (const { source, subject, id, type, body, position } of rows) {
    if (subject === null || sources.get(subject) !== source || body === "") continue;
    const report = reports.get(subject) ?? { gaps: [] };
    reports.set(subject, report);
    const place = { eventId: id, position };
    if (type === "stream.gap") report.gaps.push({ ...place, ...gapOf(body) });
    else report.close = { ...place, ...closeOf(body) };
  }
  for (const { source, subject, body, received_at: received } of await heartbeats(store, [
    ...sources.keys(),
  ])) {
    if (sources.get(subject) !== source || body === "") continue;
    const report = reports.get(subject) ?? { gaps: [] };
    reports.set(subject, { ...report, heartbeat: heartbeatOf(body, received) });
  }
  return reports;
}

interface HeartbeatRow {
  readonly source: string;
  readonly subject: string;
  readonly body: string;
  readonly received_at: Date;
}

/** The newest heartbeat of each stream. */
async function heartbeats(
  { db }: Pick<Store, "db">,
  streams: readonly string[],
): Promise<readonly HeartbeatRow[]> {
  const { rows } = await sql<HeartbeatRow>`select h.source, h.subject, h.body, h.received_at
    from log_stream s cross join lateral (select e.source, e.subject, e.body, e.received_at from event e
      where e.source = s.source and e.subject = s.src and e.type = 'source.heartbeat.sent' order by e.key desc limit 1) h
    where s.src = any(${[...streams]}::text[])`.execute(db);
  return rows;
}

function heartbeatOf(body: string, received: Date): HeartbeatReport {
  // Validated when it was accepted.
  const { time, data } = JSON.parse(body) as {
    readonly time: string;
    readonly data: BuiltinEvents["source.heartbeat.sent"];
  };
  const { spoolDepth = null, dropped = null, bundleHash = null } = data.heartbeat;
  const at = new Date(time);
  return {
    at: at.toISOString(),
    delayMs: Math.max(0, received.getTime() - at.getTime()),
    spoolDepth,
    dropped,
    bundleHash,
  };
}

function gapOf(body: string): Omit<GapReport, "eventId" | "position"> {
  // Validated when it was accepted.
  const { data } = JSON.parse(body) as { readonly data: BuiltinEvents["stream.gap"] };
  const { fromSequence = null, toSequence = null, count, reason } = data.gap;
  return { fromSequence, toSequence, count, reason };
}

function closeOf(body: string): Omit<CloseReport, "eventId" | "position"> {
  // Validated when it was accepted.
  const { data } = JSON.parse(body) as { readonly data: BuiltinEvents["stream.close"] };
  const { lastSequence, reason } = data.close;
  return { lastSequence, reason };
}
