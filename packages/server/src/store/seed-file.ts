import { closeSync, ftruncateSync, mkdirSync, openSync, readdirSync, readFileSync, writeSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import * as zlib from "node:zlib";

// Node has zstd since 22.15; an older one makes new databases from scratch.
const [compress, decompress] =
  "zstdCompress" in zlib
    ? [
        promisify<Buffer, zlib.ZstdOptions, Buffer>(zlib.zstdCompress),
        promisify<Buffer, zlib.ZstdOptions, Buffer>(zlib.zstdDecompress),
      ]
    : [];

/** A file of a packed directory; its content is followed by zeros up to `size`. */
interface PackedEntry {
  readonly path: string;
  readonly size: number;
  readonly bytes: number;
}

/** The names and contents of a directory, read at once. */
export interface Packed {
  readonly directories: readonly string[];
  readonly files: readonly PackedEntry[];
  readonly content: Buffer;
}

/** Most bytes that a seed may unpack to. */
const maxBytes = 256 * 1024 * 1024;

/** Reads a directory into memory. Zeros at the end of a file are only counted: most of a new database is zeros. */
export function readDirectory(directory: string): Packed {
  const directories: string[] = [];
  const files: PackedEntry[] = [];
  const contents: Buffer[] = [];
  const read = (relative: string): void => {
    for (const entry of readdirSync(join(directory, relative), { withFileTypes: true })) {
      const path = join(relative, entry.name);
      if (entry.isDirectory()) {
        directories.push(path);
        read(path);
      } else {
        const bytes = readFileSync(join(directory, path));
        const content = withoutTrailingZeros(bytes);
        files.push({ path, size: bytes.length, bytes: content.length });
        contents.push(content);
      }
    }
  };
  read("");
  return { directories, files, content: Buffer.concat(contents) };
}

/** Writes a packed directory to one file, complete or not at all. False when this Node cannot compress. */
export async function writeSeed(packed: Packed, file: string, level: number): Promise<boolean> {
  if (compress === undefined) return false;
  const { content, ...index } = packed;
  const head = Buffer.from(JSON.stringify(index));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  const bytes = await compress(Buffer.concat([length, head, content]), {
    params: { [zlib.constants.ZSTD_c_compressionLevel]: level },
  });
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, bytes);
  await rename(temporary, file);
  return true;
}

/** Unpacks a seed into a directory that does not exist. False when this Node cannot. */
export async function unpackSeed(file: string, directory: string): Promise<boolean> {
  if (decompress === undefined) return false;
  const bytes = await decompress(readFileSync(file), { maxOutputLength: maxBytes });
  const headEnd = 4 + bytes.readUInt32BE(0);
  // Made by this module, at build time or by an earlier start.
  const { directories, files } = JSON.parse(bytes.toString("utf8", 4, headEnd)) as Omit<Packed, "content">;
  for (const path of ["", ...directories]) mkdirSync(join(directory, path), { recursive: true, mode: 0o700 });
  let offset = headEnd;
  for (const { path, size, bytes: length } of files) {
    const handle = openSync(join(directory, path), "w", 0o600);
    try {
      writeSync(handle, bytes, offset, length);
      if (size > length) ftruncateSync(handle, size);
    } finally {
      closeSync(handle);
    }
    offset += length;
  }
  return true;
}

function withoutTrailingZeros(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return bytes.subarray(0, end);
}
