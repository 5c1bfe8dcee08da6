import type { ProvableLog, ServerEvent } from "../log/index.ts";
import type { Store, Transaction } from "../store/index.ts";
import { inTurn } from "./in-turn.ts";
import { findSources, type ResumedStream, type SilentStream, takeResumed, takeSilent } from "./streams.ts";

/** What a look at the streams works with. */
export interface SilenceOptions {
  readonly store: Store;
  readonly log: Pick<ProvableLog, "logServerEvents">;
}

/**
 * Logs `source.silent` once for each stream that announced heartbeats, is not closed, and was not heard for three
 * intervals (at least 30 s); and `source.resumed` once when it goes on (LO-6). `hearingSince`: silence before that moment
 * does not count, because nobody listened. Mark and event are one transaction, so that several servers and any crash
 * still log each once. Returns how many events were logged.
 */
export async function lookForSilence(
  { store, log }: SilenceOptions,
  now: Date,
  hearingSince: Date,
): Promise<number> {
  const sources = await store.run<{ source: string }>(findSources, [
    now.toISOString(),
    hearingSince.toISOString(),
  ]);
  let logged = 0;
  // One source at a time: a transaction that held streams of several could wait in a circle with ingest.
  await inTurn(sources, async ({ source }) => {
    logged += await store.transaction(async (transaction: Transaction) => {
      const resumed = await takeResumed(transaction, source);
      const silent = await takeSilent(transaction, source, now, hearingSince);
      const events = [...resumed.map(resumedEvent), ...silent.map(silentEvent)];
      if (events.length > 0) await log.logServerEvents(transaction, source, events);
      return events.length;
    });
  });
  return logged;
}

const silentEvent = ({ src, last_seq, last_at, heartbeat_seconds }: SilentStream): ServerEvent => ({
  type: "source.silent",
  subject: src,
  data: {
    silence: {
      stream: src,
      lastSequence: last_seq,
      lastAt: last_at.toISOString(),
      intervalSeconds: heartbeat_seconds,
    },
  },
});

const resumedEvent = ({ src, silent_at, last_at }: ResumedStream): ServerEvent => ({
  type: "source.resumed",
  subject: src,
  data: {
    silence: { stream: src, silentSince: silent_at.toISOString(), resumedAt: last_at.toISOString() },
  },
});
