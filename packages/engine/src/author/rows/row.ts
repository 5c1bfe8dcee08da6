import type { LiteralCode, LiteralValue } from "../ast.ts";

/** Comparisons that a row can make, as they are written. */
export const comparisons = [
  "==",
  "!=",
  ">",
  ">=",
  "<",
  "<=",
  "in",
  "contains",
  "startsWith",
  "endsWith",
  "matches",
] as const;

/** One of {@link comparisons}. */
export type Comparison = (typeof comparisons)[number];

/** Arithmetic that a formula can do. */
export const arithmetics = ["+", "-", "*", "/", "%"] as const;

/** One of {@link arithmetics}. */
export type Arithmetic = (typeof arithmetics)[number];

/** A path of names: `event.tender.value.amount`. */
export interface Path {
  readonly kind: "path";
  readonly names: readonly string[];
}

/** A constant. */
export interface Constant {
  readonly kind: "constant";
  readonly code: LiteralCode;
  readonly value: LiteralValue;
}

/** What a row compares. */
export type Term =
  | Path
  | Constant
  | { readonly kind: "list"; readonly items: readonly Term[] }
  | {
      readonly kind: "arithmetic";
      readonly operator: Arithmetic;
      readonly left: Term;
      readonly right: Term;
    }
  | {
      readonly kind: "function";
      readonly name: string;
      /** Called as `a.name(b)`; the receiver is the first argument. */
      readonly member: boolean;
      readonly args: readonly Term[];
    }
  /** What formulas cannot show stays as its text. */
  | { readonly kind: "text"; readonly text: string };

/**
 * A condition as a person edits it. `group`: all or any of its rows; `each`: some or every item of a list; `given`: whether
 * a field is there at all; `compare`: two terms; `truth`: a term that is true or false by itself; `advanced`: CEL text of
 * what the others cannot show.
 */
export type Row =
  | { readonly kind: "group"; readonly join: "all" | "any"; readonly rows: readonly Row[] }
  | { readonly kind: "not"; readonly row: Row }
  | {
      readonly kind: "each";
      readonly quantifier: "some" | "every";
      readonly list: Term;
      readonly variable: string;
      readonly row: Row;
    }
  | { readonly kind: "given"; readonly path: Path }
  | { readonly kind: "compare"; readonly left: Term; readonly comparison: Comparison; readonly right: Term }
  | { readonly kind: "truth"; readonly term: Term }
  | { readonly kind: "advanced"; readonly text: string };
