import type { Statement, Transaction } from "../store/index.ts";

/** A stream that has fallen silent. */
export interface SilentStream {
  readonly id: number;
  readonly src: string;
  readonly last_seq: number;
  readonly last_at: Date;
  readonly heartbeat_seconds: number;
}

/** A stream that counted as silent and speaks again, or was closed. */
export interface ResumedStream {
  readonly id: number;
  readonly src: string;
  /** When it was heard last before its silence. */
  readonly silent_at: Date;
  readonly last_at: Date;
}

/** Streams of one transaction: it holds their rows, and ingest may wait for one of them. */
const limit = 100;

/** $1: now, $2: since when this process hears. A revoked source cannot speak, so its silence says nothing. */
const silent = `s.closed_at is null and s.silent_at is null and s.heartbeat_seconds is not null
  and greatest(s.last_at, $2::timestamptz) + make_interval(secs => greatest(30, 3 * s.heartbeat_seconds)) < $1::timestamptz
  and exists (select 1 from source where id = s.source and revoked_at is null)`;

/** silent_at holds the last_at of the moment at which the silence was found, so any other one is newer. */
const resumed = "s.silent_at is not null and (s.last_at <> s.silent_at or s.closed_at is not null)";

/** Sources that the sweep has something to say about. */
export const findSources: Statement = {
  name: "watch-sources",
  text: `select distinct s.source from log_stream s where (${silent}) or (${resumed}) order by s.source limit ${limit}`,
};

const findSilent: Statement = {
  name: "watch-silent",
  text: `select s.id, s.src, s.last_seq, s.last_at, s.heartbeat_seconds from log_stream s
    where s.source = $3 and ${silent} order by s.src collate "C" limit ${limit} for update of s skip locked`,
};

const findResumed: Statement = {
  name: "watch-resumed",
  text: `select s.id, s.src, s.silent_at, s.last_at from log_stream s
    where s.source = $1 and ${resumed} order by s.src collate "C" limit ${limit} for update of s skip locked`,
};

const markSilent: Statement = {
  name: "watch-mark-silent",
  text: "update log_stream set silent_at = last_at where id = any($1::int[])",
};

const markResumed: Statement = {
  name: "watch-mark-resumed",
  text: "update log_stream set silent_at = null where id = any($1::int[])",
};

/** Takes the streams of a source that fell silent and marks them. Whoever else sweeps passes them by. */
export async function takeSilent(
  transaction: Transaction,
  source: string,
  now: Date,
  hearingSince: Date,
): Promise<readonly SilentStream[]> {
  const values = [now.toISOString(), hearingSince.toISOString(), source];
  const rows = await transaction.run<SilentStream>(findSilent, values);
  if (rows.length > 0) await transaction.run(markSilent, [rows.map(({ id }) => id)]);
  return rows;
}

/** Takes the streams of a source that are silent no more and clears their mark. */
export async function takeResumed(
  transaction: Transaction,
  source: string,
): Promise<readonly ResumedStream[]> {
  const rows = await transaction.run<ResumedStream>(findResumed, [source]);
  if (rows.length > 0) await transaction.run(markResumed, [rows.map(({ id }) => id)]);
  return rows;
}
