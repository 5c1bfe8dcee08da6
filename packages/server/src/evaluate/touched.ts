import type { EventType, JsonObject } from "@probity/contracts";
import { commonData } from "@probity/contracts/schemas";
import { entityRef } from "../links/index.ts";

/** Kinds of what has a score (AL-1). `organisation`: suppliers and other outside parties. */
export const scoredKinds = ["person", "organisation", "unit", "post", "power", "area"] as const;

/** One of {@link scoredKinds}. */
export type ScoredKind = (typeof scoredKinds)[number];

/** Whom or what an event names. */
export interface Touched {
  readonly kind: ScoredKind;
  readonly key: string;
}

/** Of one event at most so many have a share in its score, those of the actor first. */
const mostTouched = 50;

/** What an automatic decision is signed with: nobody. */
const nobody = "system";

/** Where in the data of a type an entity is named. */
interface Place {
  readonly path: readonly string[];
  /** `party`: a person where the field beside it says so, else an organisation. */
  readonly kind: ScoredKind | "party";
}

/** The keywords of a schema that matter here. */
interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly "x-identifier"?: unknown;
  readonly type?: unknown;
}

/** Lists and fields that hold outside parties: mostly organisations, a person where their kind says so. */
const partyLists: ReadonlySet<string> = new Set(["counterparties", "suppliers", "tenderers", "parties"]);
const partyFields: ReadonlySet<string> = new Set(["payeeId", "fromId", "landlordId"]);

const named: readonly (readonly [RegExp, ScoredKind])[] = [
  [/^(?:unitId|\w+UnitId)$/, "unit"],
  [/^(?:postId|\w+PostId)$/, "post"],
  [/^powerCode$/, "power"],
  [/^(?:areaId|regionCode)$/, "area"],
];

function kindOf(path: readonly string[], node: Node): Place["kind"] | undefined {
  const name = path.at(-1) ?? "";
  const parent = path.at(-2) ?? "";
  if (node["x-identifier"] === "person")
    return partyLists.has(parent) || partyFields.has(name) ? "party" : "person";
  if (parent === "power" && name === "code") return "power";
  if (parent === "buyer" && name === "id") return "unit";
  return named.find(([form]) => form.test(name))?.[1];
}

/** Places in the order of the schema; a schema nests as deep as its type was registered with, a few levels. */
function placesOf(node: Node, path: readonly string[] = []): readonly Place[] {
  const kind = kindOf(path, node);
  if (kind !== undefined) return [{ path, kind }];
  const inside = Object.entries(node.properties ?? {}).flatMap(([name, child]) =>
    placesOf(child, [...path, name]),
  );
  return node.items === undefined ? inside : [...inside, ...placesOf(node.items, path)];
}

const common = placesOf(commonData);
const placesByType = new WeakMap<EventType, readonly Place[]>();

function placesIn(type: EventType): readonly Place[] {
  const known = placesByType.get(type);
  if (known !== undefined) return known;
  const found = [...common, ...placesOf(type.schema)];
  placesByType.set(type, found);
  return found;
}

/** Whom and what the data of an event names, by the fields that its type marks as such; each once, at most 50. */
export function touchedBy(type: EventType | undefined, data: JsonObject): readonly Touched[] {
  const found = new Map<string, Touched>();
  for (const place of type === undefined ? common : placesIn(type)) {
    collect(data, place, 0, found);
    if (found.size >= mostTouched) break;
  }
  return [...found.values()].slice(0, mostTouched);
}

function collect(value: unknown, place: Place, depth: number, found: Map<string, Touched>): void {
  if (found.size >= mostTouched) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, place, depth, found);
    return;
  }
  const name = place.path[depth];
  if (name === undefined) return add(value, place.kind === "party" ? "organisation" : place.kind, found);
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return;
  const inner: unknown = Reflect.get(value, name);
  const isLast = depth + 1 === place.path.length;
  if (isLast && place.kind === "party") return add(inner, partyKind(value, name), found);
  collect(inner, place, depth + 1, found);
}

/** What stands beside the id: `kind` of a party, `payeeKind` of a payee. */
function partyKind(block: object, name: string): ScoredKind {
  const said: unknown = Reflect.get(block, name === "id" ? "kind" : name.replace(/Id$/, "Kind"));
  return said === "person" || said === "household" ? "person" : "organisation";
}

function add(value: unknown, kind: ScoredKind, found: Map<string, Touched>): void {
  if (typeof value !== "string" || value === nobody) return;
  // What cannot be the key of anything is left out.
  const key = entityRef("party", value)?.key;
  if (key !== undefined) found.set(`${kind}\n${key}`, { kind, key });
}
