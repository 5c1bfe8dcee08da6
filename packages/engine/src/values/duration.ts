import { type EvalError, rangeError } from "./eval-error.ts";

/** What 2^63 nanoseconds hold, in whole milliseconds. */
const maxMs = 9_223_372_036_854;
const nanosOf: { readonly [unit: string]: bigint } = {
  ns: 1n,
  us: 1_000n,
  "\u00b5s": 1_000n,
  "\u03bcs": 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

/** A span of time, to the nanosecond, of at most 292 years either way. */
export class Duration {
  /** Whole milliseconds, rounded down. */
  readonly spanMs: number;
  /** Nanoseconds on top, 0 to 999,999. */
  readonly spanNanos: number;
  constructor(ms: number, nanos: number) {
    this.spanMs = ms;
    this.spanNanos = nanos;
  }
}

/** Whole milliseconds of a duration, without its fraction (and so rounded up below zero); never -0. */
export function wholeMs({ spanMs, spanNanos }: Duration): number {
  return spanMs < 0 && spanNanos > 0 ? spanMs + 1 : spanMs;
}

/** A duration within the range, or an error value. */
export function durationOf(ms: number, nanos: number): Duration | EvalError {
  const tooFar = ms >= maxMs || ms < -maxMs;
  return tooFar ? rangeError : new Duration(ms, nanos);
}

/** Reads a duration as CEL writes it: `480h`, `1h30m`, `-1.5s`, `0`. `undefined` for anything else or out of range. */
export function parseDuration(text: string): Duration | undefined {
  if (text.length > 100) return undefined;
  const negative = text.startsWith("-");
  const body = text.replace(/^[+-]/, "");
  const nanos = body === "0" ? 0n : sumOfParts(body);
  if (nanos === undefined || nanos > BigInt(maxMs) * 1_000_000n) return undefined;
  const signed = negative ? -nanos : nanos;
  const rest = ((signed % 1_000_000n) + 1_000_000n) % 1_000_000n;
  return new Duration(Number((signed - rest) / 1_000_000n), Number(rest));
}

function sumOfParts(text: string): bigint | undefined {
  const part = /(\d*)(?:\.(\d*))?(ns|us|\u00b5s|\u03bcs|ms|s|m|h)/y;
  let total = 0n;
  while (part.lastIndex < text.length) {
    const match = part.exec(text);
    if (match === null) return undefined;
    const whole = match[1] ?? "";
    const fraction = match[2] ?? "";
    const unit = nanosOf[match[3] ?? ""];
    if (unit === undefined || whole + fraction === "") return undefined;
    total += BigInt(whole === "" ? 0 : whole) * unit;
    if (fraction !== "") total += (BigInt(fraction) * unit) / 10n ** BigInt(fraction.length);
  }
  return text === "" ? undefined : total;
}

/** Writes a duration as seconds, as CEL does: `1.5s`. */
export function formatDuration(value: Duration): string {
  const nanos = BigInt(value.spanMs) * 1_000_000n + BigInt(value.spanNanos);
  const size = nanos < 0n ? -nanos : nanos;
  const fraction = String(size % 1_000_000_000n)
    .padStart(9, "0")
    .replace(/0+$/, "");
  return `${nanos < 0n ? "-" : ""}${size / 1_000_000_000n}${fraction === "" ? "" : `.${fraction}`}s`;
}
