import type { Store } from "../../store/index.ts";
import { type Channel, type Delivered, kindOfChannel } from "../channels/index.ts";
import { openChannel, readChannel, secretValues, type StoredChannel } from "../stored-channels.ts";
import { attempt, Stopped } from "./attempt.ts";
import { type ClaimedDelivery, claimDue, releaseClaim } from "./claim.ts";
import { type Loaded, loadMessages } from "./load.ts";
import type { NotifierOptions } from "./notifier-options.ts";
import { recordAttempt } from "./record.ts";

/** So many are under way on one channel of one process; that many messages are in memory. */
const width = 8;

/** What {@link runLane} works with. */
export interface LaneOptions extends NotifierOptions {
  readonly store: Store;
  /** Aborts what is under way. */
  readonly stop: AbortSignal;
  /** True when nothing new is to be begun. */
  readonly isStopping: () => boolean;
}

/** Brings what is due on one channel, until nothing is: a few at a time, each told as soon as it has ended. */
export async function runLane(options: LaneOptions, channelId: string): Promise<void> {
  const under = new Set<Promise<void>>();
  const problems: unknown[] = [];
  while (!options.isStopping() && problems.length === 0) {
    // oxlint-disable-next-line no-await-in-loop -- a lane is a queue
    const begun = await begin(options, channelId, width - under.size);
    for (const work of begun) {
      const running: Promise<void> = work
        .catch((error: unknown) => void problems.push(error))
        .finally(() => under.delete(running));
      under.add(running);
    }
    if (begun.length === 0 && under.size === 0) break;
    // oxlint-disable-next-line no-await-in-loop
    if (begun.length === 0 || under.size >= width) await Promise.race(under);
  }
  await Promise.all(under);
  if (problems.length > 0) throw problems[0];
}

async function begin(
  options: LaneOptions,
  channelId: string,
  limit: number,
): Promise<readonly Promise<void>[]> {
  const { store, clock, newId, timeoutMs } = options;
  const row = await readChannel(store, channelId);
  const kind = row === undefined ? undefined : kindOfChannel(row.kind);
  if (row === undefined || kind === undefined || row.state !== "active") return [];
  const claim = newId();
  const claimed = await claimDue(store, {
    channel: row.id,
    now: new Date(clock()),
    limit,
    perMinute: row.perMinute ?? kind.perMinute,
    leaseMs: leaseOf(timeoutMs),
    claim,
  });
  if (claimed.length === 0) return [];
  const named = { name: row.kind, hasAddress: kind.address !== undefined };
  const messages = await loadMessages(options, named, claimed);
  const channel = openChannel(row, kind, options.parts);
  return claimed.map((delivery) =>
    bring(options, { row, channel, claim }, delivery, messages.get(delivery.id)),
  );
}

/** Long enough for an attempt and its end: somebody else takes over when this process has died. */
const leaseOf = (timeoutMs: number): number => timeoutMs * 2 + 1_000;

interface Lane {
  readonly row: StoredChannel;
  readonly channel: Channel;
  readonly claim: string;
}

async function bring(
  options: LaneOptions,
  lane: Lane,
  delivery: ClaimedDelivery,
  loaded: Loaded | undefined,
): Promise<void> {
  const { store, clock, random, retryBaseMs, onDead } = options;
  const { row, claim } = lane;
  const at = new Date(clock());
  const started = performance.now();
  try {
    const delivered = await send(options, lane, loaded);
    const state = await recordAttempt(store, {
      delivery,
      channel: row.id,
      claim,
      delivered,
      at,
      durationMs: performance.now() - started,
      ended: new Date(clock()),
      retryBaseMs,
      random: random(),
    });
    if (state === "dead") onDead({ id: delivery.id, channel: row.id });
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    await releaseClaim(store, delivery.id, claim);
  }
}

async function send(
  { stop, timeoutMs, parts }: LaneOptions,
  { row, channel }: Lane,
  loaded: Loaded | undefined,
): Promise<Delivered> {
  if (loaded === undefined || "nothing" in loaded)
    return { ok: false, error: loaded?.nothing ?? "nothing to send", permanent: true };
  return await attempt(channel, loaded, { timeoutMs, stop, secrets: secretValues(row, parts.secrets) });
}
