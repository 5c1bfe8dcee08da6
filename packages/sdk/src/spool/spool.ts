import { ProbityError } from "@probity/contracts";
import { mkdirSync } from "node:fs";
import type { Clock } from "../clock.ts";
import { createAdopted, type Adopted } from "./adopted.ts";
import { createAdoption, type Adoption } from "./adoption.ts";
import type { BatchSource } from "./batch-source.ts";
import { createMemoryQueue, type MemoryLimits } from "./memory-queue.ts";
import { openOwnSpool, type OwnSpool } from "./own-spool.ts";
import type { Damage } from "./reader.ts";
import { trackSource } from "./tracked-source.ts";
import type { WriteBytes } from "./writer.ts";

/** Where an event is when `emit` returns. `memory` means that the disk failed and the event dies with the process. */
export type StoredIn = "disk" | "memory" | "nowhere";

/** What to do with a new event when the spool holds `maxBytes` (DE-5). */
export type FullPolicy = "drop-newest-counted" | "throw";

/** Settings of {@link openSpool}; all have been validated and defaulted. */
export interface SpoolSettings {
  readonly folder: string;
  readonly maxBytes: number;
  readonly whenFull: FullPolicy;
  readonly segmentBytes: number;
  readonly syncIntervalMs: number;
  readonly staleMs: number;
  readonly rescanMs: number;
  readonly memory: MemoryLimits;
  readonly clock: Clock;
  readonly write?: WriteBytes | undefined;
  readonly onDamage: (directory: string, damage: Damage) => void;
  readonly onError: (error: ProbityError) => void;
  /** There is something to send. */
  readonly onData: () => void;
}

/** The events of this process, and of dead ones that used the same folder, on their way to the server. */
export interface Spool {
  /**
   * Keeps the text. `nowhere` comes with the reason in `error`.
   * @throws ProbityError `PROBITY_E_SPOOL_FULL` under the policy `throw`, and only then.
   */
  append(text: string): { readonly stored: StoredIn; readonly error?: ProbityError | undefined };
  /** See `SpoolWriter.durable`. Rejects when the spool has no disk. */
  durable(): Promise<void>;
  /** Everything that has records to send. */
  sources(): readonly BatchSource[];
  pending(): number;
  bytes(): number;
  mode(): "disk" | "memory";
  close(): void;
}

/** A failed disk is tried again this long after the failure. */
const retryDiskMs = 1000;

/** Opens the spool. Never throws: a directory that cannot be written gives a spool in memory and a loud error. */
export const openSpool = (settings: SpoolSettings): Spool => {
  const { clock, onError } = settings;
  const queue = createMemoryQueue(settings.memory);
  const memory = trackSource(queue, { pending: 0, bytes: 0 });
  let own: OwnSpool | undefined;
  let adopted: Adopted[] = [];
  let adoption: Adoption | undefined;
  let diskFailedAt: number | undefined;

  const diskFailed = (cause: unknown): void => {
    if (diskFailedAt === undefined) {
      onError(new ProbityError("PROBITY_E_SPOOL_WRITE", `cannot write below ${settings.folder}`, { cause }));
    }
    diskFailedAt = clock.monotonic();
  };

  const openDisk = (): OwnSpool | undefined => {
    if (diskFailedAt !== undefined && clock.monotonic() - diskFailedAt < retryDiskMs) return undefined;
    if (own !== undefined) return own;
    try {
      mkdirSync(settings.folder, { recursive: true, mode: 0o700 });
      own = openOwnSpool(settings);
    } catch (cause) {
      diskFailed(cause);
    }
    return own;
  };

  const adopt = (): void => {
    if (own === undefined) return;
    try {
      adoption ??= createAdoption(settings);
      const taken = new Set([own.directory(), ...adopted.map((one) => one.directory)]);
      for (const directory of adoption.scan(taken)) adopted.push(createAdopted(directory, settings));
    } catch (cause) {
      onError(
        new ProbityError("PROBITY_E_SPOOL_WRITE", "cannot take over spools of dead processes", { cause }),
      );
    }
    for (const one of adopted) one.beat();
    adopted = adopted.filter((one) => !one.done());
    if (adopted.length > 0) settings.onData();
  };

  const toMemory = (text: string): StoredIn => {
    if (!queue.push(text)) return "nowhere";
    memory.added(1, text.length);
    return "memory";
  };

  const toDisk = (text: string): StoredIn | undefined => {
    const disk = openDisk();
    if (disk === undefined) return undefined;
    try {
      disk.append(text);
      diskFailedAt = undefined;
      return "disk";
    } catch (error) {
      if (error instanceof ProbityError && error.code === "PROBITY_E_EVENT_SIZE") throw error;
      diskFailed(error);
      return undefined;
    }
  };

  const bytes = (): number =>
    (own?.source.bytes() ?? 0) + memory.bytes() + adopted.reduce((sum, one) => sum + one.source.bytes(), 0);

  const full = (): { stored: StoredIn; error: ProbityError } => {
    const error = new ProbityError("PROBITY_E_SPOOL_FULL", `the spool holds ${bytes()} bytes unsent`);
    if (settings.whenFull === "throw") throw error;
    return { stored: "nowhere", error };
  };

  const append: Spool["append"] = (text) => {
    if (bytes() + text.length > settings.maxBytes) return full();
    let stored: StoredIn;
    try {
      stored = toDisk(text) ?? toMemory(text);
    } catch (error) {
      if (error instanceof ProbityError) return { stored: "nowhere", error };
      throw error;
    }
    settings.onData();
    if (stored !== "nowhere") return { stored };
    return { stored, error: new ProbityError("PROBITY_E_SPOOL_WRITE", "the disk fails and memory is full") };
  };

  openDisk();
  adopt();
  const timer = setInterval(adopt, settings.rescanMs).unref();
  return {
    append,
    durable: () =>
      own === undefined || diskFailedAt !== undefined
        ? Promise.reject(new ProbityError("PROBITY_E_SPOOL_WRITE", "the event is held in memory only"))
        : own.durable(),
    sources: () => [...(own === undefined ? [] : [own.source]), memory, ...adopted.map((one) => one.source)],
    pending: () =>
      (own?.source.pending() ?? 0) +
      memory.pending() +
      adopted.reduce((sum, one) => sum + one.source.pending(), 0),
    bytes,
    mode: () => (own === undefined || diskFailedAt !== undefined ? "memory" : "disk"),
    close: () => {
      clearInterval(timer);
      for (const one of own === undefined ? adopted : [own, ...adopted]) {
        try {
          one.close();
        } catch (cause) {
          onError(new ProbityError("PROBITY_E_SPOOL_WRITE", `closing below ${settings.folder}`, { cause }));
        }
      }
    },
  };
};
