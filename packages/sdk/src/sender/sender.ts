import { ProbityError } from "@probity/contracts";
import type { Batch, BatchLimits, BatchSource } from "../spool/batch-source.ts";
import { createBackoff, type Backoff, type BackoffSettings } from "./backoff.ts";
import { deliver, type DeliverSettings } from "./deliver.ts";

/** What the sender tells about its work. */
export interface SenderReports {
  readonly onDelivered: (report: { count: number; duplicates: number; quarantined: number }) => void;
  /** Must keep the event safely before it returns: it leaves the spool then. */
  readonly onRefused: (event: Uint8Array, status: number, detail: string) => void;
  readonly onRetry: (error: ProbityError) => void;
}

/** Settings of {@link Sender}. */
export interface SenderSettings extends DeliverSettings, SenderReports {
  readonly sources: () => readonly BatchSource[];
  readonly limits: BatchLimits;
  /** Events appended within this time travel in one batch; `drained` does not wait for it. */
  readonly lingerMs: number;
  readonly backoff: BackoffSettings;
  readonly random: () => number;
}

interface Refusal {
  readonly status: number;
  readonly detail: string;
}

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

  async #run(): Promise<void> {
    while (await this.#round());
    this.#running = undefined;
    this.#release();
  }

  /** One batch of each source in turn, so that a large adopted spool cannot hold up what happens now. */
  async #round(): Promise<boolean> {
    let found = false;
    for (const source of this.#settings.sources()) {
      if (this.#stopped) return false;
      const batch = await this.#next(source);
      if (batch === undefined) continue;
      found = true;
      await this.#settle(source, batch.items);
    }
    return found;
  }

  async #next(source: BatchSource): Promise<Batch | undefined> {
    try {
      return source.next(this.#settings.limits);
    } catch (cause) {
      await this.#pause(new ProbityError("PROBITY_E_SPOOL_WRITE", "reading the spool", { cause }), 0, true);
      return undefined;
    }
  }

  /** Takes the events off their source; a refused group is halved until one is left. */
  async #settle(source: BatchSource, items: readonly Uint8Array[]): Promise<void> {
    while (!this.#stopped) {
      const attempt = await deliver(items, this.#settings, this.#abort.signal);
      if (attempt.kind === "retry") {
        if (!this.#stopped) await this.#pause(attempt.error, attempt.afterMs, attempt.slow);
        continue;
      }
      this.#backoff.reset();
      if (attempt.kind === "delivered") {
        source.ack(items.length);
        const { duplicates, quarantined } = attempt;
        this.#settings.onDelivered({ count: items.length, duplicates, quarantined });
        return;
      }
      if (await this.#split(source, items, attempt)) return;
    }
  }

  /** False when the refused event could not be set aside: it stays where it is and is tried again. */
  async #split(source: BatchSource, items: readonly Uint8Array[], refusal: Refusal): Promise<boolean> {
    const [only] = items;
    if (items.length > 1 || only === undefined) {
      const middle = Math.ceil(items.length / 2);
      await this.#settle(source, items.slice(0, middle));
      await this.#settle(source, items.slice(middle));
      return true;
    }
    try {
      this.#settings.onRefused(only, refusal.status, refusal.detail);
    } catch (cause) {
      await this.#pause(new ProbityError("PROBITY_E_SPOOL_WRITE", "dead-letter file", { cause }), 0, true);
      return false;
    }
    source.ack(1);
    return true;
  }

  async #pause(error: ProbityError, atLeastMs: number, slow: boolean): Promise<void> {
    this.#settings.onRetry(error);
    await this.#backoff.wait({ atLeastMs, slow, signal: this.#abort.signal });
  }
}
