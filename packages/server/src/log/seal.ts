import { hash, randomFillSync } from "node:crypto";
import { writeHeader } from "@probity/contracts";
import { type Digest, hashLeaf } from "@probity/tlog";
import { advance, type StreamCursor } from "./streams.ts";

/** Salt (base64 of 32 random bytes) and commitment (base64 of SHA-256 over salt and payload) of a payload. */
export interface Commitment {
  readonly salt: string;
  readonly c: string;
}

const saltBytes = 32;
const pool = Buffer.alloc(saltBytes * 256);
let used = pool.length;

/** Commits to a payload that came without a header (LO-2). */
export function commit(payload: string): Commitment {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const salt = pool.subarray(used, used + saltBytes);
  used += saltBytes;
  const bytes = Buffer.concat([salt, Buffer.from(payload)]);
  return { salt: salt.toString("base64"), c: hash("sha256", bytes, "base64") };
}

/** A header that was written here, and its place. */
export interface SealedHeader {
  readonly src: string;
  readonly seq: number;
  /** The exact text of the header. */
  readonly text: string;
  readonly leaf: Buffer;
}

/** Writes the next header of a stream of the server and moves the stream to it. */
export function seal(
  cursor: StreamCursor,
  digest: Digest,
  event: { readonly id: string; readonly type: string; readonly c: string; readonly at: string },
): SealedHeader {
  const { src } = cursor;
  const seq = cursor.seq + 1;
  const header = writeHeader({ ...event, src, seq, prev: cursor.hash });
  advance(cursor, seq, hash("sha256", header, "base64"));
  return { src, seq, text: header, leaf: hashLeaf(digest, header) };
}
