import type { Json } from "@probity/contracts";
import * as fc from "fast-check";

/** A change of a JSON value: at the place that `where` counts to, in the order of a walk. */
export interface Mutation {
  readonly where: number;
  readonly how: "replace" | "remove" | "repeat" | "swap" | "wrap" | "rename";
  readonly put: Json;
}

const words = [
  "event",
  "and",
  "loc",
  "call",
  "get",
  "lit",
  "exists",
  "i",
  "b",
  "*",
  "m",
  "__proto__",
  "constructor",
  "",
  "eq",
  "block",
  "hit",
];

/** Changes of a bundle or of IR. */
export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(
  fc.record({
    where: fc.nat(100_000),
    how: fc.constantFrom("replace", "remove", "repeat", "swap", "wrap", "rename"),
    put: fc.oneof(
      fc.constantFrom<Json[]>(
        null,
        true,
        -1,
        0,
        1,
        2.5,
        1e300,
        [],
        {},
        ["lit", "b", true],
        ["loc", 0],
        ...words,
      ),
      fc.jsonValue({ maxDepth: 2 }).map((value): Json => JSON.parse(JSON.stringify(value))),
    ),
  }),
  { minLength: 1, maxLength: 4 },
);

type Holder = { [key: string]: Json | undefined } | Json[];

/** A copy with the changes made. */
export function mutated(value: Json, changes: readonly Mutation[]): Json {
  const root: Json[] = [structuredClone(value)];
  for (const change of changes) apply(root, change);
  return root[0] ?? null;
}

function apply(root: Json[], { where, how, put }: Mutation): void {
  const places = placesOf(root);
  const place = places[where % places.length];
  if (place === undefined) return;
  const [holder, key] = place;
  const old = get(holder, key);
  if (how === "remove" && holder !== root) remove(holder, key);
  else if (how === "wrap") set(holder, key, [old]);
  else if (how === "swap") set(holder, key, get(...(places[(where * 7 + 3) % places.length] ?? place)));
  else if (how === "repeat" && Array.isArray(holder) && holder !== root)
    holder.splice(Number(key), 0, structuredClone(old));
  else if (how === "rename" && !Array.isArray(holder)) {
    remove(holder, key);
    set(holder, `${typeof put === "string" ? put : key}x`, old);
  } else set(holder, key, structuredClone(put));
}

function placesOf(value: Holder, into: (readonly [Holder, string])[] = []): (readonly [Holder, string])[] {
  for (const [key, item] of Object.entries(value)) {
    into.push([value, key]);
    // A JSON value that is an object is one of these two.
    if (typeof item === "object" && item !== null) placesOf(item as Holder, into);
  }
  return into;
}

function get(holder: Holder, key: string): Json {
  return (Array.isArray(holder) ? holder[Number(key)] : holder[key]) ?? null;
}

function set(holder: Holder, key: string, value: Json): void {
  // A value may end up inside itself only by reference, which JSON cannot: copies are put.
  const copy = structuredClone(value);
  if (Array.isArray(holder)) holder[Number(key)] = copy;
  else
    Object.defineProperty(holder, key, { value: copy, enumerable: true, configurable: true, writable: true });
}

function remove(holder: Holder, key: string): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}
