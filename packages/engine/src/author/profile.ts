import { type Ast, partsOf } from "./ast.ts";
import { profileLimits as limits } from "./limits.ts";
import { profileError } from "./rule-error.ts";

/** Refuses an expression outside the profile's bounds; the error names the construct (RU-2). */
export function enforceProfile(ast: Ast): void {
  let nodes = 0;
  const visit = (part: Ast, depth: number, loops: number): void => {
    nodes++;
    if (nodes > limits.nodes) throw profileError(part.at, `More than ${limits.nodes} parts`);
    if (depth > limits.depth) throw profileError(part.at, `Nesting deeper than ${limits.depth}`);
    const inside = part.op === "macro" && part.name !== "bind" ? loops + 1 : loops;
    if (inside > limits.macroNesting)
      throw profileError(part.at, `More than ${limits.macroNesting} nested macros`);
    literalItems(part);
    for (const inner of partsOf(part)) {
      const isBody = part.op === "macro" && inner !== part.range;
      visit(inner, depth + (inner.op === "lit" ? 0 : 1), isBody ? inside : loops);
    }
  };
  visit(ast, 1, 0);
}

function literalItems(part: Ast): void {
  const items = part.op === "list" ? part.items.length : part.op === "map" ? part.entries.length : 0;
  if (items > limits.literalItems)
    throw profileError(part.at, `A literal of ${items} items; at most ${limits.literalItems} are allowed`);
}
