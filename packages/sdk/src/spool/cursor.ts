import { closeSync, constants, openSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";

/** A place in a spool: everything before it was taken by the server. */
export interface Position {
  readonly segment: number;
  readonly offset: number;
}

/** The acknowledged position of one spool directory. */
export interface Cursor {
  read(): Position | undefined;
  write(position: Position): void;
  close(): void;
}

const cursorBytes = 12;

/**
 * Opens the cursor file of a spool: position and checksum, 12 bytes written in place by one write. A torn cursor reads
 * as absent, so delivery starts again from the oldest segment: the server drops what it has by id.
 */
export const openCursor = (directory: string): Cursor => {
  const file = openSync(join(directory, "cursor"), constants.O_RDWR | constants.O_CREAT, 0o600);
  const buffer = Buffer.alloc(cursorBytes);
  return {
    read: () => {
      if (readSync(file, buffer, 0, cursorBytes, 0) !== cursorBytes) return undefined;
      if (crc32(buffer.subarray(0, 8)) !== buffer.readUInt32BE(8)) return undefined;
      return { segment: buffer.readUInt32BE(0), offset: buffer.readUInt32BE(4) };
    },
    write: ({ segment, offset }) => {
      buffer.writeUInt32BE(segment, 0);
      buffer.writeUInt32BE(offset, 4);
      buffer.writeUInt32BE(crc32(buffer.subarray(0, 8)), 8);
      writeSync(file, buffer, 0, cursorBytes, 0);
    },
    close: () => closeSync(file),
  };
};
