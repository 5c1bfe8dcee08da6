import type { LoggedEntry } from "../log/index.ts";
import type { Segments } from "./segments.ts";

const batchEntries = 500;
const batchChars = 4 * 1024 * 1024;

// Written by the follower, from an entry; the checksum of its frame fits.
export const parseEntry = (text: string): LoggedEntry => JSON.parse(text) as LoggedEntry;

/** The entries of a journal from position `from` on, in bounded batches. */
export async function* entryBatches(
  segments: Segments,
  from: number,
): AsyncGenerator<readonly LoggedEntry[]> {
  let batch: LoggedEntry[] = [];
  let chars = 0;
  for await (const { texts } of segments.read(from)) {
    for (const text of texts) {
      batch.push(parseEntry(text));
      chars += text.length;
      if (batch.length < batchEntries && chars < batchChars) continue;
      yield batch;
      batch = [];
      chars = 0;
    }
  }
  if (batch.length > 0) yield batch;
}
