import type { LiteralCode, LiteralValue, MacroName } from "../ast.ts";

/** An expression without the places of its text: what {@link print} writes. Every `Ast` is one. */
export type Bare =
  | { readonly op: "lit"; readonly code: LiteralCode; readonly value: LiteralValue }
  | { readonly op: "ident"; readonly name: string }
  | { readonly op: "select" | "has"; readonly base: Bare; readonly field: string }
  | { readonly op: "call"; readonly name: string; readonly args: readonly Bare[]; readonly member: boolean }
  | { readonly op: "list"; readonly items: readonly Bare[] }
  | { readonly op: "map"; readonly entries: readonly (readonly [Bare, Bare])[] }
  | {
      readonly op: "macro";
      readonly name: MacroName;
      readonly range: Bare;
      readonly variable: string;
      readonly test?: Bare | undefined;
      readonly body: Bare;
    };
