import { firstInstantMs, lastInstantMs, readInstant } from "../edge/instant.ts";
import { EvalError, rangeError } from "./eval-error.ts";

/** A moment, to the nanosecond, between the years 0001 and 9999. */
export class Timestamp {
  readonly epochMs: number;
  /** Nanoseconds after `epochMs`, 0 to 999,999. */
  readonly epochNanos: number;
  constructor(ms: number, nanos: number) {
    this.epochMs = ms;
    this.epochNanos = nanos;
  }
}

/** A timestamp within the range, or an error value. */
export function timestampOf(ms: number, nanos: number): Timestamp | EvalError {
  return ms < firstInstantMs || ms > lastInstantMs ? rangeError : new Timestamp(ms, nanos);
}

/** Reads RFC 3339 with an offset. */
export function parseTimestamp(text: string): Timestamp | undefined {
  return readInstant(text, newTimestamp);
}

function newTimestamp(ms: number, nanos: number): Timestamp {
  return new Timestamp(ms, nanos);
}

/** Writes RFC 3339 in UTC with as many decimals as are needed; an offset in minutes may be asked for. */
export function formatTimestamp(value: Timestamp, offsetMs: number = 0): string {
  const text = new Date(value.epochMs + offsetMs).toISOString();
  const fraction = (text.slice(20, 23) + String(value.epochNanos).padStart(6, "0")).replace(/0+$/, "");
  const seconds = text.slice(0, 19) + (fraction === "" ? "" : `.${fraction}`);
  return seconds + formatOffset(offsetMs);
}

function formatOffset(offsetMs: number): string {
  if (offsetMs === 0) return "Z";
  const minutes = Math.abs(Math.trunc(offsetMs / 60_000));
  return `${offsetMs < 0 ? "-" : "+"}${twoDigits(Math.trunc(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
