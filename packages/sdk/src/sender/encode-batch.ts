import { promisify } from "node:util";
import * as zlib from "node:zlib";

/** A request body and the header that says how it is packed. */
export interface EncodedBatch {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** Packs batches, as long as the server unpacks them. */
export interface BatchEncoder {
  encode(records: readonly Uint8Array[]): Promise<EncodedBatch>;
  /** The server does not unpack: plain bodies from now on. */
  refused(): void;
}

/** A single event hardly shrinks; from here on packing pays. */
const worthBytes = 4096;
const newline = Buffer.from("\n");

/** Records as they go over the wire. */
export const joinRecords = (records: readonly Uint8Array[]): Buffer =>
  Buffer.concat(records.flatMap((record, index) => (index === 0 ? [record] : [newline, record])));

/** Packs with zstd where this Node.js has it (22.15, 23.8 and later), at its default level 3. */
export const createBatchEncoder = (): BatchEncoder => {
  // Absent in older versions that the SDK still runs on.
  const zstd: typeof zlib.zstdCompress | undefined = zlib.zstdCompress;
  let pack = zstd === undefined ? undefined : promisify<Buffer, Buffer>(zstd);
  return {
    encode: async (records) => {
      const body = joinRecords(records);
      if (pack === undefined || body.length < worthBytes) return { body, headers: {} };
      return { body: await pack(body), headers: { "content-encoding": "zstd" } };
    },
    refused: () => {
      pack = undefined;
    },
  };
};
