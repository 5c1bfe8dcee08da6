import type { Code } from "../functions/strict.ts";
import type { Eval } from "../ops/frame.ts";
import { Timestamp } from "../values/timestamp.ts";
import type { Value } from "../values/value.ts";
import type { SlowRead } from "./slow-read.ts";

/** Any value, seen as something that may have a field. Only plain keys are read through it (`isPlainKey`). */
type Open = { readonly [key: string]: Open | undefined } | null | undefined;

/**
 * The fast reader of a path: bare reads first, one check at the end. Whatever the check does not expect (missing, of
 * another type, an error, a string in the middle) is read again carefully by `slow`, which alone makes errors.
 */
export function fastReader(root: Eval, keys: readonly string[], code: Code, slow: SlowRead): Eval | undefined {
  const [a, b, c] = keys;
  if (a === undefined || keys.length > 3) return undefined;
  const accept = acceptorOf(code);
  if (accept === undefined) return undefined;
  // The frame's values are opened to bare reads of plain keys; see `Open`.
  const open = (value: Value): Open => value as unknown as Open;
  const close = (value: Open): Value => value as unknown as Value;
  if (b === undefined) {
    return (frame) => {
      const start = root(frame);
      const value = close(open(start)?.[a]);
      return accept(value) ? value : slow(start);
    };
  }
  if (c === undefined) {
    return (frame) => {
      const start = root(frame);
      const value = close(open(start)?.[a]?.[b]);
      return accept(value) ? value : slow(start);
    };
  }
  return (frame) => {
    const start = root(frame);
    const value = close(open(start)?.[a]?.[b]?.[c]);
    return accept(value) ? value : slow(start);
  };
}

type Accept = (value: Value | undefined) => boolean;

const isNumber: Accept = (value) => typeof value === "number";
const isInt: Accept = (value) => Number.isSafeInteger(value);
const isText: Accept = (value) => typeof value === "string";
const isBool: Accept = (value) => typeof value === "boolean";
const isList: Accept = (value) => Array.isArray(value);
/** Loose: what it lets through and is no map, the reader of the map refuses. */
const isMap: Accept = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isInstant: Accept = (value) => value instanceof Timestamp;

function acceptorOf(code: Code): Accept | undefined {
  switch (code) {
    case "d":
      return isNumber;
    case "i":
      return isInt;
    case "s":
      return isText;
    case "b":
      return isBool;
    case "l":
      return isList;
    case "m":
      return isMap;
    case "t":
      return isInstant;
    default:
      return undefined;
  }
}
