import { promisify } from "node:util";
import * as zlib from "node:zlib";

/** What a frame holds: the head of a file, entries of the log, rows of small tables, erased positions. */
export type FrameKind = "head" | "entries" | "rows" | "erased";

/** One frame. `first` and `count` say which positions its entries have; both are 0 for the other kinds. */
export interface Frame {
  readonly kind: FrameKind;
  readonly first: number;
  readonly count: number;
  readonly data: Buffer;
}

/** A frame whose data is as it stands in the file: compressed where that pays. */
export interface PackedFrame extends Frame {
  readonly encoding: Encoding;
}

/** A frame that was read. */
export interface StoredFrame extends PackedFrame {
  /** Bytes from the first frame of the append that wrote this one to this one. */
  readonly since: number;
}

type Encoding = (typeof encodings)[number];

const kinds: readonly FrameKind[] = ["head", "entries", "rows", "erased"];
const encodings = ["plain", "zstd", "gzip"] as const;

/** `[u32 length][u32 crc32]`, then `length` bytes: magic, kind, encoding, first, count, since, data; big-endian. */
export const prefixBytes = 8;
const headBytes = 20;

/** Begins the bytes of every frame, so that frames behind a damaged one can be found. */
export const magic: Buffer = Buffer.from("PBJ1");

/** Most bytes of a frame. Below 2^24, so that a length begins with a zero byte, which no JSON text contains. */
export const maxFrameBytes = 0xff_ffff;

/** Most bytes that compressed data may unpack to. */
const maxDataBytes = 64 * 1024 * 1024;

/** Below this compressing costs more than it saves. */
const worthBytes = 1024;

// Node has zstd since 22.15; before that the journal is written with gzip.
const zstd = "zstdCompress" in zlib;
const compress: (data: Buffer, level: "fast" | "small") => Promise<Buffer> = zstd
  ? (data, level) =>
      promisify<Buffer, zlib.ZstdOptions, Buffer>(zlib.zstdCompress)(data, {
        params: { [zlib.constants.ZSTD_c_compressionLevel]: level === "fast" ? 1 : 6 },
      })
  : (data, level) =>
      promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gzip)(data, { level: level === "fast" ? 1 : 6 });

/** Compresses the data of a frame where that pays. */
export async function pack(frame: Frame, level: "fast" | "small" = "fast"): Promise<PackedFrame> {
  if (frame.data.length < worthBytes) return { ...frame, encoding: "plain" };
  const data = await compress(frame.data, level);
  return data.length < frame.data.length
    ? { ...frame, encoding: zstd ? "zstd" : "gzip", data }
    : { ...frame, encoding: "plain" };
}

/** The bytes of frames that are appended at once. Throws a `RangeError` when one is over {@link maxFrameBytes}. */
export function layOut(frames: readonly PackedFrame[]): Buffer {
  let since = 0;
  const parts = frames.map((frame) => {
    const bytes = layOutOne(frame, since);
    since += bytes.length;
    return bytes;
  });
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
}

function layOutOne(frame: PackedFrame, since: number): Buffer {
  const length = headBytes + frame.data.length;
  if (length > maxFrameBytes) throw new RangeError(`a journal frame of ${length} bytes is too long`);
  const bytes = Buffer.allocUnsafe(prefixBytes + length);
  bytes.writeUInt32BE(length, 0);
  magic.copy(bytes, 8);
  bytes[12] = kinds.indexOf(frame.kind);
  bytes[13] = encodings.indexOf(frame.encoding);
  bytes.writeUIntBE(frame.first, 14, 6);
  bytes.writeUInt32BE(frame.count, 20);
  bytes.writeUInt32BE(since, 24);
  frame.data.copy(bytes, prefixBytes + headBytes);
  bytes.writeUInt32BE(zlib.crc32(bytes.subarray(prefixBytes)), 4);
  return bytes;
}

/** Length of the frame that begins with this prefix; undefined when no frame can begin so. */
export function frameLength(prefix: Buffer): number | undefined {
  if (prefix.length < prefixBytes) return undefined;
  const length = prefix.readUInt32BE(0);
  return length < headBytes || length > maxFrameBytes ? undefined : length;
}

/** Reads the bytes of a whole frame; undefined when they are damaged. */
export function parseFrame(bytes: Buffer): StoredFrame | undefined {
  const body = bytes.subarray(prefixBytes);
  if (zlib.crc32(body) !== bytes.readUInt32BE(4) || !body.subarray(0, 4).equals(magic)) return undefined;
  const kind = kinds[body[4] ?? 255];
  const encoding = encodings[body[5] ?? 255];
  if (kind === undefined || encoding === undefined) return undefined;
  return {
    kind,
    encoding,
    first: body.readUIntBE(6, 6),
    count: body.readUInt32BE(12),
    since: body.readUInt32BE(16),
    data: body.subarray(headBytes),
  };
}

/** Unpacks the data of a frame. Rejects when it does not unpack or exceeds its bound. */
export async function unpack({ encoding, data }: PackedFrame): Promise<Buffer> {
  const bound = { maxOutputLength: maxDataBytes };
  if (encoding === "plain") return data;
  if (encoding === "gzip") return promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip)(data, bound);
  if (!zstd) throw new Error("this version of Node cannot read zstd; use Node 22.15 or later");
  return promisify<Buffer, zlib.ZstdOptions, Buffer>(zlib.zstdDecompress)(data, bound);
}
