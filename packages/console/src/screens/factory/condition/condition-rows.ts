import { ProbityError } from "@probity/contracts";
import { type Row, rowsOf } from "@probity/engine/author";

/** Rows of which all or any have to hold. */
export type Group = Extract<Row, { kind: "group" }>;

/**
 * A condition as a group of rows: one row alone is a group of one, which reads the same; what is never true, or always, is an
 * empty group, which is how a new condition begins. Undefined for a text that does not parse.
 */
export function conditionRows(text: string): Group | undefined {
  try {
    const row = rowsOf(text);
    if (row.kind === "group") return row;
    if (row.kind === "truth" && row.term.kind === "constant" && row.term.code === "b")
      return { kind: "group", join: row.term.value === true ? "all" : "any", rows: [] };
    return { kind: "group", join: "all", rows: [row] };
  } catch (error) {
    if (error instanceof ProbityError) return undefined;
    throw error;
  }
}
