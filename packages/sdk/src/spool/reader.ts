import { closeSync, fstatSync, openSync, readSync, unlinkSync } from "node:fs";
import type { Batch, BatchLimits, BatchSource } from "./batch-source.ts";
import { openCursor, type Position } from "./cursor.ts";
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

/** Settings of {@link openSpoolReader}. */
export interface SpoolReaderOptions {
  readonly directory: string;
  /** True while another party still appends: an unfinished record at the end may yet be completed. */
  readonly live: boolean;
  /** Called once per damaged range, before anything behind it is handed out. */
  readonly onDamage: (damage: Damage) => void;
  /** The acknowledged position could not be stored. */
  readonly onError: (error: unknown) => void;
}

/** Reads one spool directory from its acknowledged position; shares nothing but files with the writer. */
export interface SpoolReader extends BatchSource {
  /** The acknowledged position. */
  position(): Position;
  /** Bytes behind it. */
  unread(): number;
  close(): void;
}

interface OpenSegment {
  readonly number: number;
  readonly file: number;
}

const readRange = (file: number, offset: number, length: number): Buffer => {
  const buffer = Buffer.allocUnsafe(length);
  const count = readSync(file, buffer, 0, length, offset);
  return buffer.subarray(0, count);
};

/** Opens a directory for reading. Never throws for damaged content: that is reported and stepped over. */
export const openSpoolReader = (options: SpoolReaderOptions): SpoolReader => {
  const { directory } = options;
  const cursor = openCursor(directory);
  let position: Position = cursor.read() ?? { segment: 0, offset: 0 };
  let open: OpenSegment | undefined;
  let ends: readonly number[] = [];

  const moveTo = (next: Position): void => {
    const before = position.segment;
    position = next;
    try {
      cursor.write(next);
    } catch (error) {
      // Only a restart would notice: it sends again what the server then drops by id.
      options.onError(error);
    }
    if (next.segment === before) return;
    if (open !== undefined) closeSync(open.file);
    open = undefined;
    for (const number of listSegments(directory)) {
      if (number < next.segment) unlinkSync(segmentPath(directory, number));
    }
  };

  /** The segment to read, or undefined when the position is behind the last one. */
  const current = (): OpenSegment | undefined => {
    if (open !== undefined) return open;
    const number = listSegments(directory).find((candidate) => candidate >= position.segment);
    if (number === undefined) return undefined;
    if (number !== position.segment) position = { segment: number, offset: 0 };
    open = { number, file: openSync(segmentPath(directory, number), "r") };
    return open;
  };

  const nextSegment = (): number | undefined =>
    listSegments(directory).find((candidate) => candidate > position.segment);

  const skip = (offset: number, bytes: Buffer, torn: boolean): void => {
    options.onDamage({ segment: position.segment, offset, bytes, torn });
    moveTo({ segment: position.segment, offset: offset + bytes.length });
  };

  /** Steps over the unreadable bytes at the position, up to the next whole record or the segment's end. */
  const stepOver = ({ file }: OpenSegment, size: number, partial: boolean): void => {
    const { offset } = position;
    const rest = readRange(file, offset, size - offset);
    const next = findFrame(rest, 0);
    const zeros = rest.every((byte) => byte === 0);
    skip(offset, rest.subarray(0, next < 0 ? rest.length : next), next < 0 && (partial || zeros));
  };

  const collect = (chunk: Buffer, limits: BatchLimits): Uint8Array[] => {
    const items: Uint8Array[] = [];
    const found: number[] = [];
    let at = 0;
    while (items.length < limits.maxItems) {
      const frame = frameAt(chunk, at);
      if (frame.kind !== "frame") break;
      if (items.length > 0 && frame.end - items.length * headerBytes > limits.maxBytes) break;
      items.push(chunk.subarray(at + headerBytes, frame.end));
      at = frame.end;
      found.push(position.offset + at);
    }
    ends = found;
    return items;
  };

  /** "again" after stepping over damage or to another segment. */
  const step = (limits: BatchLimits): Batch | "again" | undefined => {
    const segment = current();
    if (segment === undefined) return undefined;
    const size = fstatSync(segment.file).size;
    const left = size - position.offset;
    if (left <= 0) {
      const next = nextSegment();
      if (next === undefined) return undefined;
      moveTo({ segment: next, offset: 0 });
      return "again";
    }
    let chunk = readRange(segment.file, position.offset, Math.min(left, limits.maxBytes + headerBytes));
    const first = frameAt(chunk, 0);
    if (first.kind === "partial" && first.end <= left) {
      chunk = readRange(segment.file, position.offset, first.end);
    }
    const items = collect(chunk, limits);
    if (items.length > 0) return { items };
    const partial = frameAt(chunk, 0).kind === "partial";
    if (partial && options.live && nextSegment() === undefined) return undefined;
    stepOver(segment, size, partial);
    return "again";
  };

  return {
    next: (limits) => {
      for (;;) {
        const found = step(limits);
        if (found !== "again") return found;
      }
    },
    ack: (count) => {
      const end = ends[count - 1];
      if (end === undefined) return;
      ends = ends.slice(count);
      moveTo({ segment: position.segment, offset: end });
    },
    position: () => position,
    unread: () => {
      let bytes = 0;
      for (const number of listSegments(directory)) {
        if (number < position.segment) continue;
        const file = openSync(segmentPath(directory, number), "r");
        bytes += fstatSync(file).size - (number === position.segment ? position.offset : 0);
        closeSync(file);
      }
      return bytes;
    },
    close: () => {
      if (open !== undefined) closeSync(open.file);
      open = undefined;
      cursor.close();
    },
  };
};
