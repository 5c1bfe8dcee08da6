import type { KeptValue } from "./values.ts";

/** What an open pre-check holds under a key, in memory. */
export interface Held {
  readonly source: string;
  readonly decision: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly value: KeptValue;
  readonly gap: boolean;
  expiresAt: number;
}

/** Two ends of a hold that are no further apart are about the same. */
export const sameEndMs = 60_000;

const nameOf = (source: string, decision: string): string => `${source}\n${decision}`;

/** Expired ones are kept for this long: the clocks by which pre-checks look at them differ by less. */
const expiredMs = 10 * 60_000;

/** The holds of one key, found by name and gone through quickly. */
export class HeldList {
  readonly #list: Held[] = [];
  readonly #places = new Map<string, number>();

  get list(): readonly Held[] {
    return this.#list;
  }

  get(source: string, decision: string): Held | undefined {
    const place = this.#places.get(nameOf(source, decision));
    return place === undefined ? undefined : this.#list[place];
  }

  /** The same decision asked again takes the place of what it held. */
  set(hold: Held): void {
    const name = nameOf(hold.source, hold.decision);
    const place = this.#places.get(name) ?? this.#list.length;
    this.#places.set(name, place);
    this.#list[place] = hold;
  }

  delete(source: string, decision: string): void {
    const name = nameOf(source, decision);
    const place = this.#places.get(name);
    if (place === undefined) return;
    this.#places.delete(name);
    const last = this.#list.pop();
    if (last === undefined || place === this.#list.length) return;
    this.#list[place] = last;
    this.#places.set(nameOf(last.source, last.decision), place);
  }

  /** Forgets those that count no more by anybody's clock. */
  forgetExpired(now: number): void {
    for (const { source, decision, expiresAt } of this.#list.toReversed())
      if (expiresAt <= now - expiredMs) this.delete(source, decision);
  }
}
