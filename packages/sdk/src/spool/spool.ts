import { ProbityError } from "@probity/contracts";
import { mkdirSync } from "node:fs";
import type { Clock } from "../clock.ts";
import type { RandomFill } from "../ids.ts";
import type { StreamEvent, StreamHead } from "../stream/record.ts";
import { board, bytesOf, difference, live, type Words } from "./counters.ts";
import { MemoryLedger, type MemoryLimits } from "./memory-ledger.ts";
import { openOwnSpool, type OwnSpool } from "./own-spool.ts";
import type { LiveDirectory } from "./stream-writer.ts";
import type { WriteBytes } from "./writer.ts";

/** Where an event is when `emit` returns. `memory` means that the disk failed and the event dies with the process. */
export type StoredIn = "disk" | "memory" | "nowhere";

/** What to do with a new event when the spool holds `maxBytes` (DE-5). */
export type FullPolicy = "drop-newest-counted" | "block" | "throw";

/** What became of one appended event; `error` says why it is `nowhere`. */
export interface Stored {
  readonly stored: StoredIn;
  readonly error?: ProbityError | undefined;
}

/** What the spool tells the delivering side. */
export interface SpoolSink {
  opened(live: LiveDirectory): void;
  moved(directory: string): void;
  remember(event: StreamEvent): void;
  wake(): void;
  /** This thread will wait for room: begin at once, if that was put off. */
  hurry(): void;
}

/** Settings of {@link Spool}; all have been validated and defaulted. */
export interface SpoolSettings {
  readonly folder: string;
  readonly source: string;
  /** Random name of the client. */
  readonly client: string;
  readonly maxBytes: number;
  readonly whenFull: FullPolicy;
  /** Longest time that `block` waits. */
  readonly blockMs: number;
  readonly segmentBytes: number;
  readonly memory: MemoryLimits;
  readonly clock: Clock;
  readonly random: RandomFill;
  /** Figures shared with the delivering side. */
  readonly words: Words;
  /** Whether somebody else frees room while this thread waits. */
  readonly canBlock: () => boolean;
  readonly write?: WriteBytes | undefined;
  readonly onError: (error: ProbityError) => void;
  readonly sink: SpoolSink;
}

/** About what header, salt and rounding add to an event's text. */
const recordOverhead = 400;
/** A failed disk is tried again this long after the failure. */
const retryDiskMs = 1000;

/**
 * Where emitted events wait. It only writes; syncing, reading and sending are the delivering side's. Opening never throws:
 * a folder that cannot be written gives a spool in memory and a loud error.
 */
export class Spool {
  readonly #settings: SpoolSettings;
  readonly #ledger: MemoryLedger;
  #own: OwnSpool | undefined;
  #diskFailedAt: number | undefined;
  /** Bytes that are free for certain: only this thread takes of them. */
  #free = 0;

  constructor(settings: SpoolSettings) {
    this.#settings = settings;
    this.#ledger = new MemoryLedger(settings.memory, settings.words);
    this.#openDisk();
  }

  /**
   * Keeps the event. With `mayWait` false it never waits for room, whatever the policy.
   * @throws ProbityError `PROBITY_E_SPOOL_FULL` under the policy `throw`, and only then.
   */
  append(event: StreamEvent, mayWait = true): Stored {
    if (!this.#hasRoom(event.text.length, mayWait)) return this.#full();
    let stored: StoredIn;
    try {
      stored = this.#toDisk(event) ?? this.#toMemory(event);
    } catch (error) {
      if (error instanceof ProbityError) return { stored: "nowhere", error };
      throw error;
    }
    if (stored !== "nowhere") return { stored };
    return { stored, error: new ProbityError("PROBITY_E_SPOOL_WRITE", "the disk fails and memory is full") };
  }

  /** The stream that is written now; undefined while there is no disk. */
  head(): StreamHead | undefined {
    return this.mode() === "disk" ? this.#own?.head() : undefined;
  }

  /** Events that the server does not have yet, those of adopted spools included. */
  pending(): number {
    const own = this.#own?.live().words;
    return (
      (own === undefined ? 0 : difference(own, live.records, live.taken)) +
      this.#ledger.held().length +
      Atomics.load(this.#settings.words, board.otherPending)
    );
  }

  /** Unsent bytes, in steps of 16. */
  bytes(): number {
    const own = this.#own?.live().words;
    const blocks = own === undefined ? 0 : difference(own, live.blocks, live.takenBlocks);
    return bytesOf(blocks + Atomics.load(this.#settings.words, board.otherBlocks)) + this.#ledger.bytes();
  }

  /** Directories that are sent besides the one that is written. */
  adopted(): number {
    return Atomics.load(this.#settings.words, board.adopted);
  }

  mode(): "disk" | "memory" {
    return this.#own === undefined || this.#diskFailedAt !== undefined ? "memory" : "disk";
  }

  /** What a new delivering thread has to know. */
  contents(): { readonly live: LiveDirectory | undefined; readonly memory: readonly StreamEvent[] } {
    return { live: this.#own?.live(), memory: this.#ledger.held() };
  }

  /** The stream of the directory cannot go on: continue in another. */
  moveOut(directory: string): void {
    this.#own?.moveOut(directory);
  }

  /** Leaves what is unsent to the next process. The delivering side must have ended. */
  close(): void {
    try {
      this.#own?.close();
    } catch (cause) {
      this.#fail(`closing below ${this.#settings.folder}`, cause);
    }
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
    const { sink, client } = this.#settings;
    try {
      mkdirSync(this.#settings.folder, { recursive: true, mode: 0o700 });
      this.#own = openOwnSpool({
        ...this.#settings,
        part: { client, engine: 0 },
        onOpened: (directory) => sink.opened(directory),
        onMoved: (directory) => sink.moved(directory),
      });
    } catch (cause) {
      this.#diskFailed(cause);
    }
    return this.#own;
  }

  /** Undefined when the disk does not take it. */
  #toDisk(event: StreamEvent): StoredIn | undefined {
    const disk = this.#openDisk();
    if (disk === undefined) return undefined;
    if (Atomics.load(this.#settings.words, board.lowSpace) === 1) {
      this.#diskFailed(new Error("the volume is short of free space"));
      return undefined;
    }
    try {
      disk.append(event);
      this.#diskFailedAt = undefined;
      this.#settings.sink.wake();
      return "disk";
    } catch (error) {
      if (error instanceof ProbityError && error.code === "PROBITY_E_EVENT_SIZE") throw error;
      this.#diskFailed(error);
      return undefined;
    }
  }

  #toMemory(event: StreamEvent): StoredIn {
    if (!this.#ledger.push(event)) return "nowhere";
    this.#settings.sink.remember(event);
    return "memory";
  }

  /** The sum is made anew only when what was free at the last time is used up. */
  #fits(length: number): boolean {
    const record = length + recordOverhead;
    if (record > this.#free) this.#free = this.#settings.maxBytes - this.bytes();
    if (record > this.#free) return false;
    this.#free -= record;
    return true;
  }

  #hasRoom(length: number, mayWait: boolean): boolean {
    if (this.#fits(length)) return true;
    const { whenFull, blockMs, canBlock, words, clock } = this.#settings;
    if (whenFull !== "block" || !mayWait || !canBlock()) return false;
    const end = clock.monotonic() + blockMs;
    this.#settings.sink.hurry();
    for (let left = blockMs; left > 0; left = end - clock.monotonic()) {
      Atomics.wait(words, board.freed, Atomics.load(words, board.freed), left);
      if (this.#fits(length)) return true;
    }
    return false;
  }

  #full(): Stored {
    const error = new ProbityError("PROBITY_E_SPOOL_FULL", `the spool holds ${this.bytes()} bytes unsent`);
    if (this.#settings.whenFull === "throw") throw error;
    return { stored: "nowhere", error };
  }
}
