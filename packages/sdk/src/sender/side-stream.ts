import { existsSync } from "node:fs";
import type { BatchLimits } from "../spool/batch-source.ts";
import { difference, live } from "../spool/counters.ts";
import type { GroupSync } from "../spool/group-sync.ts";
import { StreamWriter, type StreamWriterSettings } from "../spool/stream-writer.ts";
import { beat, isAcknowledged, releaseDirectory, removeDirectory } from "../spool/writer-directory.ts";
import type { StreamEvent } from "../stream/record.ts";
import { LiveSource, type LiveSourceSettings } from "./live-source.ts";
import type { StreamEvents } from "./stream-events.ts";
import type { Hole, StreamBatch, StreamSource } from "./stream-source.ts";

/** Settings of {@link SideStream}. */
export interface SideStreamSettings extends Omit<LiveSourceSettings, "onBroken"> {
  readonly writer: StreamWriterSettings;
  readonly sync: GroupSync;
  readonly events: StreamEvents;
  /** The stream came to an end like any other; its directory is handed over with the reason. */
  readonly onBroken: (directory: string, hole: Hole) => void;
}

interface Open {
  readonly writer: StreamWriter;
  readonly source: LiveSource;
}

/**
 * The stream of the delivering thread itself: what has to be written again, and what is to be said about other streams. It
 * is a spool directory like any other, made at its first record.
 */
export class SideStream implements StreamSource {
  readonly #settings: SideStreamSettings;
  #open: Open | undefined;

  constructor(settings: SideStreamSettings) {
    this.#settings = settings;
  }

  get directory(): string | undefined {
    return this.#open?.writer.directory;
  }

  /** Writes events and resolves when they are on the disk itself. */
  async write(events: readonly StreamEvent[]): Promise<void> {
    const { writer } = this.#opened();
    for (const event of events) writer.append(event);
    this.#settings.sync.touch();
    await this.#settings.sync.wait();
  }

  /** Says that the stream is complete, if there is one. */
  async finish(): Promise<void> {
    if (this.#open === undefined) return;
    const { src, seq } = this.#open.writer.head();
    await this.write([this.#settings.events.close(src, { seq: seq + 1 }, "shutdown")]);
  }

  next(limits: BatchLimits): StreamBatch | undefined {
    const batch = this.#open?.source.next(limits);
    const hole = this.#open?.source.hole;
    if (hole !== undefined) this.#leave(hole);
    return batch;
  }

  ack(count: number): void {
    this.#open?.source.ack(count);
  }

  broken(hole: Hole): void {
    this.#leave(hole);
  }

  pending(): number {
    return this.#open?.source.pending() ?? 0;
  }

  blocks(): number {
    return this.#open?.source.blocks() ?? 0;
  }

  /** Whether all is sent that was written. */
  empty(): boolean {
    return this.#open === undefined || difference(this.#open.writer.words, live.records, live.taken) === 0;
  }

  beat(seconds: number): void {
    if (this.#open !== undefined && !beat(this.#open.writer.directory, seconds)) this.#shut();
  }

  /** Leaves what is unsent to the next process. */
  close(): void {
    if (this.#open === undefined) return;
    const { writer } = this.#open;
    const { directory } = writer;
    this.#shut();
    try {
      if (isAcknowledged(directory, writer.head().seq)) removeDirectory(directory);
      else if (existsSync(directory)) releaseDirectory(directory);
    } catch (cause) {
      // It is adopted when this process is gone.
      this.#settings.onError(cause);
    }
  }

  #opened(): Open {
    if (this.#open !== undefined) return this.#open;
    const writer = new StreamWriter(this.#settings.writer);
    // The hole is taken from the source by whoever caused it.
    const source = new LiveSource(writer, { ...this.#settings, onBroken: () => undefined });
    this.#settings.sync.add(writer);
    this.#open = { writer, source };
    return this.#open;
  }

  #leave(hole: Hole): void {
    const directory = this.directory;
    this.#shut();
    if (directory !== undefined) this.#settings.onBroken(directory, hole);
  }

  #shut(): void {
    if (this.#open === undefined) return;
    this.#settings.sync.remove(this.#open.writer.directory);
    this.#open.source.close();
    this.#open.writer.close();
    this.#open = undefined;
  }
}
