import { ProbityError } from "@probity/contracts";
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { deadLetterFile, writeDeadLetter } from "../sender/dead-letter.ts";
import { Sender } from "../sender/sender.ts";
import type { Transport } from "../sender/transport.ts";
import type { Damage } from "../spool/reader.ts";
import { Spool } from "../spool/spool.ts";
import { report } from "./core.ts";
import { healthError, type HealthCounters } from "./health.ts";
import type { Listeners } from "./listeners.ts";

/** What spool and sender report to. */
export interface DeliveryParts {
  readonly config: Config;
  /** Folder of this source below the spool directory. */
  readonly folder: string;
  readonly clock: Clock;
  readonly counters: HealthCounters;
  readonly listeners: Listeners;
  readonly transport: Transport;
  readonly random: () => number;
}

/** Spool and sender of one client. */
export interface Delivery {
  readonly spool: Spool;
  readonly sender: Sender;
}

const batchLimits = { maxItems: 500, maxBytes: 512 * 1024 };
const memoryLimits = { maxItems: 10_000, maxBytes: 16 * 1024 * 1024 };

/** Sets the unreadable bytes aside, so that a person can look at them after the segment is gone. */
const keepDamage = (parts: DeliveryParts, directory: string, damage: Damage): void => {
  // The half-written record of a killed process: its emit had not returned, nothing was promised.
  if (damage.torn) return;
  parts.counters.damaged += 1;
  const name = `${basename(directory)}-${damage.segment}-${damage.offset}.bin`;
  const message = `${damage.bytes.length} bytes at ${damage.offset} of segment ${damage.segment}, kept as damaged/${name}`;
  try {
    mkdirSync(join(parts.folder, "damaged"), { recursive: true, mode: 0o700 });
    writeFileSync(join(parts.folder, "damaged", name), damage.bytes, { mode: 0o600 });
    report(parts, new ProbityError("PROBITY_E_SPOOL_DAMAGED", message));
  } catch (cause) {
    report(parts, new ProbityError("PROBITY_E_SPOOL_DAMAGED", `${message}, which failed`, { cause }));
  }
};

const openSender = (parts: DeliveryParts, spool: Spool): Sender => {
  const { config, counters, listeners, clock, folder } = parts;
  return new Sender({
    transport: parts.transport,
    key: config.key,
    timeoutMs: config.requestTimeoutMs,
    now: () => clock.now(),
    random: parts.random,
    sources: () => spool.sources(),
    limits: batchLimits,
    lingerMs: config.lingerMs,
    backoff: { baseMs: config.retryBaseMs, capMs: config.retryCapMs },
    onDelivered: (delivered) => {
      counters.waitingFor = undefined;
      counters.delivered += delivered.count;
      counters.quarantined += delivered.quarantined;
      listeners.tell("deliver", delivered);
    },
    onRefused: (event, status, detail) => {
      const refusedAt = new Date(clock.now()).toISOString();
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeDeadLetter(folder, { refusedAt, status, detail, event: Buffer.from(event).toString("utf8") });
      counters.deadLettered += 1;
      listeners.tell("deadletter", { status, detail, file: join(folder, deadLetterFile) });
      report(parts, new ProbityError("PROBITY_E_EVENT_REFUSED", `status ${status}: ${detail.slice(0, 500)}`));
    },
    onRetry: (error) => {
      counters.waitingFor = healthError(error, clock.now());
      report(parts, error);
    },
  });
};

/** Opens the spool, takes over what dead processes left, and starts sending. */
export const openDelivery = (parts: DeliveryParts): Delivery => {
  const { config, clock } = parts;
  let sender: Sender | undefined;
  const spool = new Spool({
    folder: parts.folder,
    maxBytes: config.maxBytes,
    whenFull: config.whenFull,
    segmentBytes: config.segmentBytes,
    syncIntervalMs: config.syncIntervalMs,
    staleMs: 30_000,
    rescanMs: 15_000,
    memory: memoryLimits,
    clock,
    onDamage: (directory, damage) => keepDamage(parts, directory, damage),
    // Not in the caller's stack: listeners registered right after createProbity hear of a disk that fails at once.
    onError: (error) => queueMicrotask(() => report(parts, error)),
    onData: () => sender?.wake(),
  });
  sender = openSender(parts, spool);
  sender.wake();
  return { spool, sender };
};
