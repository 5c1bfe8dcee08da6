import { existsSync } from "node:fs";
import type { BatchLimits } from "../spool/batch-source.ts";
import { blocksOf, difference, live } from "../spool/counters.ts";
import type { Damage } from "../spool/reader.ts";
import { StreamReader, type Read } from "../spool/stream-reader.ts";
import type { LiveDirectory } from "../spool/stream-writer.ts";
import type { Hole, StreamBatch, StreamSource } from "./stream-source.ts";

/** Settings of {@link LiveSource}. */
export interface LiveSourceSettings {
  readonly onDamage: (directory: string, damage: Damage) => void;
  readonly onError: (error: unknown) => void;
  /** The stream cannot go on: its writer shall move to another directory. */
  readonly onBroken: (directory: string) => void;
}

/** A directory that is being written, read from behind. */
export class LiveSource implements StreamSource {
  readonly live: LiveDirectory;
  readonly #settings: LiveSourceSettings;
  readonly #reader: StreamReader;
  #out: readonly Uint8Array[] = [];
  #hole: Hole | undefined;

  constructor(directory: LiveDirectory, settings: LiveSourceSettings) {
    this.live = directory;
    this.#settings = settings;
    this.#reader = new StreamReader({ ...settings, directory: directory.directory, live: true });
  }

  /** Why the writer has to move out, if it has to. */
  get hole(): Hole | undefined {
    return this.#hole;
  }

  next(limits: BatchLimits): StreamBatch | undefined {
    if (this.#hole !== undefined) return undefined;
    const { words } = this.live;
    const records = Atomics.load(words, live.records);
    const blocks = Atomics.load(words, live.blocks);
    const read = this.#read(limits);
    if (read === "gone") return undefined;
    if (read === undefined) {
      // Exact again, whatever a crash of an earlier delivering thread left.
      Atomics.store(words, live.taken, records);
      Atomics.store(words, live.takenBlocks, blocks);
      return undefined;
    }
    if (read.kind === "hole") {
      this.broken(read.hole);
      return undefined;
    }
    this.#out = read.batch.records;
    return read.batch;
  }

  ack(count: number): void {
    this.#reader.ack(count);
    const blocks = this.#out.slice(0, count).reduce((sum, record) => sum + blocksOf(record.length), 0);
    this.#out = this.#out.slice(count);
    Atomics.add(this.live.words, live.taken, count);
    Atomics.add(this.live.words, live.takenBlocks, blocks);
  }

  broken(hole: Hole): void {
    this.#hole = hole;
    this.#settings.onBroken(this.live.directory);
  }

  pending(): number {
    return difference(this.live.words, live.records, live.taken);
  }

  blocks(): number {
    return difference(this.live.words, live.blocks, live.takenBlocks);
  }

  close(): void {
    this.#reader.close();
  }

  /** Another process may have taken this one for dead: it sends what is there, and the writer has to move. */
  #read(limits: BatchLimits): Read | "gone" {
    try {
      return this.#reader.next(limits);
    } catch (error) {
      const { directory } = this.live;
      if (existsSync(directory)) throw error;
      this.#settings.onBroken(directory);
      return "gone";
    }
  }
}
