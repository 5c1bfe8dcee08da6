import { crc32 } from "node:zlib";

/** Bytes before the payload: `[u32 length][u32 crc32 of the payload]`, big-endian. */
export const headerBytes = 8;

/** Largest payload of one frame. A length beyond it is damage, not a frame. */
export const maxPayloadBytes: number = 8 * 1024 * 1024;

/** Completes a frame whose payload of `length` bytes already stands behind the header. */
export const sealFrame = (buffer: Buffer, length: number): void => {
  buffer.writeUInt32BE(length, 0);
  buffer.writeUInt32BE(crc32(buffer.subarray(headerBytes, headerBytes + length)), 4);
};

/**
 * What stands at an offset: a whole frame that ends at `end`; a `partial` one that needs the bytes up to `end`; or
 * `damaged` bytes (an impossible length or a wrong checksum).
 */
export type FrameAt =
  | { readonly kind: "frame"; readonly end: number }
  | { readonly kind: "partial"; readonly end: number }
  | { readonly kind: "damaged" };

/** Looks at the frame that starts at `offset`. */
export const frameAt = (buffer: Buffer, offset: number): FrameAt => {
  const body = offset + headerBytes;
  if (body > buffer.length) return { kind: "partial", end: body };
  const length = buffer.readUInt32BE(offset);
  if (length === 0 || length > maxPayloadBytes) return { kind: "damaged" };
  const end = body + length;
  if (end > buffer.length) return { kind: "partial", end };
  if (crc32(buffer.subarray(body, end)) !== buffer.readUInt32BE(offset + 4)) return { kind: "damaged" };
  return { kind: "frame", end };
};

/**
 * The next offset after `offset` at which a whole frame stands, or -1. Cheap on text: the first byte of a length is
 * zero, which JSON never contains.
 */
export const findFrame = (buffer: Buffer, offset: number): number => {
  let at = buffer.indexOf(0, offset + 1);
  while (at >= 0) {
    if (frameAt(buffer, at).kind === "frame") return at;
    at = buffer.indexOf(0, at + 1);
  }
  return -1;
};
