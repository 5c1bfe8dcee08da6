import { open } from "node:fs/promises";
import type { Position } from "./cursor.ts";
import { headerBytes } from "./frame.ts";
import { listSegments, segmentPath } from "./segment.ts";

const chunkBytes = 1024 * 1024;

const countSegment = async (path: string, from: number): Promise<number> => {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const buffer = Buffer.allocUnsafe(chunkBytes);
    let count = 0;
    let at = from;
    while (at + headerBytes <= size) {
      const { bytesRead } = await file.read(buffer, 0, chunkBytes, at);
      let offset = 0;
      while (offset + headerBytes <= bytesRead) {
        offset += headerBytes + buffer.readUInt32BE(offset);
        if (at + offset <= size) count += 1;
      }
      if (offset === 0) break;
      at += offset;
    }
    return count;
  } finally {
    await file.close();
  }
};

/** Number of records behind a position, by lengths alone. Damage makes it an estimate; it never blocks the process. */
export const countRecords = async (directory: string, from: Position): Promise<number> => {
  let count = 0;
  for (const segment of listSegments(directory).filter((number) => number >= from.segment)) {
    count += await countSegment(
      segmentPath(directory, segment),
      segment === from.segment ? from.offset : 0,
    ).catch(() => 0);
  }
  return count;
};
