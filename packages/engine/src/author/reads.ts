import type { Json } from "@probity/contracts";

/** The paths that IR reads: `event.tender.value.amount`, `record.bids.details[].status`, `params.limit`. */
export function readsOf(ir: Json): string[] {
  const found = new Set<string>();
  visit(ir, [], found);
  return [...found].filter((path) => ![...found].some((other) => other !== path && isInside(other, path)));
}

function isInside(path: string, outer: string): boolean {
  return path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}

/** Visits a node; returns the path that it stands for, or nothing. */
function visit(node: Json, loops: readonly string[], found: Set<string>): string {
  if (!isList(node)) return "";
  const [form, first, second] = node;
  if (form === "lit") return "";
  if (form === "var" && typeof first === "string") return note(first, found);
  if (form === "loc" && typeof first === "number") return loops[first] ?? "";
  if ((form === "get" || form === "has") && first !== undefined && typeof second === "string") {
    const base = visit(first, loops, found);
    return base === "" ? "" : note(`${base}.${second}`, found);
  }
  if (form === "at" && first !== undefined && second !== undefined) {
    visit(second, loops, found);
    const base = visit(first, loops, found);
    return base === "" ? "" : note(`${base}[]`, found);
  }
  return visitOther(node, loops, found);
}

const macros: ReadonlySet<Json | undefined> = new Set([
  "all",
  "exists",
  "one",
  "filter",
  "map",
  "mapif",
  "bind",
]);

function visitOther(node: readonly Json[], loops: readonly string[], found: Set<string>): string {
  const [form, range, ...rest] = node;
  if (!macros.has(form) || range === undefined) {
    for (const part of node.slice(1)) visit(part, loops, found);
    return "";
  }
  const path = visit(range, loops, found);
  const inside = [...loops, path === "" || form === "bind" ? path : `${path}[]`];
  for (const part of rest) visit(part, inside, found);
  return form === "filter" ? path : "";
}

function note(path: string, found: Set<string>): string {
  found.add(path);
  return path;
}

function isList(node: Json): node is readonly Json[] {
  return Array.isArray(node);
}
