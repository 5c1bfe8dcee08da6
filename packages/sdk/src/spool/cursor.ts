import { closeSync, constants, openSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";

/** A place in a spool: everything before it was taken by the server. */
export interface Position {
  readonly segment: number;
  readonly offset: number;
}

/** How far the server has a spool directory and its stream. */
export interface Progress extends Position {
  /** Sequence number of the last record before the position; undefined when nothing tells. */
  readonly seq: number | undefined;
  /** SHA-256 (base64) of that record's header; empty without one. */
  readonly head: string;
  /** That record is a `stream.close`. */
  readonly closed: boolean;
}

/** The acknowledged position of one spool directory. */
export interface Cursor {
  read(): Progress | undefined;
  write(progress: Progress): void;
  close(): void;
}

const hashAt = 17;
const sumAt = hashAt + 32;
const cursorBytes = sumAt + 4;
const unknown = -1;

const decode = (buffer: Buffer): Progress => {
  const seq = buffer.readDoubleBE(8);
  const hash = buffer.subarray(hashAt, sumAt);
  return {
    segment: buffer.readUInt32BE(0),
    offset: buffer.readUInt32BE(4),
    seq: seq === unknown ? undefined : seq,
    head: hash.every((byte) => byte === 0) ? "" : hash.toString("base64"),
    closed: buffer[16] === 1,
  };
};

const encode = (buffer: Buffer, { segment, offset, seq, head, closed }: Progress): void => {
  buffer.writeUInt32BE(segment, 0);
  buffer.writeUInt32BE(offset, 4);
  buffer.writeDoubleBE(seq ?? unknown, 8);
  buffer[16] = closed ? 1 : 0;
  buffer.fill(0, hashAt, sumAt).write(head, hashAt, 32, "base64");
  buffer.writeUInt32BE(crc32(buffer.subarray(0, sumAt)), sumAt);
};

/**
 * Opens the cursor file of a spool: position, stream head and checksum, written in place by one write. A torn cursor reads
 * as absent, so delivery starts again from the oldest segment: the server knows what it has.
 */
export const openCursor = (directory: string): Cursor => {
  const file = openSync(join(directory, "cursor"), constants.O_RDWR | constants.O_CREAT, 0o600);
  const buffer = Buffer.alloc(cursorBytes);
  return {
    read: () => {
      if (readSync(file, buffer, 0, cursorBytes, 0) !== cursorBytes) return undefined;
      return crc32(buffer.subarray(0, sumAt)) === buffer.readUInt32BE(sumAt) ? decode(buffer) : undefined;
    },
    write: (progress) => {
      encode(buffer, progress);
      writeSync(file, buffer, 0, cursorBytes, 0);
    },
    close: () => closeSync(file),
  };
};
