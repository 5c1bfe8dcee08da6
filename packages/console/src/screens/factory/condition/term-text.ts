import { ProbityError } from "@probity/contracts";
import { conditionOf, rowsOf, type Term } from "@probity/engine/author";

/** An expression as a term; what no term shows is its text. */
export function termOf(text: string): Term {
  try {
    const row = rowsOf(text);
    return row.kind === "truth" ? row.term : { kind: "text", text };
  } catch (error) {
    if (error instanceof ProbityError) return { kind: "text", text };
    throw error;
  }
}

/** The text of a term, as it is stored. */
export const textOf = (term: Term): string =>
  term.kind === "text" ? term.text : conditionOf({ kind: "truth", term });
