import { ProbityError } from "@probity/contracts";
import { mkdirSync } from "node:fs";
import type { Clock } from "../clock.ts";
import { createAdopted, type Adopted } from "./adopted.ts";
import { createAdoption, type Adoption } from "./adoption.ts";
import type { BatchSource } from "./batch-source.ts";
import { createMemoryQueue, type MemoryLimits, type MemoryQueue } from "./memory-queue.ts";
import { openOwnSpool, type OwnSpool } from "./own-spool.ts";
import type { Damage } from "./reader.ts";
import { trackSource, type TrackedSource } from "./tracked-source.ts";
import type { WriteBytes } from "./writer.ts";

/** Where an event is when `emit` returns. `memory` means that the disk failed and the event dies with the process. */
export type StoredIn = "disk" | "memory" | "nowhere";

/** What to do with a new event when the spool holds `maxBytes` (DE-5). */
export type FullPolicy = "drop-newest-counted" | "throw";

/** What became of one appended text; `error` says why it is `nowhere`. */
export interface Stored {
  readonly stored: StoredIn;
  readonly error?: ProbityError | undefined;
}

/** Settings of {@link Spool}; all have been validated and defaulted. */
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

/** A failed disk is tried again this long after the failure. */
const retryDiskMs = 1000;

/**
 * The events of this process, and of dead ones that used the same folder, on their way to the server. Opening never
 * throws: a folder that cannot be written gives a spool in memory and a loud error.
 */
export class Spool {
  readonly #settings: SpoolSettings;
  readonly #queue: MemoryQueue;
  readonly #memory: TrackedSource;
  readonly #timer: NodeJS.Timeout;
  #own: OwnSpool | undefined;
  #adopted: Adopted[] = [];
  #adoption: Adoption | undefined;
  #diskFailedAt: number | undefined;

  constructor(settings: SpoolSettings) {
    this.#settings = settings;
    this.#queue = createMemoryQueue(settings.memory);
    this.#memory = trackSource(this.#queue, { pending: 0, bytes: 0 });
    this.#openDisk();
    this.#adopt();
    this.#timer = setInterval(() => this.#adopt(), settings.rescanMs).unref();
  }

  /**
   * Keeps the text.
   * @throws ProbityError `PROBITY_E_SPOOL_FULL` under the policy `throw`, and only then.
   */
  append(text: string): Stored {
    if (this.bytes() + text.length > this.#settings.maxBytes) return this.#full();
    let stored: StoredIn;
    try {
      stored = this.#toDisk(text) ?? this.#toMemory(text);
    } catch (error) {
      if (error instanceof ProbityError) return { stored: "nowhere", error };
      throw error;
    }
    this.#settings.onData();
    if (stored !== "nowhere") return { stored };
    return { stored, error: new ProbityError("PROBITY_E_SPOOL_WRITE", "the disk fails and memory is full") };
  }

  /** Resolves when all appended so far is on the disk itself. Rejects when the spool has no disk. */
  durable(): Promise<void> {
    if (this.#own !== undefined && this.mode() === "disk") return this.#own.durable();
    return Promise.reject(new ProbityError("PROBITY_E_SPOOL_WRITE", "the event is held in memory only"));
  }

  /** Everything that has records to send. */
  sources(): readonly BatchSource[] {
    return this.#tracked();
  }

  /** Events that the server does not have yet. */
  pending(): number {
    return this.#tracked().reduce((sum, source) => sum + source.pending(), 0);
  }

  bytes(): number {
    if (this.#adopted.length === 0) return (this.#own?.source.bytes() ?? 0) + this.#memory.bytes();
    return this.#tracked().reduce((sum, source) => sum + source.bytes(), 0);
  }

  mode(): "disk" | "memory" {
    return this.#own === undefined || this.#diskFailedAt !== undefined ? "memory" : "disk";
  }

  /** Leaves what is unsent to the next process. */
  close(): void {
    clearInterval(this.#timer);
    for (const part of this.#own === undefined ? this.#adopted : [this.#own, ...this.#adopted]) {
      try {
        part.close();
      } catch (cause) {
        this.#fail(`closing below ${this.#settings.folder}`, cause);
      }
    }
  }

  #tracked(): TrackedSource[] {
    const own = this.#own === undefined ? [] : [this.#own.source];
    return [...own, this.#memory, ...this.#adopted.map((one) => one.source)];
  }

  #fail(message: string, cause: unknown): void {
    this.#settings.onError(new ProbityError("PROBITY_E_SPOOL_WRITE", message, { cause }));
  }

  #diskFailed(cause: unknown): void {
    if (this.#diskFailedAt === undefined) this.#fail(`cannot write below ${this.#settings.folder}`, cause);
    this.#diskFailedAt = this.#settings.clock.monotonic();
  }

  #resting(): boolean {
    const { clock } = this.#settings;
    return this.#diskFailedAt !== undefined && clock.monotonic() - this.#diskFailedAt < retryDiskMs;
  }

  #openDisk(): OwnSpool | undefined {
    if (this.#resting()) return undefined;
    if (this.#own !== undefined) return this.#own;
    try {
      mkdirSync(this.#settings.folder, { recursive: true, mode: 0o700 });
      this.#own = openOwnSpool(this.#settings);
    } catch (cause) {
      this.#diskFailed(cause);
    }
    return this.#own;
  }

  #adopt(): void {
    if (this.#own === undefined) return;
    try {
      this.#adoption ??= createAdoption(this.#settings);
      const taken = new Set([this.#own.directory(), ...this.#adopted.map((one) => one.directory)]);
      for (const directory of this.#adoption.scan(taken)) {
        this.#adopted.push(createAdopted(directory, this.#settings));
      }
    } catch (cause) {
      this.#fail("cannot take over spools of dead processes", cause);
    }
    for (const one of this.#adopted) one.beat();
    this.#adopted = this.#adopted.filter((one) => !one.done());
    if (this.#adopted.length > 0) this.#settings.onData();
  }

  /** Undefined when the disk does not take it. */
  #toDisk(text: string): StoredIn | undefined {
    const disk = this.#openDisk();
    if (disk === undefined) return undefined;
    try {
      disk.append(text);
      this.#diskFailedAt = undefined;
      return "disk";
    } catch (error) {
      if (error instanceof ProbityError && error.code === "PROBITY_E_EVENT_SIZE") throw error;
      this.#diskFailed(error);
      return undefined;
    }
  }

  #toMemory(text: string): StoredIn {
    if (!this.#queue.push(text)) return "nowhere";
    this.#memory.added(1, text.length);
    return "memory";
  }

  #full(): Stored {
    const error = new ProbityError("PROBITY_E_SPOOL_FULL", `the spool holds ${this.bytes()} bytes unsent`);
    if (this.#settings.whenFull === "throw") throw error;
    return { stored: "nowhere", error };
  }
}
