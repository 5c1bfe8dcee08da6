import { createHash, randomBytes } from "node:crypto";
import { type ProbityEvent, writeHeader } from "@probity/contracts";
import { type Answer, at, request, type TestServer, type TestSource } from "./test-server.ts";

/** One record of a stream, in parts and as three lines. */
export interface TestRecord {
  readonly header: string;
  readonly salt: string;
  readonly payload: string;
  readonly text: string;
}

/** What a record may say other than it should. */
export interface RecordOver {
  readonly id?: string;
  readonly type?: string;
  readonly payload?: string;
  readonly seq?: number;
  readonly prev?: string;
  readonly c?: string;
  readonly src?: string;
}

/** A writer of one stream, as the SDK is one. */
export interface TestStream {
  readonly src: string;
  /** The next record. */
  next(event: ProbityEvent, over?: RecordOver): TestRecord;
  /** What the next record would be, without moving on. */
  peek(event: ProbityEvent, over?: RecordOver): TestRecord;
}

const sha256 = (...parts: readonly (string | Uint8Array)[]): string =>
  parts.reduce((sum, part) => sum.update(part), createHash("sha256")).digest("base64");

/** Opens a stream of a source. */
export function testStream(
  source: string,
  instance: string = randomBytes(16).toString("base64url"),
): TestStream {
  const src = `${source}/${instance}`;
  let seq = 0;
  let prev = "";
  const make = (event: ProbityEvent, over: RecordOver): TestRecord => {
    const { payload = JSON.stringify(event), ...rest } = over;
    const salt = randomBytes(32);
    const header = writeHeader({
      src,
      seq: seq + 1,
      id: event.id,
      type: event.type,
      at: "2026-05-01T01:00:00.000Z",
      c: sha256(salt, payload),
      prev,
      ...rest,
    });
    return recordOf(header, salt.toString("base64"), payload);
  };
  return {
    src,
    peek: (event, over = {}) => make(event, over),
    next: (event, over = {}) => {
      const record = make(event, over);
      seq += 1;
      prev = sha256(record.header);
      return record;
    },
  };
}

/** A record of these three lines. */
export const recordOf = (header: string, salt: string, payload: string): TestRecord => ({
  header,
  salt,
  payload,
  text: `${header}\n${salt}\n${payload}`,
});

/** The body that carries records. */
export const bodyOf = (records: readonly TestRecord[]): string => records.map(({ text }) => text).join("\n");

/** Sends a body of stream records. */
export const sendStream = (
  url: string,
  source: Pick<TestSource, "key">,
  body: readonly TestRecord[] | string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> =>
  request(`${url}/v1/events`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${source.key}`,
      "content-type": "application/vnd.probity.stream",
      ...headers,
    },
    body: typeof body === "string" || body instanceof Uint8Array ? body : bodyOf(body),
  });

/**
 * How many records of a stream are in the log, refused payloads included. Unlike the length of the whole log, to which the
 * server appends by itself, it says what one writer did.
 */
export async function loggedOf(server: Pick<TestServer, "ops">, src: string): Promise<number> {
  const { status, body } = await server.ops("GET", `/ops/streams/${encodeURIComponent(src)}`);
  return status === 404 ? 0 : Number(at(body, "lastSequence"));
}
