import { closeSync, fstatSync, openSync, readSync, unlinkSync } from "node:fs";
import { hash } from "node:crypto";
import { readRecord } from "../stream/read-record.ts";
import type { BatchLimits } from "./batch-source.ts";
import { openCursor, type Cursor, type Progress } from "./cursor.ts";
import { findFrame, frameAt, headerBytes } from "./frame.ts";
import { listSegments, segmentPath } from "./segment.ts";

/** Bytes of a segment that hold no readable record. */
export interface Damage {
  readonly segment: number;
  readonly offset: number;
  readonly bytes: Buffer;
  /** True for the half-written record of a process that died; its emit had not returned. */
  readonly torn: boolean;
}

/** Settings of {@link SpoolReader}. */
export interface SpoolReaderOptions {
  readonly directory: string;
  /** True while another party still appends: an unfinished record at the end may yet be completed. */
  readonly live: boolean;
  /** Called once per damaged range, before anything behind it is handed out. */
  readonly onDamage: (damage: Damage) => void;
  /** The acknowledged position could not be stored. */
  readonly onError: (error: unknown) => void;
}

const readRange = (file: number, offset: number, length: number): Buffer => {
  const buffer = Buffer.allocUnsafe(length);
  return buffer.subarray(0, readSync(file, buffer, 0, length, offset));
};

/**
 * Reads one spool directory from its acknowledged position, stepping over damage; shares nothing but files with the
 * writer, so it may run in another thread or process.
 */
export class SpoolReader {
  readonly #options: SpoolReaderOptions;
  readonly #cursor: Cursor;
  #position: Progress;
  #file: number | undefined;
  /** The records of the last batch that are not acknowledged yet, and where each ends. */
  #items: readonly Buffer[] = [];
  #ends: readonly number[] = [];

  constructor(options: SpoolReaderOptions) {
    this.#options = options;
    this.#cursor = openCursor(options.directory);
    this.#position = this.#cursor.read() ?? this.#start();
  }

  /** The acknowledged position. */
  get position(): Progress {
    return this.#position;
  }

  /** The oldest records that were not acknowledged yet. One batch is out at a time. */
  next(limits: BatchLimits): readonly Buffer[] | undefined {
    for (;;) {
      const found = this.#step(limits);
      if (found !== "again") return found;
    }
  }

  /** The first `count` records of the batch that `next` gave last are safe elsewhere and may be forgotten. */
  ack(count: number): void {
    const end = this.#ends[count - 1];
    const last = this.#items[count - 1];
    if (end === undefined || last === undefined) return;
    this.#ends = this.#ends.slice(count);
    this.#items = this.#items.slice(count);
    const record = readRecord(last);
    const stream =
      record === undefined
        ? this.#position
        : {
            seq: record.header.seq,
            head: hash("sha256", record.headerText, "base64"),
            closed: record.header.type === "stream.close",
          };
    this.#moveTo({ ...this.#position, ...stream, offset: end });
  }

  /** The stream need not continue at the position. */
  forgetStream(): void {
    this.#position = { ...this.#position, seq: undefined };
  }

  /** Bytes behind the acknowledged position. */
  unread(): number {
    const { segment, offset } = this.#position;
    let bytes = 0;
    for (const number of this.#segments((candidate) => candidate >= segment)) {
      const file = openSync(segmentPath(this.#options.directory, number), "r");
      bytes += fstatSync(file).size - (number === segment ? offset : 0);
      closeSync(file);
    }
    return bytes;
  }

  close(): void {
    this.#closeFile();
    this.#cursor.close();
  }

  /** Without a cursor: the first segment, if it is still there, begins the stream. */
  #start(): Progress {
    const whole = listSegments(this.#options.directory)[0] === 1;
    return { segment: 0, offset: 0, seq: whole ? 0 : undefined, head: "", closed: false };
  }

  /** "again" after stepping over damage or to another segment. */
  #step(limits: BatchLimits): readonly Buffer[] | "again" | undefined {
    const file = this.#open();
    if (file === undefined) return undefined;
    const left = fstatSync(file).size - this.#position.offset;
    if (left <= 0) return this.#advance(file);
    const chunk = this.#read(file, left, limits.maxBytes);
    const items = this.#collect(chunk, limits);
    if (items.length > 0) return items;
    const partial = frameAt(chunk, 0).kind === "partial";
    const rest = readRange(file, this.#position.offset, left);
    if (this.#options.live) {
      const last = this.#nextSegment() === undefined;
      // Being written, or written again after a failure: what follows it will tell.
      if (last && findFrame(rest, 0) < 0) return undefined;
      if (!last && fstatSync(file).size - this.#position.offset > left) return "again";
    }
    this.#stepOver(rest, partial);
    return "again";
  }

  /** At most about `maxBytes`, but always the whole first record if it is there. */
  #read(file: number, left: number, maxBytes: number): Buffer {
    const chunk = readRange(file, this.#position.offset, Math.min(left, maxBytes + headerBytes));
    const first = frameAt(chunk, 0);
    if (first.kind !== "partial" || first.end > left) return chunk;
    return readRange(file, this.#position.offset, first.end);
  }

  #collect(chunk: Buffer, limits: BatchLimits): Buffer[] {
    const items: Buffer[] = [];
    const ends: number[] = [];
    let at = 0;
    while (items.length < limits.maxItems) {
      const frame = frameAt(chunk, at);
      if (frame.kind !== "frame") break;
      if (items.length > 0 && frame.end - items.length * headerBytes > limits.maxBytes) break;
      items.push(chunk.subarray(at + headerBytes, frame.end));
      at = frame.end;
      ends.push(this.#position.offset + at);
    }
    this.#ends = ends;
    this.#items = items;
    return items;
  }

  /** Steps over the unreadable bytes that `rest` begins with, up to the next whole record or the segment's end. */
  #stepOver(rest: Buffer, partial: boolean): void {
    const { segment, offset } = this.#position;
    const next = findFrame(rest, 0);
    const bytes = rest.subarray(0, next < 0 ? rest.length : next);
    const torn = next < 0 && (partial || rest.every((byte) => byte === 0));
    this.#options.onDamage({ segment, offset, bytes, torn });
    // Not stored: the hole must be found again until it is told in the log.
    this.#position = { ...this.#position, offset: offset + bytes.length };
  }

  #segments(accept: (number: number) => boolean): number[] {
    return listSegments(this.#options.directory).filter(accept);
  }

  #nextSegment(): number | undefined {
    return this.#segments((number) => number > this.#position.segment)[0];
  }

  /** The file to read, or undefined when the position is behind the last segment. */
  #open(): number | undefined {
    if (this.#file !== undefined) return this.#file;
    const [number] = this.#segments((candidate) => candidate >= this.#position.segment);
    if (number === undefined) return undefined;
    if (number !== this.#position.segment) this.#position = { ...this.#behind(), segment: number, offset: 0 };
    this.#file = openSync(segmentPath(this.#options.directory, number), "r");
    return this.#file;
  }

  /**
   * Segments are deleted by this class alone, when they are safe elsewhere: a power cut keeps the deletion and may set the
   * cursor back to before it. Should the stream have a hole there, the server says so.
   */
  #behind(): Progress {
    return this.#position.segment === 0 ? this.#position : { ...this.#position, seq: undefined };
  }

  /** Once there is a next segment, nothing is added to this one: only what was seen after that is its end. */
  #advance(file: number): "again" | undefined {
    const next = this.#nextSegment();
    if (next === undefined) return undefined;
    if (fstatSync(file).size > this.#position.offset) return "again";
    this.#moveTo({ ...this.#position, segment: next, offset: 0 });
    return "again";
  }

  /** Stores the position and deletes the segments before it. */
  #moveTo(next: Progress): void {
    const before = this.#position.segment;
    this.#position = next;
    try {
      this.#cursor.write(next);
    } catch (error) {
      // Only a restart would notice: it sends again what the server then drops by id.
      this.#options.onError(error);
    }
    if (next.segment === before) return;
    this.#closeFile();
    for (const number of this.#segments((candidate) => candidate < next.segment)) {
      unlinkSync(segmentPath(this.#options.directory, number));
    }
  }

  #closeFile(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}
