import type { Frame } from "../ops/frame.ts";
import type { Value } from "../values/value.ts";

/** A function of values none of which is an error; unused places are null. Only `replace` has a fourth argument. */
export type Strict = (a: Value, b: Value, c: Value, frame: Frame, d: Value) => Value;

/** Type code of a node's value: what the checker knows and the compiler may rely on. */
export type Code = "b" | "i" | "u" | "d" | "s" | "y" | "n" | "t" | "r" | "l" | "m" | "k" | "*";

/** One function that an expression may call at run time. */
export interface RuntimeFunction {
  readonly least: number;
  readonly most: number;
  readonly result: Code;
  readonly run: Strict;
}

/** Shorthand for the tables: a function of exactly `count` arguments. */
export function fixed(count: number, result: Code, run: Strict): RuntimeFunction {
  return { least: count, most: count, result, run };
}
