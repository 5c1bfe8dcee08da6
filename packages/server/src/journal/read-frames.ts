import { type FileHandle, open } from "node:fs/promises";
import { frameLength, magic, parseFrame, prefixBytes, type StoredFrame } from "./frame.ts";

/** A frame with its place in the file. */
export interface PlacedFrame {
  readonly frame: StoredFrame;
  readonly start: number;
  readonly end: number;
}

/**
 * How a file ends: `whole`, `torn` (the last append never finished), or `damaged` (what later appends wrote follows the
 * broken place, so that it was on disk once).
 */
export interface FileEnd {
  readonly state: "whole" | "torn" | "damaged";
  /** Where the last whole frame ends. */
  readonly offset: number;
}

const chunkBytes = 1024 * 1024;

/** Reads the frames of a file in order and returns how it ends. Memory is bounded by the largest frame. */
export async function* readFrames(path: string): AsyncGenerator<PlacedFrame, FileEnd> {
  const handle = await open(path, "r");
  try {
    const window = slidingWindow(handle);
    for (let offset = 0; ;) {
      const prefix = await window(offset, prefixBytes);
      if (prefix.length === 0) return { state: "whole", offset };
      const frame = await frameAt(window, offset);
      if (frame === undefined)
        return { state: (await hasLaterAppend(window, offset)) ? "damaged" : "torn", offset };
      yield { frame: frame.frame, start: offset, end: frame.end };
      offset = frame.end;
    }
  } finally {
    await handle.close();
  }
}

/** Visits the frames of a file in order; resolves with how it ends. */
export async function eachFrame(
  path: string,
  visit: (placed: PlacedFrame) => Promise<void> | void,
): Promise<FileEnd> {
  const frames = readFrames(path);
  try {
    for (;;) {
      const step = await frames.next();
      if (step.done === true) return step.value;
      await visit(step.value);
    }
  } finally {
    // Closes the file also when a visit throws.
    await frames.return({ state: "whole", offset: 0 });
  }
}

/** Reads `length` bytes at `offset`, fewer at the end of the file. */
type Window = (offset: number, length: number) => Promise<Buffer>;

function slidingWindow(handle: FileHandle): Window {
  let buffer = Buffer.alloc(0);
  let start = 0;
  return async (offset, length) => {
    if (offset < start || offset + length > start + buffer.length) {
      const wanted = Buffer.allocUnsafe(Math.max(chunkBytes, length));
      let filled = 0;
      while (filled < wanted.length) {
        const { bytesRead } = await handle.read(wanted, filled, wanted.length - filled, offset + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      buffer = wanted.subarray(0, filled);
      start = offset;
    }
    return buffer.subarray(offset - start, offset - start + length);
  };
}

async function frameAt(
  window: Window,
  offset: number,
): Promise<{ readonly frame: StoredFrame; readonly end: number } | undefined> {
  const length = frameLength(await window(offset, prefixBytes));
  if (length === undefined) return undefined;
  const bytes = await window(offset, prefixBytes + length);
  const frame = bytes.length === prefixBytes + length ? parseFrame(bytes) : undefined;
  return frame === undefined ? undefined : { frame, end: offset + bytes.length };
}

/**
 * Looks behind a broken place for a whole frame of a later append. Frames of the same append prove nothing: the disk
 * writes the pages of one append in any order.
 */
async function hasLaterAppend(window: Window, broken: number): Promise<boolean> {
  for (let offset = broken + 1; ;) {
    const bytes = await window(offset, chunkBytes);
    const found = bytes.indexOf(magic);
    if (found === -1) {
      if (bytes.length < chunkBytes) return false;
      offset += bytes.length - magic.length;
      continue;
    }
    const start = offset + found - prefixBytes;
    const frame = start > broken ? await frameAt(window, start) : undefined;
    if (frame !== undefined && start - frame.frame.since > broken) return true;
    offset += found + 1;
  }
}
