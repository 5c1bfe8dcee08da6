import type { EventType, Json, JsonObject } from "@probity/contracts";
import { commonData } from "@probity/contracts/schemas";

/** Fields that supervision asks for and an event does not have, as paths with `[]` for lists. */
export interface MissingFields {
  readonly required: readonly string[];
  /** Required under a condition that the schema states in words; absence may be right. */
  readonly conditional: readonly string[];
}

interface Node {
  readonly properties?: { readonly [name: string]: Node };
  readonly items?: Node;
  readonly "x-supervision"?: "required" | "conditional";
}

/** Finds what an event lacks: each path once, also when several items of a list lack it. */
export function missingFields(type: EventType, data: JsonObject): MissingFields {
  const required = new Set<string>();
  const conditional = new Set<string>();
  // Event schemas are objects of nested properties; the keywords read here are the ones of EventType's own doc.
  for (const schema of [commonData as Node, type.schema as Node]) {
    visit(schema, data, "", (level, path) => (level === "required" ? required : conditional).add(path));
  }
  return { required: [...required], conditional: [...conditional] };
}

function visit(
  node: Node,
  value: Json | undefined,
  path: string,
  report: (level: "required" | "conditional", path: string) => void,
): void {
  if (node["x-supervision"] !== undefined && value === undefined) report(node["x-supervision"], path);
  if (node.properties !== undefined) {
    // A value of another shape lacks every field; validation says so as well.
    const object =
      typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
    for (const [name, child] of Object.entries(node.properties)) {
      visit(child, object[name], path === "" ? name : `${path}.${name}`, report);
    }
  }
  if (node.items !== undefined) {
    const items = Array.isArray(value) ? value : [undefined];
    for (const item of items) visit(node.items, item, `${path}[]`, report);
  }
}
