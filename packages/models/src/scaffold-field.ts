import type { EventType } from "@probity/contracts";

/** A field of an event type that a first rule can compare with a threshold. */
export interface ScaffoldField {
  readonly kind: "money" | "number" | "text";
  /** Keys from the event's data on. */
  readonly path: readonly string[];
}

const fallback: ScaffoldField = { kind: "text", path: ["process", "outcome"] };

/**
 * The field that a scaffold's rule reads: a sum of money where the type has one outside lists, else a number, else a
 * text, else one of the common block, which every event has. Shallow fields come first.
 */
export function scaffoldField(type: EventType): ScaffoldField {
  const fields = fieldsOf(type.schema, []).toSorted((a, b) => a.path.length - b.path.length);
  for (const kind of ["money", "number", "text"] as const) {
    const found = fields.find((field) => field.kind === kind && !type.subject.includes(field.path.join(".")));
    if (found !== undefined) return found;
  }
  return fallback;
}

function fieldsOf(schema: unknown, path: readonly string[]): ScaffoldField[] {
  const kind = kindOf(schema);
  if (kind !== undefined) return [{ kind, path }];
  const properties = valueAt(schema, "properties");
  if (typeof properties !== "object" || properties === null || path.length > 3) return [];
  return Object.entries(properties)
    .filter(([key]) => /^[a-z][A-Za-z0-9]*$/.test(key))
    .flatMap(([key, field]) => fieldsOf(field, [...path, key]));
}

function kindOf(schema: unknown): ScaffoldField["kind"] | undefined {
  if (valueAt(schema, "x-money") === true) return "money";
  if (valueAt(schema, "format") !== undefined) return undefined;
  const type = valueAt(schema, "type");
  if (type === "integer" || type === "number") return "number";
  return type === "string" ? "text" : undefined;
}

function valueAt(holder: unknown, key: string): unknown {
  if (typeof holder !== "object" || holder === null) return undefined;
  return Object.entries(holder).find(([name]) => name === key)?.[1];
}
