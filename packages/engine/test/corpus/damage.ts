import type { Json, JsonObject } from "@probity/contracts";
import { createRandom, type Random } from "./random.ts";

type Mutable = { [key: string]: Json | undefined };
type Holder = Mutable | Json[];

const isHolder = (value: unknown): value is Holder => typeof value === "object" && value !== null;

/** Every place in the value: its holder and its key. */
const placesOf = (
  value: Holder,
  into: (readonly [Holder, string])[] = [],
): readonly (readonly [Holder, string])[] => {
  for (const [key, item] of Object.entries(value)) {
    into.push([value, key]);
    if (isHolder(item)) placesOf(item, into);
  }
  return into;
};

const wrongValues: readonly [Json, ...Json[]] = [
  "seven",
  "",
  7,
  -1,
  2.5,
  1e300,
  true,
  [],
  [1, "two"],
  {},
  { nested: 1 },
  "2026-02-31T25:00:00Z",
];

const put = (holder: Holder, key: string, value: Json): void => {
  if (Array.isArray(holder)) holder[Number(key)] = value;
  else holder[key] = value;
};

const remove = (holder: Holder, key: string): void => {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
};

const damageOnce = (root: Mutable, random: Random): void => {
  const places = placesOf(root);
  const place = places[random.int(0, places.length - 1)];
  if (place === undefined) return;
  const [holder, key] = place;
  const way = random.int(0, 2);
  if (way === 0) remove(holder, key);
  else put(holder, key, way === 1 ? null : structuredClone(random.pick(wrongValues)));
};

/**
 * Copies of the events with fields deleted, set to null or to a value of another type: one to thirty damages each, the
 * same for one seed.
 */
export const damageEvents = (events: readonly object[], seed = 1): readonly JsonObject[] => {
  const random = createRandom(seed);
  return events.map((event) => {
    // The events are JSON: they were made by `makeEvents`.
    const copy = structuredClone(event) as Mutable;
    for (let count = random.int(1, 30); count > 0; count -= 1) damageOnce(copy, random);
    return copy;
  });
};
