import { numberOf } from "../ops/equals.ts";
import { Duration, formatDuration, parseDuration, wholeMs } from "../values/duration.ts";
import {
  budgetError,
  conversionError,
  overflowError,
  overloadError,
  rangeError,
} from "../values/eval-error.ts";
import { Int, Uint } from "../values/int.ts";
import { formatTimestamp, parseTimestamp, Timestamp, timestampOf } from "../values/timestamp.ts";
import { TypeValue } from "../values/type-value.ts";
import type { Value } from "../values/value.ts";
import { fixed, type RuntimeFunction, type Strict } from "./strict.ts";

const decimal = /^[+-]?\d{1,20}$/;
const float = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const truths = new Set(["1", "t", "true", "TRUE", "True"]);
const lies = new Set(["0", "f", "false", "FALSE", "False"]);

const toInt: Strict = (value) => {
  if (value instanceof Timestamp) return Math.floor(value.epochMs / 1000);
  if (value instanceof Duration) return Math.trunc(wholeMs(value) / 1000) + 0;
  if (typeof value === "string") return decimal.test(value) ? safe(Number(value)) : conversionError;
  const number = numberOf(value);
  return number === undefined ? overloadError : safe(Math.trunc(number));
};

function safe(value: number): Value {
  return Number.isSafeInteger(value) ? value + 0 : overflowError;
}

const toUint: Strict = (value) => {
  const number = typeof value === "string" && decimal.test(value) ? Number(value) : numberOf(value);
  if (number === undefined) return typeof value === "string" ? conversionError : overloadError;
  const whole = Math.trunc(number);
  return Number.isSafeInteger(whole) && number >= 0 ? new Uint(whole) : overflowError;
};

const toDouble: Strict = (value, _b, _c, frame) => {
  if (typeof value !== "string") return numberOf(value) ?? overloadError;
  if (!frame.spendText(value.length)) return budgetError;
  if (float.test(value)) return Number(value);
  const special = /^([+-]?)(?:inf|infinity)$/i.exec(value);
  if (special !== null) return special[1] === "-" ? -Infinity : Infinity;
  return /^nan$/i.test(value) ? Number.NaN : conversionError;
};

const toText: Strict = (value, _b, _c, frame) => {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  if (value instanceof Timestamp) return formatTimestamp(value);
  if (value instanceof Duration) return formatDuration(value);
  if (value instanceof Uint8Array) return frame.spendText(value.length) ? decodeText(value) : budgetError;
  const number = numberOf(value);
  return number === undefined ? overloadError : formatNumber(number);
};

function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : value < 0 ? "-Inf" : "NaN";
  return Object.is(value, -0) ? "-0" : String(value);
}

function decodeText(bytes: Uint8Array): Value {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return conversionError;
  }
}

const toBool: Strict = (value) => {
  if (typeof value === "boolean") return value;
  if (typeof value !== "string") return overloadError;
  if (truths.has(value)) return true;
  return lies.has(value) ? false : conversionError;
};

const toBytes: Strict = (value, _b, _c, frame) => {
  if (value instanceof Uint8Array) return value;
  if (typeof value !== "string") return overloadError;
  return frame.spendText(value.length) ? new TextEncoder().encode(value) : budgetError;
};

const toTimestamp: Strict = (value) => {
  if (value instanceof Timestamp) return value;
  if (typeof value === "string") return parseTimestamp(value) ?? rangeError;
  const seconds = numberOf(value);
  return seconds === undefined || !Number.isInteger(seconds) ? overloadError : timestampOf(seconds * 1000, 0);
};

const toDuration: Strict = (value) => {
  if (value instanceof Duration) return value;
  if (typeof value === "string") return parseDuration(value) ?? rangeError;
  return overloadError;
};

const typeOf: Strict = (value) => new TypeValue(typeNameOf(value));

/** Name of a value's CEL type. Ints must be boxed by now: a bare number counts as a double. */
export function typeNameOf(value: Value): string {
  if (value === null) return "null_type";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number") return "double";
  if (typeof value === "string") return "string";
  if (Array.isArray(value)) return "list";
  if (value instanceof Int) return "int";
  if (value instanceof Uint) return "uint";
  if (value instanceof Uint8Array) return "bytes";
  if (value instanceof Timestamp) return "google.protobuf.Timestamp";
  if (value instanceof Duration) return "google.protobuf.Duration";
  if (value instanceof TypeValue) return "type";
  return "map";
}

/** Conversions. `dyn` has none: it only hides the static type. */
export const conversions: Readonly<Record<string, RuntimeFunction>> = {
  int: fixed(1, "i", toInt),
  uint: fixed(1, "u", toUint),
  double: fixed(1, "d", toDouble),
  string: fixed(1, "s", toText),
  bool: fixed(1, "b", toBool),
  bytes: fixed(1, "y", toBytes),
  timestamp: fixed(1, "t", toTimestamp),
  duration: fixed(1, "r", toDuration),
  type: fixed(1, "k", typeOf),
};
