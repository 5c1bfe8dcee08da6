import { readHeader, type StreamHeader } from "@probity/contracts";

/** A record in its three parts; the byte ranges share the record's memory. */
export interface StreamRecord {
  readonly header: StreamHeader;
  /** The exact text of the header: the leaf of the log. */
  readonly headerText: string;
  /** Base64 of 32 bytes. */
  readonly salt: string;
  /** The CloudEvent's JSON. */
  readonly payload: Buffer;
}

const newline = 0x0a;
const saltPattern = /^[A-Za-z0-9+/]{43}=$/;

/** Takes a record apart that {@link createStream} made. Undefined for anything else. */
export const readRecord = (bytes: Uint8Array): StreamRecord | undefined => {
  const record = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = record.indexOf(newline);
  const second = first < 0 ? -1 : record.indexOf(newline, first + 1);
  if (second < 0) return undefined;
  const headerText = record.toString("utf8", 0, first);
  const header = readHeader(headerText);
  const salt = record.toString("latin1", first + 1, second);
  if (header === undefined || !saltPattern.test(salt)) return undefined;
  return { header, headerText, salt, payload: record.subarray(second + 1) };
};
