import type { KeptValue, Values } from "./values.ts";

/** Which value is the newest of those that it is told, and how many different ones there are. */
export class Newest {
  value: KeptValue | undefined;
  distinct = 0;
  readonly #values: Values;
  /** By place in the values: the number of the look at which it was seen last. */
  readonly #seen: number[];
  readonly #look: number;
  /** Names of values that no member has. */
  readonly #strange = new Set<string>();
  #at = Number.NEGATIVE_INFINITY;
  #tier = 0;
  #name = "";

  constructor(values: Values, seen: number[], look: number) {
    this.#values = values;
    this.#seen = seen;
    this.#look = look;
  }

  /** A member, whose value is at this place. In the order of time and position, so that the last one is the newest. */
  addMember(place: number, value: KeptValue, at: number): void {
    if (value.isValue) this.#count(place);
    this.#offer(value, at, 0, "");
  }

  /** What counts beside members: at one time the higher tier is later, and within it the greater name. */
  add(value: KeptValue, at: number, tier: number, name: string): void {
    const place = this.#values.placeOf(value);
    if (place !== undefined) {
      if (value.isValue) this.#count(place);
    } else if (value.isValue && !this.#strange.has(value.name)) {
      this.#strange.add(value.name);
      this.distinct += 1;
    }
    this.#offer(value, at, tier, name);
  }

  #count(place: number): void {
    if (this.#seen[place] === this.#look) return;
    this.#seen[place] = this.#look;
    this.distinct += 1;
  }

  #offer(value: KeptValue, at: number, tier: number, name: string): void {
    const isOlder =
      at < this.#at || (at === this.#at && (tier < this.#tier || (tier === this.#tier && name < this.#name)));
    if (isOlder) return;
    this.value = value;
    this.#at = at;
    this.#tier = tier;
    this.#name = name;
  }
}
