import { maxHeaderBytes, writeHeader, type StreamHeader } from "@probity/contracts";
import { hash } from "node:crypto";
import type { RandomFill } from "../ids.ts";
import { createSaltPool, saltBytes } from "./salt-pool.ts";

/** An event on its way into a stream. */
export interface StreamEvent {
  readonly id: string;
  readonly type: string;
  /** When it is written, RFC 3339. */
  readonly at: string;
  /** The whole CloudEvent as JSON on one line. */
  readonly text: string;
}

/** A record that is made but not yet part of its stream. */
export interface Sealed {
  readonly seq: number;
  /**
   * The room that the caller asked for, then the record: header, salt and payload, a newline between them. The memory is
   * used again by the next `seal`.
   */
  readonly bytes: Buffer;
  /** The record is written: the stream goes on behind it. Without it, the next event takes the same place. */
  commit(): void;
}

/** How far a stream is. */
export interface StreamHead {
  readonly src: string;
  /** Last sequence number, 0 for none. */
  readonly seq: number;
  /** SHA-256 (base64) of the last header, empty for none. */
  readonly hash: string;
}

/** One writer's gap-free sequence of records (LO-1). */
export interface Stream {
  seal(event: StreamEvent): Sealed;
  head(): StreamHead;
}

/** What {@link createStream} needs. */
export interface StreamSettings {
  /** `<source>/<instance>`; the instance is new, see `newInstance`. */
  readonly src: string;
  /** Randomness of the salts. */
  readonly random: RandomFill;
  /** Bytes that are left free in front of each record, for a frame. @defaultValue 0 */
  readonly room?: number | undefined;
}

const scratchBytes = 64 * 1024;
const newline = 0x0a;
/** The salt's line with the newlines around it. */
const saltLineBytes = 1 + 44 + 1;
/** Where the payload begins, whatever the header's length: the longest header and the salt fit before it. */
const headBytes = maxHeaderBytes + saltLineBytes;

/** The header's text. A type that does not fit is left out; the server quarantines such an event with its payload whole. */
const headerOf = (fields: Omit<StreamHeader, "v">): string => {
  const header = writeHeader(fields);
  const fits = header.length * 3 <= maxHeaderBytes || Buffer.byteLength(header) <= maxHeaderBytes;
  return fits ? header : writeHeader({ ...fields, type: "" });
};

/**
 * A new stream. Sealing costs two SHA-256 and one copy: the record is put together in one buffer in which salt and payload
 * already stand side by side for the commitment, so that the caller can write it to a file as it is.
 */
export const createStream = ({ src, random, room = 0 }: StreamSettings): Stream => {
  const nextSalt = createSaltPool(random);
  const start = room + headBytes;
  const scratch = Buffer.allocUnsafe(scratchBytes);
  let head: StreamHead = { src, seq: 0, hash: "" };

  /** A buffer with the payload in its place. */
  const place = (text: string): { readonly buffer: Buffer; readonly end: number } => {
    const fits = start + text.length * 3 <= scratchBytes;
    const buffer = fits ? scratch : Buffer.allocUnsafe(start + Buffer.byteLength(text));
    return { buffer, end: start + buffer.write(text, start, "utf8") };
  };

  return {
    head: () => head,
    seal: ({ id, type, at, text }) => {
      const { buffer, end } = place(text);
      const salt = nextSalt();
      buffer.set(salt, start - saltBytes);
      const c = hash("sha256", buffer.subarray(start - saltBytes, end), "base64");
      const seq = head.seq + 1;
      const header = headerOf({ src, seq, id, type, at, c, prev: head.hash });
      const from = start - saltLineBytes - Buffer.byteLength(header);
      buffer.write(header, from, "utf8");
      buffer[start - saltLineBytes] = newline;
      buffer.write(salt.toString("base64"), start - saltLineBytes + 1, "latin1");
      buffer[start - 1] = newline;
      return {
        seq,
        bytes: buffer.subarray(from - room, end),
        commit: () => {
          head = { src, seq, hash: hash("sha256", header, "base64") };
        },
      };
    },
  };
};
