import { ProbityError } from "@probity/contracts";
import { readRecord } from "../stream/read-record.ts";
import type { BatchLimits } from "../spool/batch-source.ts";
import { createBackoff, type Backoff, type BackoffSettings } from "./backoff.ts";
import { deliver, type Attempt, type DeliverSettings } from "./deliver.ts";
import { isOwnType } from "./stream-events.ts";
import type { Hole, StreamBatch, StreamSource } from "./stream-source.ts";

/** What the sender tells about its work. */
export interface SenderReports {
  readonly onDelivered: (report: {
    count: number;
    duplicates: number;
    quarantined: number;
    /** Hash of the bundle in force, where the server names one. */
    bundle: string | undefined;
  }) => void;
  /** Must keep the event safely before it returns: it leaves the spool then. */
  readonly onRefused: (event: Uint8Array, status: number, detail: string) => void;
  readonly onRetry: (error: ProbityError) => void;
}

/** Settings of {@link Sender}. */
export interface SenderSettings extends DeliverSettings, SenderReports {
  readonly sources: () => readonly StreamSource[];
  /** What has to be done between batches: true when there may be more of it, or more to send. */
  readonly tend: () => Promise<boolean>;
  readonly limits: BatchLimits;
  /** Events appended within this time travel in one batch; `drained` does not wait for it. */
  readonly lingerMs: number;
  readonly backoff: BackoffSettings;
  readonly random: () => number;
}

type Broken = Extract<Attempt, { kind: "broken" }>;
type Refused = Extract<Attempt, { kind: "refused" }>;

const headerOf = (record: Uint8Array | undefined): { readonly seq: number; readonly type: string } =>
  (record === undefined ? undefined : readRecord(record)?.header) ?? { seq: 0, type: "" };

/** What the server's answer says about a stream: where it has less than was acknowledged, that is lost. */
const holeOf = ({ reason, expected }: Broken, { records }: StreamBatch): Hole => {
  const first = headerOf(records[0]).seq;
  if (reason === "equivocation") {
    const to = headerOf(records.at(-1)).seq;
    return {
      reason,
      from: first,
      to,
      count: 0,
      detail: "another header is logged under one of these",
      skip: 0,
    };
  }
  const from = Math.min(expected ?? first, first);
  const detail = `the server expects ${expected ?? "another number"}, this source has ${first}`;
  return { reason, from, to: Math.max(from, first - 1), count: first - from, detail, skip: 0 };
};

/** Moves batches from its sources to the server, in order per source, for ever. Holds only the batch in flight. */
export class Sender {
  readonly #settings: SenderSettings;
  readonly #abort = new AbortController();
  readonly #backoff: Backoff;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #idle: (() => void)[] = [];

  constructor(settings: SenderSettings) {
    this.#settings = settings;
    this.#backoff = createBackoff(settings.backoff, settings.random);
  }

  /** Something was appended. */
  wake(): void {
    if (this.#running !== undefined || this.#timer !== undefined || this.#stopped) return;
    this.#timer = setTimeout(() => this.#start(), this.#settings.lingerMs).unref();
  }

  /** Resolves when all sources were found empty after this call, or when the sender stops. */
  drained(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#stopped) resolve();
      else this.#idle.push(resolve);
      this.#start();
    });
  }

  /** Ends the request in flight; what it carried stays in its source. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#abort.abort();
    await this.#running;
    this.#release();
  }

  get #stopped(): boolean {
    return this.#abort.signal.aborted;
  }

  #start(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#running === undefined && !this.#stopped) this.#running = this.#run();
  }

  #release(): void {
    const waiting = this.#idle;
    this.#idle = [];
    for (const resolve of waiting) resolve();
  }

  /** Whoever began to wait during a round waits for one more: it may have passed his source already. */
  async #run(): Promise<void> {
    for (;;) {
      const waiting = this.#idle.length;
      const found = await this.#guardedRound();
      if (this.#stopped || (!found && this.#idle.length === waiting)) break;
    }
    this.#running = undefined;
    this.#release();
  }

  /** A disk that fails between two batches must reach neither the host nor what waits here. */
  async #guardedRound(): Promise<boolean> {
    try {
      return await this.#round();
    } catch (cause) {
      await this.#pause(new ProbityError("PROBITY_E_SPOOL_READ", "between two batches", { cause }), 0, true);
      return true;
    }
  }

  /** One batch of each source in turn, so that a large adopted spool cannot hold up what happens now. */
  async #round(): Promise<boolean> {
    let found = false;
    for (const source of this.#settings.sources()) {
      if (this.#stopped) return false;
      const batch = await this.#next(source);
      if (batch === undefined) continue;
      found = true;
      await this.#settle(source, batch);
    }
    const more = await this.#settings.tend();
    return found || more;
  }

  async #next(source: StreamSource): Promise<StreamBatch | undefined> {
    try {
      return source.next(this.#settings.limits);
    } catch (cause) {
      await this.#pause(new ProbityError("PROBITY_E_SPOOL_READ", "reading the spool", { cause }), 0, true);
      return undefined;
    }
  }

  /** One attempt; true when all of it is on the server. A refused group is halved until the first bad record is found. */
  async #settle(source: StreamSource, batch: StreamBatch): Promise<boolean> {
    const attempt = await deliver(batch, this.#settings, this.#abort.signal);
    if (attempt.kind === "retry") {
      if (!this.#stopped) await this.#pause(attempt.error, attempt.afterMs, attempt.slow);
      return false;
    }
    if (attempt.kind === "refused") return this.#split(source, batch, attempt);
    this.#backoff.reset();
    if (attempt.kind === "broken") {
      source.broken(holeOf(attempt, batch));
      return false;
    }
    const { duplicates, quarantined, bundle } = attempt;
    source.ack(batch.records.length);
    this.#settings.onDelivered({ count: batch.records.length, duplicates, quarantined, bundle });
    return true;
  }

  async #split(source: StreamSource, { src, records }: StreamBatch, refusal: Refused): Promise<boolean> {
    if (records.length < 2) {
      await this.#setAside(source, records[0], refusal);
      return false;
    }
    const middle = Math.ceil(records.length / 2);
    const first = await this.#settle(source, { src, records: records.slice(0, middle) });
    return first && (await this.#settle(source, { src, records: records.slice(middle) }));
  }

  /** The rest of the stream cannot go on behind the refused record. What cannot be set aside stays and is tried again. */
  async #setAside(source: StreamSource, record: Uint8Array | undefined, refusal: Refused): Promise<void> {
    if (record === undefined) return;
    const { status, detail } = refusal;
    const { seq, type } = headerOf(record);
    if (isOwnType(type)) {
      // A server that refuses these is not one, or of another age: nothing may be lost to it.
      const message = `status ${status} to ${type}: ${detail}`;
      return this.#pause(new ProbityError("PROBITY_E_SERVER_ANSWER", message), 0, true);
    }
    try {
      this.#settings.onRefused(record, status, detail);
    } catch (cause) {
      return this.#pause(new ProbityError("PROBITY_E_SPOOL_WRITE", "dead-letter file", { cause }), 0, true);
    }
    this.#backoff.reset();
    source.broken({ reason: "refused", from: seq, to: seq, count: 1, detail: `status ${status}`, skip: 1 });
  }

  async #pause(error: ProbityError, atLeastMs: number, slow: boolean): Promise<void> {
    if (this.#stopped) return;
    this.#settings.onRetry(error);
    await this.#backoff.wait({ atLeastMs, slow, signal: this.#abort.signal });
  }
}
