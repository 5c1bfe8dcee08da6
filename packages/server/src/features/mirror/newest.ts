import { isValue, type KeptValue, type ValueNumbers } from "./values.ts";

/** Which value is the newest of those that it is told, and how many different ones there are. */
export class Newest {
  value: KeptValue | undefined;
  distinct = 0;
  readonly #numbers: ValueNumbers;
  /** By the number of a value: the look at which it was seen last. */
  readonly #seen: number[];
  readonly #look: number;
  /** Values that no member has. */
  readonly #strange = new Set<string>();
  #at = Number.NEGATIVE_INFINITY;
  #tier = 0;
  #name = "";

  constructor(numbers: ValueNumbers, seen: number[], look: number) {
    this.#numbers = numbers;
    this.#seen = seen;
    this.#look = look;
  }

  /** A member whose value has this number. In the order of time and position, so that the last one is the newest. */
  addMember(number: number, value: KeptValue, at: number): void {
    if (isValue(value)) this.#count(number);
    this.#offer(value, at, 0, "");
  }

  /** What counts beside members: at one time the higher tier is later, and within it the greater name. */
  add(value: KeptValue, at: number, tier: number, name: string): void {
    if (isValue(value)) this.#countStrange(value);
    this.#offer(value, at, tier, name);
  }

  #countStrange(value: KeptValue): void {
    const number = this.#numbers.find(value);
    if (number !== undefined) {
      this.#count(number);
      return;
    }
    const name = JSON.stringify(value);
    if (this.#strange.has(name)) return;
    this.#strange.add(name);
    this.distinct += 1;
  }

  #count(number: number): void {
    if (this.#seen[number] === this.#look) return;
    this.#seen[number] = this.#look;
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
