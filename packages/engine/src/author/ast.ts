/** Where an expression stands in the text of its author, in UTF-16 units. */
export interface Place {
  /** The whole text. */
  readonly source: string;
  /** What an error points at: the field, the operator, the name of the function. */
  readonly at: number;
  readonly length: number;
  /** The whole expression, without parentheses that only group. */
  readonly from: number;
  readonly to: number;
}

/** An expression as written: macros as macros, chains of `&&` and `||` flat. */
export type Ast =
  | { readonly op: "lit"; readonly at: Place; readonly code: LiteralCode; readonly value: LiteralValue }
  | { readonly op: "ident"; readonly at: Place; readonly name: string }
  | { readonly op: "select"; readonly at: Place; readonly base: Ast; readonly field: string }
  | { readonly op: "has"; readonly at: Place; readonly base: Ast; readonly field: string }
  | {
      readonly op: "call";
      readonly at: Place;
      readonly name: string;
      readonly args: readonly Ast[];
      readonly member: boolean;
    }
  | { readonly op: "list"; readonly at: Place; readonly items: readonly Ast[] }
  | { readonly op: "map"; readonly at: Place; readonly entries: readonly (readonly [Ast, Ast])[] }
  | MacroAst;

export type LiteralCode = "b" | "i" | "u" | "d" | "s" | "y" | "n";
export type LiteralValue = null | boolean | number | string;
export type MacroName = "all" | "exists" | "exists_one" | "filter" | "map" | "bind";

/** `range.name(variable, test?, body)`; of `cel.bind(variable, range, body)` the range is the one value. */
export interface MacroAst {
  readonly op: "macro";
  readonly at: Place;
  readonly name: MacroName;
  readonly range: Ast;
  readonly variable: string;
  readonly test?: Ast | undefined;
  readonly body: Ast;
}

/** The direct parts of an expression. */
export function partsOf(ast: Ast): readonly Ast[] {
  switch (ast.op) {
    case "select":
    case "has":
      return [ast.base];
    case "call":
      return ast.args;
    case "list":
      return ast.items;
    case "map":
      return ast.entries.flat();
    case "macro":
      return ast.test === undefined ? [ast.range, ast.body] : [ast.range, ast.test, ast.body];
    default:
      return [];
  }
}

/** Whether a call stands for an operator: the parser names `a + b` `_+_`. */
export function isOperator(name: string): boolean {
  return /^(@in|[-!]_|_\[_\]|_[^A-Za-z0-9]+_)$/.test(name);
}
