import { ProbityError } from "@probity/contracts";
import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import type { RandomFill } from "../ids.ts";
import type { CourierConfig } from "../sender/courier-config.ts";
import type { CourierReport } from "../sender/courier-report.ts";
import type { Courier } from "../sender/courier.ts";
import type { OpenCourier } from "../sender/local-courier.ts";
import type { ReceiptFacts } from "../sender/receipts.ts";
import type { Transport } from "../sender/transport.ts";
import { writerPrefix } from "../spool/adoption.ts";
import { newWords, type Words } from "../spool/counters.ts";
import { Spool, type Stored } from "../spool/spool.ts";
import type { StreamEvent, StreamHead } from "../stream/record.ts";
import { WorkerCourier } from "../worker/worker-courier.ts";
import { workerFile } from "../worker/worker-file.ts";
import { report } from "./core.ts";
import type { DeliveryFacts } from "./delivery-facts.ts";
import { healthError, type HealthCounters } from "./health.ts";
import type { Listeners } from "./listeners.ts";

/** What spool and sender work with, and report to. */
export interface DeliveryParts {
  readonly config: Config;
  /** Folder of this source below the spool directory. */
  readonly folder: string;
  readonly clock: Clock;
  readonly counters: HealthCounters;
  readonly listeners: Listeners;
  /** Used where no thread of its own delivers. */
  readonly transport: Transport;
  readonly random: RandomFill;
  /** The server named the bundle in force, by its hash. */
  readonly onBundle: (hash: string) => void;
  /** False where the host gave its own transport, clock or randomness, which cannot go into another thread. */
  readonly threaded: boolean;
}

/** Spool and courier of one client. */
export interface Delivery {
  /** @throws ProbityError `PROBITY_E_SPOOL_FULL` under the policy `throw`, and only then. */
  append(event: StreamEvent, mayWait?: boolean): Stored;
  /** Resolves when all appended so far is on the disk itself. Rejects when the spool has no disk. */
  durable(): Promise<void>;
  /** The stream that the last event went into; undefined in memory mode. */
  head(): StreamHead | undefined;
  /** Sends what waits now. */
  hurry(): void;
  facts(): DeliveryFacts;
  /** Resolves when the server has everything appended so far, or the delivery is closed. */
  drained(): Promise<void>;
  /** Last words of the delivering side; before the last `drained`. */
  finish(): Promise<void>;
  /** Leaves what is unsent to the next process. */
  close(): Promise<void>;
}

const memoryLimits = { maxItems: 10_000, maxBytes: 16 * 1024 * 1024 };
const timing = { staleMs: 30_000, rescanMs: 15_000 };

const courierConfig = ({ config, folder }: DeliveryParts, client: string): CourierConfig => ({
  ...timing,
  folder,
  client,
  source: config.source,
  key: config.key,
  endpoint: config.endpoint.href,
  publicKeys: config.publicKeys.map(({ vkey }) => vkey),
  logDigest: config.logDigest,
  segmentBytes: config.segmentBytes,
  syncIntervalMs: config.syncIntervalMs,
  lingerMs: config.lingerMs,
  requestTimeoutMs: config.requestTimeoutMs,
  retryBaseMs: config.retryBaseMs,
  retryCapMs: config.retryCapMs,
  minFreeBytes: config.minFreeBytes,
});

/** Turns what the courier reports into counters, health and events of the client. */
class Reports {
  readonly #parts: DeliveryParts;
  #receipts: ReceiptFacts = { verified: 0, refused: 0, lastSize: 0 };
  #refused = false;

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
  }

  readonly take = (message: CourierReport): void => {
    const { counters, listeners, clock } = this.#parts;
    if (message.kind === "delivered") {
      const { count, duplicates, quarantined, bundle } = message;
      this.#known(message.receipts, false);
      counters.waitingFor = undefined;
      counters.delivered += count;
      counters.quarantined += quarantined;
      listeners.tell("deliver", { count, duplicates, quarantined });
      if (bundle !== undefined) this.#parts.onBundle(bundle);
    } else if (message.kind === "deadletter") {
      const { status, detail, file } = message;
      counters.deadLettered += 1;
      listeners.tell("deadletter", { status, detail, file });
      const text = `status ${status}: ${detail.slice(0, 500)}`;
      report(this.#parts, new ProbityError("PROBITY_E_EVENT_REFUSED", text));
    } else if (message.kind === "retry") {
      const refused = message.error.code === "PROBITY_E_RECEIPT_REFUSED";
      this.#known(message.receipts, refused);
      counters.waitingFor = healthError(message.error, clock.now());
      if (refused) listeners.tell("receipt-refused", message.error);
      report(this.#parts, message.error);
    } else {
      if (message.kind === "damage") counters.damaged += 1;
      report(this.#parts, message.error);
    }
  };

  receipts(): DeliveryFacts["receipts"] {
    const pinned = this.#parts.config.publicKeys.length > 0;
    const proven = this.#refused ? "refused" : "verified";
    return { state: pinned ? proven : "unpinned", ...this.#receipts };
  }

  #known(receipts: ReceiptFacts, refused: boolean): void {
    this.#receipts = receipts;
    this.#refused = refused;
  }
}

/** Whether the folder holds spools other than one's own, which somebody should look after. */
const hasOthers = (folder: string): boolean => {
  try {
    return readdirSync(folder).filter((name) => name.startsWith(writerPrefix)).length > 1;
  } catch {
    return false;
  }
};

const openThread = (
  parts: DeliveryParts,
  words: Words,
  spool: () => Spool,
  reports: Reports,
  client: string,
): WorkerCourier => {
  const config = courierConfig(parts, client);
  const evict = (directory: string): void => spool().moveOut(directory);
  const { clock, random, transport } = parts;
  const here = async (): Promise<() => Courier> => {
    // Loaded only where no thread can be used.
    const { openCourier } = await import("../sender/local-courier.ts");
    return () => open(openCourier);
  };
  const open = (openCourier: OpenCourier): Courier => {
    const courier = openCourier({
      config,
      engine: 1,
      words,
      clock,
      random,
      transport,
      report: reports.take,
      evict,
    });
    const { live, memory } = spool().contents();
    if (live !== undefined) courier.opened(live);
    for (const event of memory) courier.remember(event);
    return courier;
  };
  return new WorkerCourier({
    file: parts.threaded ? workerFile() : undefined,
    config,
    words,
    contents: () => spool().contents(),
    report: reports.take,
    evict,
    instead: here,
  });
};

/** Opens the spool and prepares delivery, which begins with the first event, or when a dead process left something. */
export const openDelivery = (parts: DeliveryParts): Delivery => {
  const { config, folder } = parts;
  const reports = new Reports(parts);
  const words = newWords();
  const client = randomBytes(8).toString("hex");
  const courier = openThread(parts, words, () => spool, reports, client);
  const spool: Spool = new Spool({
    folder,
    source: config.source,
    client,
    maxBytes: config.maxBytes,
    whenFull: config.whenFull,
    blockMs: config.blockMs,
    segmentBytes: config.segmentBytes,
    memory: memoryLimits,
    clock: parts.clock,
    random: parts.random,
    words,
    canBlock: () => courier.threaded,
    // Not in the caller's stack: listeners registered right after createProbity hear of a disk that fails at once.
    onError: (error) => queueMicrotask(() => report(parts, error)),
    sink: courier,
  });
  if (hasOthers(folder)) courier.wake();
  const timer = setInterval(() => {
    if (hasOthers(folder)) courier.wake();
  }, timing.rescanMs).unref();
  return {
    append: (event, mayWait) => spool.append(event, mayWait),
    durable: async () => {
      if (spool.mode() === "disk") return courier.synced();
      throw new ProbityError("PROBITY_E_SPOOL_WRITE", "the event is held in memory only");
    },
    head: () => spool.head(),
    // Whoever waits for that is sent for at once.
    hurry: () => void courier.drained(),
    facts: () => ({
      mode: spool.mode(),
      thread: courier.threaded ? "worker" : "main",
      pending: spool.pending(),
      bytes: spool.bytes(),
      head: spool.head(),
      adopted: spool.adopted(),
      receipts: reports.receipts(),
    }),
    drained: async () => {
      if (courier.started || spool.pending() > 0 || hasOthers(folder)) await courier.drained();
    },
    finish: () => courier.finish(),
    close: async () => {
      clearInterval(timer);
      await courier.stop();
      spool.close();
    },
  };
};
