import { readHeader, type ProbityEvent, type SignedBundle } from "@probity/contracts";
import { hash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { zstdDecompressSync } from "node:zlib";
import { bundleHead } from "./bundles.ts";
import { startServer, type TestServer } from "./http-server.ts";
import { bytesOf } from "./bytes-of.ts";
import { createLog, type TestLog } from "./log.ts";

export { bodyOf, startServer, type TestServer } from "./http-server.ts";

/** Answers one ingest request; return false to leave the answer to the receiver. */
export type Script = (events: readonly ProbityEvent[], response: ServerResponse, attempt: number) => boolean;

/** One request to `/v1/events`. */
export interface Received {
  readonly src: string;
  readonly seqs: readonly number[];
  readonly encoding: string | undefined;
  /** Bytes after unpacking. */
  readonly bytes: number;
}

/** Settings of {@link startReceiver}. */
export interface ReceiverOptions {
  readonly log?: TestLog | undefined;
  /** Answers `GET /v1/bundle`, and is named in every answer to a batch. */
  readonly bundle?: (() => SignedBundle) | undefined;
  /** Changes an answer before it is sent. */
  readonly alter?:
    | ((answer: Record<string, unknown>, attempt: number) => Record<string, unknown>)
    | undefined;
}

/** A server that takes streams as the real one does: gap-free, idempotent by id, with receipts. */
export interface Receiver extends TestServer {
  readonly log: TestLog;
  /** Events of the host by id, first arrival. */
  readonly events: ReadonlyMap<string, ProbityEvent>;
  /** What clients say about themselves (`stream.*`, `source.*`), by id. */
  readonly own: ReadonlyMap<string, ProbityEvent>;
  readonly requests: readonly Received[];
  /** Requests to `/v1/events`, refused ones included. */
  attempts(): number;
  /** Deliveries of a host's event beyond the first of an id. */
  duplicates(): number;
  /** Resolves when so many different events of the host have arrived. */
  received(count: number): Promise<void>;
}

interface Wire {
  readonly header: string;
  readonly salt: string;
  readonly payload: string;
}

const unpack = (request: IncomingMessage, body: Buffer): Buffer =>
  request.headers["content-encoding"] === "zstd" ? zstdDecompressSync(body) : body;

const recordsOf = (text: string): Wire[] => {
  const lines = text.split("\n");
  return Array.from({ length: Math.floor(lines.length / 3) }, (_, index) => {
    const [header = "", salt = "", payload = ""] = lines.slice(index * 3, index * 3 + 3);
    return { header, salt, payload };
  });
};

const isCommitted = ({ header, salt, payload }: Wire): boolean =>
  readHeader(header)?.c ===
  hash("sha256", Buffer.concat([Buffer.from(salt, "base64"), Buffer.from(payload)]), "base64");

const isOwn = ({ type }: ProbityEvent): boolean => type.startsWith("stream.") || type.startsWith("source.");

/** Starts a receiver; `script` may answer in its place. */
export const startReceiver = async (
  script: Script = () => false,
  { log = createLog(), alter = (answer) => answer, bundle }: ReceiverOptions = {},
): Promise<Receiver> => {
  const events = new Map<string, ProbityEvent>();
  const own = new Map<string, ProbityEvent>();
  const requests: Received[] = [];
  const waiting = new Set<{ count: number; resolve: () => void }>();
  let attempts = 0;
  let duplicates = 0;

  const take = (record: Wire): { id: string; status: string } => {
    const event = JSON.parse(record.payload) as ProbityEvent;
    if (!isCommitted(record)) return { id: event.id, status: "quarantined" };
    const kept = isOwn(event) ? own : events;
    if (kept.has(event.id)) {
      if (kept === events) duplicates += 1;
      return { id: event.id, status: "duplicate" };
    }
    kept.set(event.id, event);
    return { id: event.id, status: "accepted" };
  };

  const answerTo = (records: readonly Wire[]): Record<string, unknown> => {
    const headers = records.map(({ header }) => header);
    const problem = log.append(headers);
    if (problem !== undefined) return problem;
    const named = bundle === undefined ? {} : { bundle: bundleHead(bundle()) };
    return { results: records.map(take), receipt: log.receiptOf(headers.at(-1) ?? ""), ...named };
  };

  const note = (request: IncomingMessage, records: readonly Wire[], bytes: number): void => {
    const headers = records.map(({ header }) => readHeader(header));
    requests.push({
      src: headers[0]?.src ?? "",
      seqs: headers.map((header) => header?.seq ?? 0),
      encoding: request.headers["content-encoding"],
      bytes,
    });
  };

  const release = (): void => {
    for (const entry of waiting) {
      if (events.size < entry.count) continue;
      waiting.delete(entry);
      entry.resolve();
    }
  };

  const server = await startServer((request, response) => {
    void bytesOf(request).then((body) => {
      if (request.url === "/v1/bundle" && bundle !== undefined) return response.end(JSON.stringify(bundle()));
      if (request.url !== "/v1/events") return response.writeHead(404).end("{}");
      attempts += 1;
      const text = unpack(request, body).toString("utf8");
      const records = recordsOf(text);
      note(request, records, Buffer.byteLength(text));
      if (
        script(
          records.map(({ payload }) => JSON.parse(payload) as ProbityEvent),
          response,
          attempts,
        )
      )
        return undefined;
      const answer = alter(answerTo(records), attempts);
      const status = typeof answer["status"] === "number" ? answer["status"] : 200;
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
      release();
      return undefined;
    });
  });
  return {
    ...server,
    log,
    events,
    own,
    requests,
    attempts: () => attempts,
    duplicates: () => duplicates,
    received: (count) =>
      new Promise((resolve) => {
        if (events.size >= count) resolve();
        else waiting.add({ count, resolve });
      }),
  };
};
