import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { ProbityError } from "@probity/contracts";

/** A file to import. */
export interface Input {
  readonly file: string;
  /** Bytes on disk. */
  readonly size: number;
  readonly gzip: boolean;
  /** First bytes of the file and its size and time: another file under the same name is not resumed. */
  readonly identity: string;
}

/** Looks at a file. Throws `PROBITY_E_FILE` when it cannot be read. */
export async function openInput(file: string): Promise<Input> {
  try {
    const handle = await open(file, "r");
    try {
      const stat = await handle.stat();
      if (!stat.isFile()) throw new ProbityError("PROBITY_E_FILE", `${file} is not a file`);
      const head = Buffer.alloc(64);
      const { bytesRead } = await handle.read(head, 0, head.length, 0);
      const start = head.subarray(0, bytesRead);
      return {
        file,
        size: stat.size,
        gzip: start[0] === 0x1f && start[1] === 0x8b,
        identity: `${stat.size}:${Math.trunc(stat.mtimeMs)}:${start.toString("base64url")}`,
      };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof ProbityError) throw error;
    throw new ProbityError("PROBITY_E_FILE", `${file} cannot be read: ${reasonOf(error)}`, { cause: error });
  }
}

/** The file's content from an offset on, decompressed where needed; offsets count decompressed bytes. */
export async function* contentOf(input: Input, offset: number): AsyncGenerator<Buffer, void, undefined> {
  try {
    if (!input.gzip) {
      yield* buffers(createReadStream(input.file, { start: offset, highWaterMark: 256 * 1024 }));
      return;
    }
    let skip = offset;
    const raw = createReadStream(input.file);
    const gunzip = createGunzip();
    raw.once("error", (error) => gunzip.destroy(error));
    for await (const chunk of buffers(raw.pipe(gunzip))) {
      if (skip < chunk.length) yield chunk.subarray(skip);
      skip = Math.max(0, skip - chunk.length);
    }
  } catch (error) {
    throw new ProbityError("PROBITY_E_FILE", `${input.file} cannot be read: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}

async function* buffers(stream: Readable): AsyncGenerator<Buffer, void, undefined> {
  // A stream without an encoding yields buffers.
  for await (const chunk of stream) yield chunk as Buffer;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
