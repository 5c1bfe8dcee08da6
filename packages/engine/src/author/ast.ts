/** An expression as written: macros as macros, chains of `&&` and `||` flat. `at` is the character it starts at. */
export type Ast =
  | { readonly op: "lit"; readonly at: number; readonly code: LiteralCode; readonly value: LiteralValue }
  | { readonly op: "ident"; readonly at: number; readonly name: string }
  | { readonly op: "select"; readonly at: number; readonly base: Ast; readonly field: string }
  | { readonly op: "has"; readonly at: number; readonly base: Ast; readonly field: string }
  | {
      readonly op: "call";
      readonly at: number;
      readonly name: string;
      readonly args: readonly Ast[];
      readonly member: boolean;
    }
  | { readonly op: "list"; readonly at: number; readonly items: readonly Ast[] }
  | { readonly op: "map"; readonly at: number; readonly entries: readonly (readonly [Ast, Ast])[] }
  | MacroAst;

export type LiteralCode = "b" | "i" | "u" | "d" | "s" | "y" | "n";
export type LiteralValue = null | boolean | number | string;
export type MacroName = "all" | "exists" | "exists_one" | "filter" | "map" | "bind";

/** `range.name(variable, test?, body)`; of `cel.bind(variable, range, body)` the range is the one value. */
export interface MacroAst {
  readonly op: "macro";
  readonly at: number;
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
