import type { Row, Term } from "./row.ts";

/** How rows show a condition: in how many rows of one path and constants, of formulas, and of text. */
export interface Shown {
  readonly simple: number;
  readonly formula: number;
  readonly advanced: number;
}

/** Counts the rows of a condition by what a person sees. Groups are not counted. */
export function shownBy(row: Row): Shown {
  switch (row.kind) {
    case "group":
      return row.rows.map(shownBy).reduce(plus, none);
    case "not":
      return shownBy(row.row);
    case "each":
      return plus(shownBy(row.row), isPlain(row.list) ? none : formula);
    case "given":
      return simple;
    case "compare":
      return byTerms([row.left, row.right]);
    case "truth":
      return byTerms([row.term]);
    default:
      return advanced;
  }
}

const none: Shown = { simple: 0, formula: 0, advanced: 0 };
const simple: Shown = { ...none, simple: 1 };
const formula: Shown = { ...none, formula: 1 };
const advanced: Shown = { ...none, advanced: 1 };

const plus = (a: Shown, b: Shown): Shown => ({
  simple: a.simple + b.simple,
  formula: a.formula + b.formula,
  advanced: a.advanced + b.advanced,
});

/** A row with a piece of text in it is half a formula: it is counted as text. */
const byTerms = (terms: readonly Term[]): Shown =>
  terms.some(hasText) ? advanced : terms.every(isPlain) ? simple : formula;

function hasText(term: Term): boolean {
  if (term.kind === "text") return true;
  if (term.kind === "arithmetic") return hasText(term.left) || hasText(term.right);
  if (term.kind === "function") return term.args.some(hasText);
  return term.kind === "list" && term.items.some(hasText);
}

const isPlain = (term: Term): boolean =>
  term.kind === "path" || term.kind === "constant" || (term.kind === "list" && term.items.every(isPlain));
