/** A value of members as the database keeps it. */
export interface KeptValue {
  /** A whole number; NaN where there is none. */
  readonly n: number;
  readonly t: string | null;
  readonly u: string | null;
  /** A value of its own: number or text is there. */
  readonly isValue: boolean;
  /** Equal values have equal names. */
  readonly name: string;
}

/** What a number has to look like to be counted in binary without a loss. */
const whole = /^-?\d{1,15}$/;

/** The value of these columns; undefined for a number that is not whole. */
export function keptValue(n: string | null, t: string | null, u: string | null): KeptValue | undefined {
  if (n !== null && !whole.test(n)) return undefined;
  const name = t === null && u === null ? (n ?? "") : JSON.stringify([n, t, u]);
  return { n: n === null ? Number.NaN : Number(n), t, u, isValue: n !== null || t !== null, name };
}

/** The different values of the members of one key; each is kept once. */
export class Values {
  readonly #list: KeptValue[] = [];
  readonly #places = new Map<string, number>();

  add(value: KeptValue): number {
    const known = this.#places.get(value.name);
    if (known !== undefined) return known;
    const place = this.#list.push(value) - 1;
    this.#places.set(value.name, place);
    return place;
  }

  at(place: number): KeptValue | undefined {
    return this.#list[place];
  }

  placeOf({ name }: KeptValue): number | undefined {
    return this.#places.get(name);
  }
}
