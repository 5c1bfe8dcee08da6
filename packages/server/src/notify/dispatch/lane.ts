import type { Store } from "../../store/index.ts";
import { type Channel, type Delivered, kindOfChannel } from "../channels/index.ts";
import { openChannel, readChannel, secretValues, type StoredChannel } from "../stored-channels.ts";
import { attempt, Stopped } from "./attempt.ts";
import { type ClaimedDelivery, claimDue, releaseClaims } from "./claim.ts";
import { type Loaded, loadMessages } from "./load.ts";
import type { NotifierOptions } from "./notifier-options.ts";
import { recordAttempt } from "./record.ts";

/** So many are under way on one channel of one process. */
const width = 8;

/** So many are taken at once, which bounds the messages that a lane holds in memory. */
const batchSize = 32;

/** What {@link runLane} works with. */
export interface LaneOptions extends NotifierOptions {
  readonly store: Store;
  /** Aborts what is under way. */
  readonly stop: AbortSignal;
  /** True when nothing new is to be begun. */
  readonly isStopping: () => boolean;
}

/** A delivery in words, with what it needs to go out. */
interface Ready {
  readonly row: StoredChannel;
  readonly channel: Channel;
  readonly claim: string;
  /** Not begun after this moment: the claim may end before the attempt does. */
  readonly beginBy: number;
  readonly delivery: ClaimedDelivery;
  readonly loaded: Loaded | undefined;
}

/** What a lane knows of itself. */
interface Lane {
  queue: readonly Ready[];
  /** The endpoint failed since the queue was looked at. */
  failed: boolean;
  /** The database failed. */
  problem?: unknown;
}

/**
 * Brings what is due on one channel, until nothing is: a few at a time, each told as soon as it has ended. After a failure
 * what is not begun is given back, so that the circuit is asked first.
 */
export async function runLane(options: LaneOptions, channelId: string): Promise<void> {
  const under = new Set<Promise<void>>();
  const lane: Lane = { queue: [], failed: false };
  const isEnding = (): boolean => options.isStopping() || "problem" in lane;
  const begin = (ready: Ready): void => {
    const running = bringInto(lane, options, ready).finally(() => under.delete(running));
    under.add(running);
  };
  const work = async (): Promise<void> => {
    for (;;) {
      // oxlint-disable no-await-in-loop -- a lane is a queue
      if (isEnding() || lane.failed) {
        await giveBack(options, lane.queue);
        lane.queue = [];
        lane.failed = false;
      }
      if (lane.queue.length === 0 && !isEnding()) lane.queue = await fetchBatch(options, channelId);
      const [next, ...rest] = lane.queue;
      if (next === undefined && under.size === 0) break;
      if (next === undefined || under.size >= width) {
        await Promise.race(under);
        continue;
      }
      lane.queue = rest;
      if (options.clock() <= next.beginBy) begin(next);
      else await giveBack(options, [next]);
      // oxlint-enable no-await-in-loop
    }
  };
  try {
    await work();
  } finally {
    await Promise.all(under);
  }
  if ("problem" in lane) throw lane.problem;
}

async function bringInto(lane: Lane, options: LaneOptions, ready: Ready): Promise<void> {
  try {
    if (!(await bring(options, ready))) lane.failed = true;
  } catch (problem) {
    lane.problem ??= problem;
  }
}

async function giveBack({ store }: LaneOptions, queue: readonly Ready[]): Promise<void> {
  const [first] = queue;
  if (first === undefined) return;
  await releaseClaims(
    store,
    queue.map(({ delivery }) => delivery.id),
    first.claim,
  );
}

async function fetchBatch(options: LaneOptions, channelId: string): Promise<readonly Ready[]> {
  const { store, clock, newId, timeoutMs } = options;
  const row = await readChannel(store, channelId);
  const kind = row === undefined ? undefined : kindOfChannel(row.kind);
  if (row === undefined || kind === undefined || row.state !== "active") return [];
  const claim = newId();
  const now = clock();
  // Long enough for an attempt and its end: somebody else takes over when this process has died.
  const leaseMs = timeoutMs * 2 + 1_000;
  const claimed = await claimDue(store, {
    channel: row.id,
    now: new Date(now),
    limit: batchSize,
    perMinute: row.perMinute ?? kind.perMinute,
    leaseMs,
    claim,
  });
  if (claimed.length === 0) return [];
  const named = { name: row.kind, hasAddress: kind.address !== undefined };
  const messages = await loadMessages(options, named, claimed);
  const channel = openChannel(row, kind, options.parts);
  const beginBy = now + leaseMs - timeoutMs - 500;
  return claimed.map((delivery) => ({
    row,
    channel,
    claim,
    beginBy,
    delivery,
    loaded: messages.get(delivery.id),
  }));
}

/** False when the endpoint failed. */
async function bring(options: LaneOptions, ready: Ready): Promise<boolean> {
  const { store, clock, random, retryBaseMs, onDead } = options;
  const { row, claim, delivery } = ready;
  const at = new Date(clock());
  const started = performance.now();
  try {
    const delivered = await send(options, ready);
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
    return delivered.ok || delivered.permanent === true;
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    await releaseClaims(store, [delivery.id], claim);
    return true;
  }
}

async function send(
  { stop, timeoutMs, parts }: LaneOptions,
  { row, channel, loaded }: Ready,
): Promise<Delivered> {
  if (loaded === undefined || "nothing" in loaded)
    return { ok: false, error: loaded?.nothing ?? "nothing to send", permanent: true };
  return await attempt(channel, loaded, { timeoutMs, stop, secrets: secretValues(row, parts.secrets) });
}
