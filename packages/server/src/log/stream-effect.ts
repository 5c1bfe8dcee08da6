import type { JsonObject } from "@probity/contracts";

/** What an accepted event says about a stream (LO-6). */
export interface StreamEffect {
  /** From now on this stream speaks at least this often; 0 when it no longer promises to. */
  readonly heartbeatSeconds?: number;
  /** The stream that has ended. */
  readonly closes?: string;
}

/** Most that an interval can be: a year. */
const maxInterval = 31_536_000;

/** No stream has another name, and the database could not even be asked for one with a NUL in it. */
const nameable = /^[^\p{Cc}]+$/u;

/** Reads it off a heartbeat or a close; undefined for every other type. The data has passed its schema. */
export function streamEffect(type: string, data: JsonObject): StreamEffect | undefined {
  if (type === "source.heartbeat.sent") {
    const seconds = field(data["heartbeat"], "intervalSeconds");
    return typeof seconds === "number" ? { heartbeatSeconds: Math.min(seconds, maxInterval) } : undefined;
  }
  if (type === "stream.close") {
    const closes = field(data["close"], "stream");
    return typeof closes === "string" && nameable.test(closes) ? { closes } : undefined;
  }
  return undefined;
}

const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
