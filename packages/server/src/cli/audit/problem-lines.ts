import type { Problem } from "../../audit/index.ts";
import type { CommandContext } from "../context.ts";
import { printable } from "../output/width.ts";

/** Most problems that are printed. */
const shown = 20;

/** One line a problem, and how many more there are. Names that a log chose cannot steer the terminal. */
export function problemLines(
  { say }: CommandContext,
  { first, count }: { readonly first: readonly Problem[]; readonly count: number },
): readonly string[] {
  const lines = first
    .slice(0, shown)
    .map(({ kind, values }) => `- ${printable(say(`audit.${kind}`, values))}`);
  return count > lines.length
    ? [...lines, `- ${say("moreProblems", { count: count - lines.length })}`]
    : lines;
}
