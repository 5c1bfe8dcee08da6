import type { Json, JsonObject } from "@probity/contracts";

/** One thing about a schema that cannot be accepted. */
export interface SchemaProblem {
  readonly path: string;
  readonly message: string;
}

/** Keywords whose value is one schema, a list of schemas, or schemas by name. */
const single: ReadonlySet<string> = new Set(["items", "additionalProperties"]);
const lists: ReadonlySet<string> = new Set(["allOf", "anyOf", "oneOf"]);
const plain: ReadonlySet<string> = new Set([
  "$schema",
  "$comment",
  "title",
  "description",
  "examples",
  "deprecated",
  "readOnly",
  "type",
  "required",
  "enum",
  "const",
  "format",
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minItems",
  "maxItems",
  "minProperties",
  "maxProperties",
]);

/** Formats that are checked. Any other would look checked without being so. */
const formats: ReadonlySet<Json> = new Set(["date-time", "date", "instant"]);

const limits = { depth: 16, bytes: 64 * 1024, problems: 50 };

/**
 * Checks that a schema of an integrator stays within what Probity compiles, compares and types: no references, no
 * remote schemas, no `uniqueItems` (quadratic on hostile data). Keywords of Probity (`x-...`) are free.
 */
export function schemaProblems(schema: Json): readonly SchemaProblem[] {
  if (JSON.stringify(schema).length > limits.bytes)
    return [{ path: "", message: `is larger than ${limits.bytes} bytes` }];
  const problems: SchemaProblem[] = [];
  visit(schema, "", 0, problems);
  if (isObject(schema) && schema["type"] !== "object")
    problems.push({ path: "/type", message: 'must be "object"' });
  return problems.slice(0, limits.problems);
}

function visit(schema: Json | undefined, path: string, depth: number, problems: SchemaProblem[]): void {
  if (typeof schema === "boolean") return;
  if (!isObject(schema)) return void problems.push({ path, message: "must be a schema" });
  if (depth > limits.depth)
    return void problems.push({ path, message: `is nested deeper than ${limits.depth}` });
  for (const [keyword, value] of Object.entries(schema)) {
    const at = `${path}/${keyword}`;
    if (keyword === "properties") visitProperties(value, at, depth, problems);
    else if (single.has(keyword)) visit(value, at, depth + 1, problems);
    else if (lists.has(keyword)) visitList(value, at, depth, problems);
    else if (keyword === "format" && !formats.has(value ?? null)) {
      problems.push({ path: at, message: "must be date-time, date or instant" });
    } else if (!plain.has(keyword) && !keyword.startsWith("x-")) {
      problems.push({ path: at, message: "is a keyword that event types cannot use" });
    }
  }
}

function visitProperties(
  value: Json | undefined,
  path: string,
  depth: number,
  problems: SchemaProblem[],
): void {
  if (!isObject(value)) return void problems.push({ path, message: "must be an object" });
  for (const [name, child] of Object.entries(value)) {
    if (name === "__proto__")
      problems.push({ path: `${path}/${name}`, message: "cannot be a property name" });
    visit(child, `${path}/${name}`, depth + 1, problems);
  }
}

function visitList(value: Json | undefined, path: string, depth: number, problems: SchemaProblem[]): void {
  if (!Array.isArray(value)) return void problems.push({ path, message: "must be a list of schemas" });
  for (const [index, child] of value.entries()) visit(child as Json, `${path}/${index}`, depth + 1, problems);
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
