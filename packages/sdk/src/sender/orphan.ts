import { ProbityError } from "@probity/contracts";
import { existsSync } from "node:fs";
import type { Clock } from "../clock.ts";
import type { BatchLimits } from "../spool/batch-source.ts";
import { countRecords } from "../spool/count.ts";
import { blocksOf } from "../spool/counters.ts";
import type { Damage } from "../spool/reader.ts";
import { StreamReader } from "../spool/stream-reader.ts";
import { beat, releaseDirectory, removeDirectory } from "../spool/writer-directory.ts";
import { readRecord } from "../stream/read-record.ts";
import type { StreamEvent } from "../stream/record.ts";
import { readMark, writeMark, type RehomedMark } from "./rehomed-mark.ts";
import type { SideStream } from "./side-stream.ts";
import { isBoundType, type StreamEvents } from "./stream-events.ts";
import type { Hole, StreamBatch, StreamSource } from "./stream-source.ts";

/** Settings of {@link Orphan}. */
export interface OrphanSettings {
  readonly clock: Clock;
  readonly limits: BatchLimits;
  readonly side: SideStream;
  readonly events: StreamEvents;
  readonly onDamage: (directory: string, damage: Damage) => void;
  readonly onError: (error: ProbityError) => void;
}

/**
 * `sending`: as it stands; `broken`: its hole has to be told; `rehoming`: the rest is written again elsewhere; `ended`:
 * nothing left but to say so; `gone`: not ours any more.
 */
type State = "sending" | "broken" | "rehoming" | "ended" | "gone";

const one: BatchLimits = { maxItems: 1, maxBytes: 1 };

/** A spool directory that nobody writes any more: of a dead process, or one that its writer moved out of. */
export class Orphan implements StreamSource {
  readonly directory: string;
  readonly #settings: OrphanSettings;
  readonly #reader: StreamReader;
  #state: State = "sending";
  #hole: Hole | undefined;
  #mark: RehomedMark | undefined;
  #out: readonly Uint8Array[] = [];
  #pending = 0;
  #blocks = 0;

  /** @throws when the directory cannot be read. */
  constructor(directory: string, settings: OrphanSettings, hole?: Hole) {
    this.directory = directory;
    this.#settings = settings;
    this.#reader = new StreamReader({
      directory,
      live: false,
      onDamage: settings.onDamage,
      onError: (cause) => this.#fail(cause),
    });
    this.#mark = readMark(directory);
    if (this.#mark !== undefined) this.#continue(this.#mark);
    else if (hole !== undefined) this.broken(hole);
    this.#blocks = blocksOf(this.#reader.unread());
    void this.#count();
  }

  /** True once everything in it is safe, or it is somebody else's. */
  done(): boolean {
    return this.#state === "gone";
  }

  next(limits: BatchLimits): StreamBatch | undefined {
    if (this.#state !== "sending") return undefined;
    return this.#guarded(() => this.#read(limits));
  }

  ack(count: number): void {
    if (this.#state === "gone") return;
    this.#reader.ack(count);
    const blocks = this.#out.slice(0, count).reduce((sum, record) => sum + blocksOf(record.length), 0);
    this.#out = this.#out.slice(count);
    this.#pending -= count;
    this.#blocks -= blocks;
  }

  broken(hole: Hole): void {
    this.#hole = hole;
    this.#state = "broken";
  }

  /**
   * One step of what is to be written in another stream; true when there may be more. The cursor moves only when that is
   * on the disk, so that a crash in between can only send twice.
   */
  async tend(): Promise<boolean> {
    try {
      if (this.#state === "broken") return await this.#tell();
      if (this.#state === "rehoming") return await this.#rehome();
      if (this.#state === "ended") return await this.#end();
    } catch (cause) {
      this.#giveUp(cause);
    }
    return false;
  }

  pending(): number {
    // Below zero until all that was here at first is counted.
    return this.done() ? 0 : Math.max(0, this.#pending);
  }

  blocks(): number {
    return this.done() ? 0 : Math.max(0, this.#blocks);
  }

  beat(): void {
    if (this.#state !== "gone" && !beat(this.directory, this.#settings.clock.now() / 1000)) this.#shut();
  }

  /** Leaves the rest to the next process. */
  close(): void {
    if (this.#state === "gone") return;
    this.#shut();
    this.#release();
  }

  async #count(): Promise<void> {
    try {
      this.#pending += await countRecords(this.directory, this.#reader.progress);
    } catch {
      // Only a figure of health() is missing; a failure to read is told by reading.
    }
  }

  #read(limits: BatchLimits): StreamBatch | undefined {
    const read = this.#reader.next(limits);
    if (read?.kind === "batch") {
      this.#out = read.batch.records;
      return read.batch;
    }
    const hole = read?.hole ?? this.#reader.lostAtEnd();
    if (hole === undefined) this.#state = "ended";
    else this.broken(hole);
    return undefined;
  }

  /** Tells the hole in the side stream and steps over what is skipped. */
  async #tell(): Promise<boolean> {
    const hole = this.#hole;
    if (hole === undefined) return false;
    await this.#settings.side.write([this.#settings.events.gap(this.#reader.src, hole)]);
    const { segment, offset, seq = 0, head } = this.#reader.progress;
    // The stream itself ended at its first hole.
    const end = this.#mark ?? { seq, head };
    this.#mark = { segment, offset, seq: end.seq, head: end.head, skip: hole.skip };
    writeMark(this.directory, this.#mark);
    this.#hole = undefined;
    this.#continue(this.#mark);
    return true;
  }

  /** Behind a hole that was told. */
  #continue(mark: RehomedMark): void {
    this.#state = "rehoming";
    const { segment, offset } = this.#reader.progress;
    if (segment !== mark.segment || offset !== mark.offset) return;
    if (mark.skip > 0) {
      this.#reader.next(one);
      this.ack(mark.skip);
    }
    this.#reader.resume();
  }

  /** A chunk at a time, so that a record that is refused there, too, does not cost a copy of everything. */
  async #rehome(): Promise<boolean> {
    const { side, limits } = this.#settings;
    if (!side.empty()) return false;
    const batch = this.#read(limits);
    if (batch === undefined) return true;
    await side.write(batch.records.flatMap((record) => this.#again(record)));
    this.ack(batch.records.length);
    return true;
  }

  #again(bytes: Uint8Array): StreamEvent[] {
    const record = readRecord(bytes);
    if (record === undefined || isBoundType(record.header.type)) return [];
    const { id, type } = record.header;
    return [this.#settings.events.again({ id, type, text: record.payload.toString("utf8") })];
  }

  /** Says where the stream ended, unless it said so itself, and removes the directory. */
  async #end(): Promise<boolean> {
    const {
      seq = 0,
      head,
      closed,
    } = this.#mark === undefined ? this.#reader.progress : { ...this.#mark, closed: false };
    const { side, events } = this.#settings;
    const src = this.#reader.src;
    if (seq > 0 && !closed && src !== "") {
      const reason = this.#mark === undefined ? "adopted" : "continued";
      await side.write([events.close(src, { seq, head }, reason)]);
    }
    this.#shut();
    removeDirectory(this.directory);
    return true;
  }

  #guarded<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (cause) {
      this.#giveUp(cause);
      return undefined;
    }
  }

  #shut(): void {
    if (this.#state === "gone") return;
    this.#state = "gone";
    this.#reader.close();
  }

  /** What cannot be given back, on a full disk, is adopted when this process is gone. */
  #release(): void {
    try {
      if (existsSync(this.directory)) releaseDirectory(this.directory);
    } catch (cause) {
      this.#fail(cause);
    }
  }

  /** A directory that is gone was claimed by another process. One that cannot be read is given back, to be tried again. */
  #giveUp(cause: unknown): void {
    this.#shut();
    if (!existsSync(this.directory)) return;
    this.#release();
    this.#fail(cause);
  }

  #fail(cause: unknown): void {
    this.#settings.onError(new ProbityError("PROBITY_E_SPOOL_READ", `below ${this.directory}`, { cause }));
  }
}
