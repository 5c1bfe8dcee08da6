import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mediaTypes, type ProbityEvent, writeHeader } from "@probity/contracts";
import type { Answer, TestSource } from "./test-server.ts";

const sha256 = (...parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("base64");
};

/** Writes one stream as an SDK does. */
export interface StreamWriter {
  readonly src: string;
  /** Sequence number of the last record. */
  readonly seq: number;
  /** The next record: header, salt, payload. */
  write(event: ProbityEvent): string;
  /** Writes and sends events. */
  send(...events: readonly ProbityEvent[]): Promise<Answer>;
  /** Announces that it will be heard every so many seconds. */
  heartbeat(intervalSeconds: number): Promise<Answer>;
  /** Ends the stream. */
  close(over?: Record<string, unknown>): Promise<Answer>;
}

/** A new stream of a source. */
export function streamWriter(source: TestSource): StreamWriter {
  const src = `${source.id}/${randomBytes(16).toString("base64url").slice(0, 22)}`;
  const own = { seq: 0, prev: "" };
  const write = (event: ProbityEvent): string => {
    const payload = JSON.stringify(event);
    const salt = randomBytes(32);
    own.seq += 1;
    const { id, type } = event;
    const c = sha256(salt, payload);
    const header = writeHeader({
      src,
      seq: own.seq,
      id,
      type,
      at: "2026-05-01T00:00:00Z",
      c,
      prev: own.prev,
    });
    own.prev = sha256(header);
    return [header, salt.toString("base64"), payload].join("\n");
  };
  const send = (...events: readonly ProbityEvent[]): Promise<Answer> =>
    source.send(events.map(write).join("\n"), mediaTypes.stream);
  const about = (type: string, data: Record<string, unknown>): ProbityEvent => ({
    specversion: "1.0",
    id: randomUUID(),
    source: source.id,
    type,
    time: "2026-05-01T08:00:00+08:00",
    data,
  });
  return {
    src,
    get seq() {
      return own.seq;
    },
    write,
    send,
    heartbeat: (intervalSeconds) => {
      const heartbeat = { stream: src, lastSequence: own.seq, intervalSeconds };
      return send(about("source.heartbeat.sent", { heartbeat }));
    },
    close: (over = {}) => {
      const close = { stream: src, lastSequence: own.seq + 1, reason: "shutdown", ...over };
      return send(about("stream.close", { close }));
    },
  };
}
