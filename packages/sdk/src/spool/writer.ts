import { ProbityError } from "@probity/contracts";
import { closeSync, fsync, ftruncateSync, openSync, writeSync } from "node:fs";
import { headerBytes, maxPayloadBytes, sealFrame } from "./frame.ts";
import { GroupSync } from "./group-sync.ts";
import { listSegments, segmentPath } from "./segment.ts";

/** Writes a buffer's first bytes at the end of a file and says how many went in; injectable for fault tests. */
export type WriteBytes = (file: number, buffer: Buffer, length: number) => number;

/** Settings of {@link SpoolWriter}. */
export interface SpoolWriterOptions {
  readonly directory: string;
  readonly segmentBytes: number;
  readonly syncIntervalMs: number;
  readonly onSyncError: (error: unknown) => void;
  readonly write?: WriteBytes | undefined;
}

const scratchBytes = 64 * 1024;

const writeBytes: WriteBytes = (file, buffer, length) => writeSync(file, buffer, 0, length);

/** Appends to one spool directory, in a new segment after any that are there. Only its own process writes there. */
export class SpoolWriter {
  readonly #options: SpoolWriterOptions;
  readonly #write: WriteBytes;
  readonly #scratch: Buffer = Buffer.allocUnsafe(scratchBytes);
  readonly #sync: GroupSync;
  readonly #folder: number;
  #segment: number;
  #file = -1;
  #size = 0;

  constructor(options: SpoolWriterOptions) {
    this.#options = options;
    this.#write = options.write ?? writeBytes;
    this.#sync = new GroupSync(options.syncIntervalMs, options.onSyncError);
    this.#segment = listSegments(options.directory).at(-1) ?? 0;
    this.#folder = openSync(options.directory, "r");
    this.#roll();
  }

  /**
   * Writes one record with one system call: safe against `kill -9` when it returns. Returns the bytes of the text.
   * @throws ProbityError `PROBITY_E_EVENT_SIZE`, `PROBITY_E_SPOOL_WRITE`; the spool is intact afterwards.
   */
  append(text: string): number {
    const { buffer, length } = this.#frame(text);
    const total = headerBytes + length;
    sealFrame(buffer, length);
    try {
      if (this.#size > 0 && this.#size + total > this.#options.segmentBytes) this.#roll();
      this.#put(buffer, total);
    } catch (cause) {
      throw new ProbityError("PROBITY_E_SPOOL_WRITE", `cannot append to ${this.#options.directory}`, {
        cause,
      });
    }
    this.#size += total;
    this.#sync.touch(this.#file);
    return length;
  }

  /** Resolves when everything appended so far is on the disk itself; keeps the process alive until then. */
  durable(): Promise<void> {
    return this.#sync.wait();
  }

  /** Syncs on the caller's thread, then closes. */
  close(): void {
    this.#sync.retire(this.#file);
    this.#sync.close();
    closeSync(this.#folder);
  }

  #frame(text: string): { buffer: Buffer; length: number } {
    if (text.length * 3 + headerBytes <= scratchBytes) {
      return { buffer: this.#scratch, length: this.#scratch.write(text, headerBytes, "utf8") };
    }
    const length = Buffer.byteLength(text);
    if (length > maxPayloadBytes) {
      throw new ProbityError("PROBITY_E_EVENT_SIZE", `event of ${length} bytes, limit ${maxPayloadBytes}`);
    }
    const buffer = Buffer.allocUnsafe(headerBytes + length);
    buffer.write(text, headerBytes, "utf8");
    return { buffer, length };
  }

  #roll(): void {
    const next = openSync(segmentPath(this.#options.directory, this.#segment + 1), "ax", 0o600);
    if (this.#file >= 0) this.#sync.retire(this.#file);
    this.#segment += 1;
    this.#file = next;
    this.#size = 0;
    // The new name must survive a power cut as well as the bytes.
    fsync(this.#folder, (error) => {
      if (error !== null && error.code !== "EBADF") this.#options.onSyncError(error);
    });
  }

  #put(buffer: Buffer, total: number): void {
    let written: number;
    try {
      written = this.#write(this.#file, buffer, total);
    } catch (cause) {
      this.#cutBack();
      throw cause;
    }
    if (written === total) return;
    this.#cutBack();
    throw new Error(`short write: ${written} of ${total} bytes`);
  }

  /** After a failed write, the half-written record would hide everything behind it. */
  #cutBack(): void {
    try {
      ftruncateSync(this.#file, this.#size);
    } catch {
      this.#roll();
    }
  }
}
