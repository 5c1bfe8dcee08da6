import type { LogEvent } from "../score/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import { textIn } from "./decision.ts";
import { dataOf, objectIn } from "./read-events.ts";

const save: Statement = {
  name: "stream-bundles-save",
  text: `insert into stream_bundle (src, source, hash, since, heard_at)
    select src, source, hash, since, heard_at from json_populate_recordset(null::stream_bundle, $1::json)
    on conflict (src) do update set hash = excluded.hash, heard_at = excluded.heard_at,
      since = case when stream_bundle.hash = excluded.hash then stream_bundle.since else excluded.since end
      where stream_bundle.heard_at <= excluded.heard_at`,
};

interface Row {
  readonly src: string;
  readonly source: string;
  readonly hash: string;
  readonly since: string;
  readonly heard_at: string;
}

/**
 * Keeps which bundle each writer runs, as its latest heartbeat says, in whatever order they come (RU-6). One from a clock
 * that is ahead was sent now: no later one would count any more.
 */
export async function saveHeartbeats(
  transaction: Transaction,
  events: readonly LogEvent[],
  now: Date,
): Promise<void> {
  const rows = new Map<string, Row>();
  for (const event of events) {
    if (event.type !== "source.heartbeat.sent") continue;
    const heartbeat = objectIn(dataOf(event), "heartbeat");
    if (heartbeat === undefined) continue;
    const src = textIn(heartbeat, "stream", 500);
    // What a source says about the streams of another one is no news.
    if (src === undefined || !src.startsWith(`${event.source}/`)) continue;
    const at = new Date(Math.min(event.time.getTime(), now.getTime())).toISOString();
    if (at < (rows.get(src)?.heard_at ?? "")) continue;
    const hash = textIn(heartbeat, "bundleHash", 64) ?? "";
    rows.set(src, { src, source: event.source, hash, since: at, heard_at: at });
  }
  if (rows.size > 0) await transaction.run(save, [JSON.stringify([...rows.values()])]);
}
