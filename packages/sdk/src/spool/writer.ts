import { ProbityError } from "@probity/contracts";
import { closeSync, fsync, ftruncateSync, openSync, writeSync } from "node:fs";
import type { Clock } from "../clock.ts";
import { headerBytes, maxPayloadBytes, sealFrame } from "./frame.ts";
import { createGroupSync, type GroupSync } from "./group-sync.ts";
import { listSegments, segmentPath } from "./segment.ts";

/** Writes part of a buffer at the end of a file and says how many bytes went in; injectable for fault tests. */
export type WriteBytes = (file: number, buffer: Buffer, length: number) => number;

const writeBytes: WriteBytes = (file, buffer, length) => writeSync(file, buffer, 0, length);

/** Appends to one spool directory. Only its own process writes there. */
export interface SpoolWriter {
  /**
   * Writes one record with one system call: safe against `kill -9` when it returns. Returns the bytes of the text.
   * @throws ProbityError `PROBITY_E_EVENT_SIZE`, `PROBITY_E_SPOOL_WRITE`; the spool is intact afterwards.
   */
  append(text: string): number;
  /** Resolves when everything appended so far is on the disk itself; keeps the process alive until then. */
  durable(): Promise<void>;
  /** Syncs on the caller's thread, then closes. */
  close(): void;
}

/** Settings of {@link openSpoolWriter}. */
export interface SpoolWriterOptions {
  readonly directory: string;
  readonly segmentBytes: number;
  readonly syncIntervalMs: number;
  readonly clock: Pick<Clock, "monotonic">;
  readonly onSyncError: (error: unknown) => void;
  readonly write?: WriteBytes | undefined;
}

const scratchBytes = 64 * 1024;

const frameOf = (text: string, scratch: Buffer): { buffer: Buffer; length: number } => {
  if (text.length * 3 + headerBytes <= scratch.length) {
    return { buffer: scratch, length: scratch.write(text, headerBytes, "utf8") };
  }
  const length = Buffer.byteLength(text);
  if (length > maxPayloadBytes) {
    throw new ProbityError("PROBITY_E_EVENT_SIZE", `event of ${length} bytes, limit ${maxPayloadBytes}`);
  }
  const buffer = Buffer.allocUnsafe(headerBytes + length);
  buffer.write(text, headerBytes, "utf8");
  return { buffer, length };
};

/** Opens a new segment in the directory, after any that are there. */
export const openSpoolWriter = (options: SpoolWriterOptions): SpoolWriter => {
  const { directory, segmentBytes, write = writeBytes } = options;
  const scratch = Buffer.allocUnsafe(scratchBytes);
  const sync: GroupSync = createGroupSync(options);
  const folder = openSync(directory, "r");
  let segment = listSegments(directory).at(-1) ?? 0;
  let file = -1;
  let size = 0;

  const roll = (): void => {
    const next = openSync(segmentPath(directory, segment + 1), "ax", 0o600);
    if (file >= 0) sync.retire(file);
    segment += 1;
    file = next;
    size = 0;
    // The new name must survive a power cut as well as the bytes.
    fsync(folder, (error) => {
      if (error !== null && error.code !== "EBADF") options.onSyncError(error);
    });
  };

  /** After a failed write, the half-written frame would hide everything behind it. */
  const cutBack = (): void => {
    try {
      ftruncateSync(file, size);
    } catch {
      roll();
    }
  };

  const put = (buffer: Buffer, total: number): void => {
    let written: number;
    try {
      written = write(file, buffer, total);
    } catch (cause) {
      cutBack();
      throw cause;
    }
    if (written !== total) {
      cutBack();
      throw new Error(`short write: ${written} of ${total} bytes`);
    }
  };

  roll();
  return {
    append: (text) => {
      const { buffer, length } = frameOf(text, scratch);
      const total = headerBytes + length;
      sealFrame(buffer, length);
      try {
        if (size > 0 && size + total > segmentBytes) roll();
        put(buffer, total);
      } catch (cause) {
        throw new ProbityError("PROBITY_E_SPOOL_WRITE", `cannot append to ${directory}`, { cause });
      }
      size += total;
      sync.touch(file);
      return length;
    },
    durable: () => sync.wait(),
    close: () => {
      sync.retire(file);
      sync.close();
      closeSync(folder);
    },
  };
};
