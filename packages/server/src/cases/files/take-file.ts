import { createHash } from "node:crypto";
import { ProbityError } from "@probity/contracts";
import { type FileType, fileTypeOf } from "./file-type.ts";
import { createTextCheck } from "./text-check.ts";
import { zipEntries } from "./zip-entries.ts";

/** A file that was taken in whole. */
export interface TakenFile extends FileType {
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** Largest file. */
export const maxFileBytes: number = 20 * 1024 * 1024;
/** Size of a part. */
const partBytes = 256 * 1024;
/** The directory of a document is within its last bytes. */
const tailBytes = 256 * 1024;
const headBytes = 16;

/**
 * Reads a file part by part, never more of it in memory than two, and hands each part on. Throws `PROBITY_E_BODY_LIMIT` beyond
 * 20 MiB and `PROBITY_E_EVIDENCE` for an empty file and for one whose content is not of a type that is taken.
 */
export async function takeFile(
  name: string,
  stream: AsyncIterable<Buffer>,
  store: (part: Buffer, n: number) => Promise<void>,
): Promise<TakenFile> {
  const hash = createHash("sha256");
  const text = createTextCheck();
  let head: Buffer = Buffer.alloc(0);
  let tail: Buffer = Buffer.alloc(0);
  let bytes = 0;
  let parts = 0;
  for await (const part of inParts(stream)) {
    bytes += part.length;
    hash.update(part);
    text.add(part);
    if (head.length < headBytes) head = Buffer.concat([head, part.subarray(0, headBytes)]);
    tail = Buffer.concat([tail, part]).subarray(-tailBytes);
    await store(part, parts);
    parts += 1;
  }
  const type = fileTypeOf({ name, head, entries: zipEntries(tail, bytes), isText: text.isText() });
  if (bytes === 0 || type === undefined)
    throw new ProbityError(
      "PROBITY_E_EVIDENCE",
      "pdf, png, jpg, docx, xlsx, txt and csv are taken, by their content",
    );
  return { ...type, bytes, sha256: hash.digest("hex") };
}

async function* inParts(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  let total = 0;
  for await (const chunk of stream) {
    total += chunk.length;
    if (total > maxFileBytes)
      throw new ProbityError("PROBITY_E_BODY_LIMIT", `a file has at most ${maxFileBytes} bytes`);
    waiting.push(chunk);
    length += chunk.length;
    while (length >= partBytes) {
      const all = Buffer.concat(waiting);
      yield all.subarray(0, partBytes);
      waiting = [all.subarray(partBytes)];
      length -= partBytes;
    }
  }
  if (length > 0) yield Buffer.concat(waiting);
}
