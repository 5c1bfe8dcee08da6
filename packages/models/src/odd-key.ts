import { type Document, isScalar, visit } from "yaml";

/** A key that a YAML file may not have, and where it starts in the text. */
export interface OddKey {
  readonly message: string;
  readonly offset: number;
}

/** The first key that is written twice in its map, or that is no text. In time linear in the number of keys. */
export function oddKey(doc: Document): OddKey | undefined {
  let found: OddKey | undefined;
  visit(doc, {
    Map(_key, map) {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        found = problemOf(key, seen);
        if (found !== undefined) return visit.BREAK;
      }
      return undefined;
    },
  });
  return found;
}

function problemOf(key: unknown, seen: Set<string>): OddKey | undefined {
  if (!isScalar(key) || typeof key.value !== "string")
    return { message: "a key must be text", offset: startOf(key) };
  if (seen.has(key.value)) return { message: `key ${key.value} is written twice`, offset: startOf(key) };
  seen.add(key.value);
  return undefined;
}

/** Where a node starts in the text; 0 when it does not say. */
function startOf(node: unknown): number {
  if (typeof node !== "object" || node === null || !("range" in node)) return 0;
  return Array.isArray(node.range) && typeof node.range[0] === "number" ? node.range[0] : 0;
}
