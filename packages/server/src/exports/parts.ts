import { createHash } from "node:crypto";
import { ProbityError } from "@probity/contracts";
import type { Statement, Store } from "../store/index.ts";
import { maxFileBytes } from "./limits.ts";

/** Nothing is stored for a job that was cancelled, not even what was on its way: the cancelling drops the parts once. */
const save: Statement = {
  name: "export-part",
  text: `insert into export_part (file, n, export, bytes, data)
    select $1::text, $2::int, $3::text, $4::int, $5::bytea from job where id = $3::text and state = 'running' for share`,
};
const drop: Statement = { name: "export-drop", text: "delete from export_part where export = $1" };
const dropMany: Statement = {
  name: "export-drop-many",
  text: "delete from export_part where export = any($1::text[])",
};
const find: Statement = {
  name: "export-find-part",
  text: "select data from export_part where file = $1 and n = $2",
};
const stored: Statement = {
  name: "export-stored",
  text: "select coalesce(sum(bytes), 0)::bigint as bytes from export_part",
};

const partBytes = 256 * 1024;

/** A file that is written part by part; no more of it is in memory than what was not flushed yet. */
export interface PartWriter {
  add(bytes: Uint8Array): void;
  /** Stores what is there in whole parts; all of it when `last`. */
  flush(last?: boolean): Promise<void>;
  /** Of all that was added. */
  size(): number;
  /** Hex; once, after the last flush. */
  sha256(): string;
}

/** Writes the parts of a file of an export. Throws `PROBITY_E_EXPORT_LIMIT` beyond 64 MiB. */
export function partWriter(
  store: Pick<Store, "run">,
  { file, of }: { readonly file: string; readonly of: string },
): PartWriter {
  const hash = createHash("sha256");
  let waiting: Uint8Array[] = [];
  let length = 0;
  let size = 0;
  let parts = 0;
  return {
    add: (bytes) => {
      waiting.push(bytes);
      hash.update(bytes);
      length += bytes.length;
      size += bytes.length;
    },
    flush: async (last = false) => {
      if (size > maxFileBytes)
        throw new ProbityError("PROBITY_E_EXPORT_LIMIT", `a file has at most ${maxFileBytes} bytes`);
      if (length < partBytes && !last) return;
      let rest = Buffer.concat(waiting);
      const least = last ? 1 : partBytes;
      while (rest.length >= least) {
        const part = rest.subarray(0, partBytes);
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await store.run(save, [file, parts, of, part.length, part]);
        parts += 1;
        rest = rest.subarray(part.length);
      }
      waiting = rest.length > 0 ? [rest] : [];
      length = rest.length;
    },
    size: () => size,
    sha256: () => hash.digest("hex"),
  };
}

/** Drops all that was stored for an export, whichever run of its job stored it. */
export async function dropParts(store: Pick<Store, "run">, of: string): Promise<void> {
  await store.run(drop, [of]);
}

/** The same for many. */
export async function dropPartsOf(store: Pick<Store, "run">, exports: readonly string[]): Promise<void> {
  await store.run(dropMany, [[...exports]]);
}

/** Reads a file part by part. */
export async function* partsOf(store: Pick<Store, "run">, file: string): AsyncGenerator<Buffer> {
  for (let n = 0; ; n += 1) {
    // oxlint-disable-next-line no-await-in-loop -- a part at a time is the point
    const [row] = await store.run<{ data: Buffer }>(find, [file, n]);
    if (row === undefined) return;
    yield row.data;
  }
}

/** How much all files take. */
export async function storedBytes(store: Pick<Store, "run">): Promise<number> {
  const [row] = await store.run<{ bytes: number }>(stored, []);
  return row?.bytes ?? 0;
}
