import type { CelMap } from "./cel-map.ts";
import type { Duration } from "./duration.ts";
import type { EvalError } from "./eval-error.ts";
import type { Int, Uint } from "./int.ts";
import type { Timestamp } from "./timestamp.ts";
import type { TypeValue } from "./type-value.ts";

/**
 * A value while a rule runs.
 *
 * A number is a CEL `int` where the checker typed it so and a `double` otherwise; where types are dynamic an int is
 * boxed as {@link Int}, so that JSON numbers stay doubles as CEL's JSON mapping says. A plain object is a JSON object.
 */
export type Value =
  | null
  | boolean
  | number
  | string
  | Int
  | Uint
  | Uint8Array
  | Timestamp
  | Duration
  | TypeValue
  | CelMap
  | EvalError
  | readonly Value[]
  | PlainMap;

/** A JSON object seen as a CEL map. Read it through `ownField` only, never by a bare key from outside. */
export interface PlainMap {
  readonly [key: string]: Value | undefined;
}
