import type { EventType, Json, LocalizedText } from "@probity/contracts";
import { commonData } from "@probity/contracts/schemas";
import type { AlertFinding } from "../ops/alert-findings.ts";

/** An event by its fields, as its type describes them. */
export interface EventFields {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  /** What the type is called; null where it is not known any more. */
  readonly name: LocalizedText | null;
  readonly time: string;
  readonly position: number;
  readonly erasedAt: string | null;
  readonly fields: readonly EventField[];
  /** True when there are more fields than are shown. */
  readonly more: boolean;
}

/** One value of an event. */
interface EventField {
  /** Names on the way to it, with the places in lists. */
  readonly path: readonly (string | number)[];
  readonly value: Json;
  /** What the type says of the field. */
  readonly description: string | null;
  readonly privacy: string | null;
  readonly unit: string | null;
}

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly description?: string;
  readonly "x-privacy"?: string;
  readonly "x-unit"?: string;
  readonly "x-money"?: boolean;
  readonly type?: unknown;
}

/** An event of lists can be long; the whole of it is under `/ops/events`. */
const mostFields = 300;

/** Every value of an event with what its type says of the field; money is one value. */
export function fieldsOf(type: EventType | undefined, found: AlertFinding): EventFields {
  const { eventId: id, source, type: name, time, position, erasedAt, event } = found;
  const data: unknown = typeof event === "object" && event !== null ? Reflect.get(event, "data") : undefined;
  const fields: EventField[] = [];
  // A schema as its type was registered with.
  walk(data, [commonData, ...(type === undefined ? [] : [type.schema as Node])], [], fields);
  return {
    id,
    source,
    type: name,
    name: type?.name ?? null,
    time,
    position,
    erasedAt,
    fields: fields.slice(0, mostFields),
    more: fields.length > mostFields,
  };
}

function walk(
  value: unknown,
  nodes: readonly Node[],
  path: readonly (string | number)[],
  found: EventField[],
): void {
  if (found.length > mostFields || value === undefined) return;
  const isMoney = nodes.some((node) => node["x-money"] === true);
  if (Array.isArray(value) && !isMoney) {
    const items = nodes.flatMap((node) => node.items ?? []);
    for (const [n, item] of value.entries()) walk(item, items, [...path, n], found);
  } else if (typeof value === "object" && value !== null && !isMoney) {
    for (const [name, inner] of Object.entries(value)) {
      const below = nodes.flatMap((node) =>
        node.properties !== undefined && Object.hasOwn(node.properties, name)
          ? (node.properties[name] ?? [])
          : [],
      );
      walk(inner, below, [...path, name], found);
    }
  } else {
    const text = (key: "description" | "x-privacy" | "x-unit"): string | null =>
      nodes.map((node) => node[key]).find((one) => one !== undefined) ?? null;
    // Of parsed JSON.
    const field = { path, value: value as Json, description: text("description") };
    found.push({ ...field, privacy: text("x-privacy"), unit: text("x-unit") });
  }
}
