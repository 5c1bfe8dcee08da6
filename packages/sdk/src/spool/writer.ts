import { ProbityError } from "@probity/contracts";
import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { headerBytes, maxPayloadBytes, sealFrame } from "./frame.ts";
import { listSegments, segmentPath } from "./segment.ts";

/** Writes a buffer's first bytes at the end of a file and says how many went in; injectable for fault tests. */
export type WriteBytes = (file: number, buffer: Buffer, length: number) => number;

/** Settings of {@link SpoolWriter}. */
export interface SpoolWriterOptions {
  readonly directory: string;
  readonly segmentBytes: number;
  readonly write?: WriteBytes | undefined;
}

const writeBytes: WriteBytes = (file, buffer, length) => writeSync(file, buffer, 0, length);

/**
 * Appends to one spool directory, in a new segment after any that are there. Only its own process writes there; syncing is
 * the delivering thread's.
 */
export class SpoolWriter {
  readonly #options: SpoolWriterOptions;
  readonly #write: WriteBytes;
  #segment: number;
  #file = -1;
  #size = 0;

  constructor(options: SpoolWriterOptions) {
    this.#options = options;
    this.#write = options.write ?? writeBytes;
    this.#segment = listSegments(options.directory).at(-1) ?? 0;
    this.#roll();
  }

  /** The segment that is written now; all earlier ones are complete. */
  get segment(): number {
    return this.#segment;
  }

  /**
   * Writes one frame, whose record stands behind `headerBytes` of room, with one system call: safe against `kill -9` when
   * it returns.
   * @throws ProbityError `PROBITY_E_EVENT_SIZE`, `PROBITY_E_SPOOL_WRITE`; the spool is intact afterwards.
   */
  append(frame: Buffer): void {
    const length = frame.length - headerBytes;
    if (length > maxPayloadBytes) {
      throw new ProbityError("PROBITY_E_EVENT_SIZE", `record of ${length} bytes, limit ${maxPayloadBytes}`);
    }
    sealFrame(frame, length);
    try {
      if (this.#size > 0 && this.#size + frame.length > this.#options.segmentBytes) this.#roll();
      this.#put(frame);
    } catch (cause) {
      throw new ProbityError("PROBITY_E_SPOOL_WRITE", `cannot append to ${this.#options.directory}`, {
        cause,
      });
    }
    this.#size += frame.length;
  }

  close(): void {
    closeSync(this.#file);
  }

  #roll(): void {
    const next = openSync(segmentPath(this.#options.directory, this.#segment + 1), "ax", 0o600);
    if (this.#file >= 0) closeSync(this.#file);
    this.#segment += 1;
    this.#file = next;
    this.#size = 0;
  }

  #put(frame: Buffer): void {
    let written: number;
    try {
      written = this.#write(this.#file, frame, frame.length);
    } catch (cause) {
      this.#cutBack();
      throw cause;
    }
    if (written === frame.length) return;
    this.#cutBack();
    throw new Error(`short write: ${written} of ${frame.length} bytes`);
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
