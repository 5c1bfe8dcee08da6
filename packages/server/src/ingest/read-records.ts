import { hash } from "node:crypto";
import {
  ProbityError,
  readHeader,
  serverInstance,
  sourceOfStream,
  type StreamHeader,
  streamName,
} from "@probity/contracts";
import { type Digest, hashLeaf } from "@probity/tlog";
import { maxEvents } from "./read-events.ts";

/** One record of a stream as it came in. */
export interface StreamRecord {
  readonly header: StreamHeader;
  /** The exact text of the header, as bytes: the leaf. */
  readonly headerText: Buffer;
  /** Its hash as a leaf of the tree. */
  readonly leaf: Buffer;
  /** Base64 of SHA-256 of the header: what the next one names as `prev`. */
  readonly hash: string;
  /** Base64 of 32 bytes. */
  readonly salt: string;
  readonly payload: Buffer;
  /** True when the header's commitment is to this salt and payload. */
  readonly isCommitted: boolean;
}

/** Consecutive records of one stream. */
export interface StreamRecords {
  readonly src: string;
  readonly records: readonly [StreamRecord, ...StreamRecord[]];
}

const newline = 0x0a;
const saltShape = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const control = /[\u0000-\u001f]/;

/**
 * Reads a body of records, three lines each: header, salt, payload. All must be of one stream of `source`, in sequence, each
 * naming the hash of the one before. Throws for anything else: nothing was taken. Overwrites parts of the body while it
 * hashes.
 */
export function readRecords(body: Buffer, source: string, digest: Digest): StreamRecords {
  const lines = cutLines(body);
  if (lines.length > maxEvents * 3)
    throw new ProbityError("PROBITY_E_BODY_LIMIT", `over ${maxEvents} records`);
  if (lines.length === 0 || lines.length % 3 !== 0) {
    throw malformed(`${lines.length} lines are not records of three lines`);
  }
  const records: StreamRecord[] = [];
  for (let at = 0; at < lines.length; at += 3) {
    const record = readRecord(body, lines, at, digest);
    checkPlace(record, records.at(-1), source, at / 3 + 1);
    records.push(record);
  }
  const [first, ...rest] = records;
  if (first === undefined) throw malformed("there is no record");
  return { src: first.header.src, records: [first, ...rest] };
}

interface Line {
  readonly start: number;
  readonly end: number;
}

/** Stops short of a body with more lines than any batch may have. */
function cutLines(body: Buffer): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  while (start < body.length && lines.length <= maxEvents * 3) {
    const found = body.indexOf(newline, start);
    const end = found === -1 ? body.length : found;
    lines.push({ start, end });
    start = end + 1;
  }
  return lines;
}

function readRecord(body: Buffer, lines: readonly Line[], at: number, digest: Digest): StreamRecord {
  const number = at / 3 + 1;
  const text = (line: Line | undefined): string => body.toString("utf8", line?.start, line?.end);
  const headerText = text(lines[at]);
  const header = readHeader(headerText);
  if (header === undefined) throw malformed(`record ${number} does not begin with a header`);
  const salt = text(lines[at + 1]);
  if (!saltShape.test(salt)) throw malformed(`the salt of record ${number} is not base64 of 32 bytes`);
  const { start, end } = lines[at + 2] ?? { start: 0, end: 0 };
  // A cut body must not pass for an event without content.
  if (start === end) throw malformed(`record ${number} has no payload`);
  // Salt and payload in one piece, without a copy: the salt's text before the payload is no longer needed.
  body.write(salt, start - 32, 32, "base64");
  return {
    header,
    headerText: body.subarray(lines[at]?.start, lines[at]?.end),
    leaf: hashLeaf(digest, headerText),
    hash: hash("sha256", headerText, "base64"),
    salt,
    payload: body.subarray(start, end),
    isCommitted: hash("sha256", body.subarray(start - 32, end), "base64") === header.c,
  };
}

function checkPlace(
  { header }: StreamRecord,
  before: StreamRecord | undefined,
  source: string,
  number: number,
): void {
  if (sourceOfStream(header.src) !== source) {
    throw new ProbityError(
      "PROBITY_E_SOURCE_MISMATCH",
      `record ${number} is not of ${source}, whose key was used`,
    );
  }
  // There the server itself speaks about the source.
  if (header.src === streamName(source, serverInstance))
    throw malformed(`${header.src} is the server's own stream`);
  if (before === undefined) return;
  if (header.src !== before.header.src) throw malformed(`record ${number} is of another stream`);
  if (header.seq !== before.header.seq + 1 || header.prev !== before.hash) {
    throw malformed(`record ${number} does not follow the one before it`);
  }
}

/** True for a text with characters that JSON never has as they are, and that cannot be stored either. */
export const hasControls = (payload: string): boolean => control.test(payload);

/** The refusal of a body that is no batch of records. */
export const malformed = (detail: string): ProbityError =>
  new ProbityError("PROBITY_E_STREAM_RECORD", detail);
