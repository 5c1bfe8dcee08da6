import type { EventType, Json, LocalizedText } from "@probity/contracts";
import { commonData } from "@probity/contracts/schemas";
import type { AlertFinding } from "../ops/alert-findings.ts";
import { fieldText } from "../types/index.ts";

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
  /** What the type says of the field; a type of a source in the one language of whoever registered it. */
  readonly description: LocalizedText | null;
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
  const nodes = [commonData, ...(type === undefined ? [] : [type.schema as Node])];
  walk(data, { nodes, path: [], names: "", type: name }, fields);
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

/** Where a value stands: what schemas say there, and the way to it. */
interface Place {
  readonly nodes: readonly Node[];
  readonly path: readonly (string | number)[];
  /** The same way as tables of fields name it: `bids.details[].id`. */
  readonly names: string;
  readonly type: string;
}

function walk(value: unknown, place: Place, found: EventField[]): void {
  if (found.length > mostFields || value === undefined) return;
  const { nodes, path, names, type } = place;
  const isMoney = nodes.some((node) => node["x-money"] === true);
  if (Array.isArray(value) && !isMoney) {
    // What is said of a list holds for its entries where nothing is said of these.
    const items = nodes.flatMap(({ items: own, description }) =>
      own === undefined ? [] : [{ ...(description !== undefined && { description }), ...own }],
    );
    for (const [n, item] of value.entries())
      walk(item, { nodes: items, path: [...path, n], names: `${names}[]`, type }, found);
  } else if (typeof value === "object" && value !== null && !isMoney) {
    for (const [name, inner] of Object.entries(value)) {
      const inside = { nodes: below(nodes, name), path: [...path, name], type };
      walk(inner, { ...inside, names: names === "" ? name : `${names}.${name}` }, found);
    }
  } else {
    const text = (key: "x-privacy" | "x-unit"): string | null =>
      nodes.map((node) => node[key]).find((one) => one !== undefined) ?? null;
    const description = describe(isMoney ? inAmount(place) : place);
    // Of parsed JSON.
    found.push({ path, value: value as Json, description, privacy: text("x-privacy"), unit: text("x-unit") });
  }
}

const below = (nodes: readonly Node[], name: string): readonly Node[] =>
  nodes.flatMap(({ properties }) =>
    properties !== undefined && Object.hasOwn(properties, name) ? (properties[name] ?? []) : [],
  );

/** Of money its amount is described. */
const inAmount = (place: Place): Place => ({
  ...place,
  nodes: below(place.nodes, "amount"),
  names: `${place.names}.amount`,
});

function describe({ nodes, names, type }: Place): LocalizedText | null {
  const en = nodes.map((node) => node.description).find((one) => one !== undefined);
  return en === undefined ? null : fieldText(type, names, en);
}
