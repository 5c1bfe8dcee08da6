import type { DataShape, ShapePath } from "@probity/contracts";
import { isJsonObject } from "../json/is-json-object.ts";

const maxDepth = 40;

interface Found {
  readonly money: ShapePath[];
  readonly instants: ShapePath[];
  readonly dayEnds: ShapePath[];
}

/** Where money and instants are in data of these schemas, the first word on a path winning. */
export function shapeOfSchemas(schemas: readonly unknown[]): DataShape {
  const found: Found = { money: [], instants: [], dayEnds: [] };
  const seen = new Set<string>();
  for (const schema of schemas) walk(schema, [], found, seen);
  return found;
}

function walk(schema: unknown, path: readonly string[], found: Found, seen: Set<string>): void {
  if (!isJsonObject(schema) || path.length > maxDepth) return;
  const list = kindOf(schema, found);
  if (list !== undefined) {
    const key = JSON.stringify(path);
    if (!seen.has(key)) list.push(path);
    seen.add(key);
    return;
  }
  const properties = schema["properties"];
  if (isJsonObject(properties)) {
    for (const [key, field] of Object.entries(properties)) walk(field, [...path, key], found, seen);
  }
  if (isJsonObject(schema["items"])) walk(schema["items"], [...path, "*"], found, seen);
}

function kindOf(schema: { readonly [key: string]: unknown }, found: Found): ShapePath[] | undefined {
  if (schema["x-money"] === true) return found.money;
  if (schema["format"] !== "instant") return undefined;
  return schema["x-day"] === "end" ? found.dayEnds : found.instants;
}
