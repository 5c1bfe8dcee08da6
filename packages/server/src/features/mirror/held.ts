import type { KeptValue } from "./values.ts";

/** What an open pre-check holds under a key. */
export interface Held {
  readonly source: string;
  readonly decision: string;
  readonly value: KeptValue;
}

/** Two ends of a hold that are no further apart are about the same. */
export const sameEndMs = 60_000;

const nameOf = (source: string, decision: string): string => `${source}\n${decision}`;

/** Expired ones are kept for this long: the clocks by which pre-checks look at them differ by less. */
const expiredMs = 10 * 60_000;

/** The holds of one key as columns: found by name, and gone through quickly. The order means nothing. */
export class HeldList {
  readonly list: Held[] = [];
  /** Milliseconds since 1970. */
  readonly at: number[] = [];
  readonly expiresAt: number[] = [];
  readonly n: number[] = [];
  readonly u: (string | null)[] = [];
  readonly gap: boolean[] = [];
  readonly #places = new Map<string, number>();

  get length(): number {
    return this.list.length;
  }

  placeOf(source: string, decision: string): number | undefined {
    return this.#places.get(nameOf(source, decision));
  }

  /** The same decision asked again takes the place of what it held. */
  set(hold: Held, at: number, gap: boolean, expiresAt: number): void {
    const name = nameOf(hold.source, hold.decision);
    const place = this.#places.get(name) ?? this.length;
    this.#places.set(name, place);
    this.#put(place, hold, at, gap, expiresAt);
  }

  /** Moves the end of a hold, unless it is about the same. */
  move(source: string, decision: string, expiresAt: number): void {
    const place = this.placeOf(source, decision);
    if (place === undefined || Math.abs((this.expiresAt[place] ?? 0) - expiresAt) <= sameEndMs) return;
    this.expiresAt[place] = expiresAt;
  }

  delete(source: string, decision: string): void {
    const name = nameOf(source, decision);
    const place = this.#places.get(name);
    if (place === undefined) return;
    this.#places.delete(name);
    const last = this.length - 1;
    const moved = this.list[last];
    if (place !== last && moved !== undefined) {
      this.#put(place, moved, this.at[last] ?? 0, this.gap[last] ?? false, this.expiresAt[last] ?? 0);
      this.#places.set(nameOf(moved.source, moved.decision), place);
    }
    for (const column of [this.list, this.at, this.expiresAt, this.n, this.u, this.gap]) column.length = last;
  }

  /** Forgets those that count no more by anybody's clock. */
  forgetExpired(now: number): void {
    const over = this.list.filter((_, place) => (this.expiresAt[place] ?? 0) <= now - expiredMs);
    for (const { source, decision } of over) this.delete(source, decision);
  }

  #put(place: number, hold: Held, at: number, gap: boolean, expiresAt: number): void {
    this.list[place] = hold;
    this.at[place] = at;
    this.expiresAt[place] = expiresAt;
    this.n[place] = hold.value.n;
    this.u[place] = hold.value.u;
    this.gap[place] = gap;
  }
}
