/** A value of members as the database keeps it. */
export interface KeptValue {
  /** A whole number; NaN where there is none. */
  readonly n: number;
  readonly t: string | null;
  readonly u: string | null;
}

/** What a number has to look like to be counted in binary without a loss. */
const whole = /^-?\d{1,15}$/;

/** No value at all. */
export const noValue: KeptValue = { n: Number.NaN, t: null, u: null };

/** The value of these columns; undefined for a number that is not whole. */
export function keptValue(n: string | null, t: string | null, u: string | null): KeptValue | undefined {
  if (n !== null && !whole.test(n)) return undefined;
  return { n: n === null ? Number.NaN : Number(n), t, u };
}

/** A distinct value of its own: number or text is there. */
export const isValue = ({ n, t }: KeptValue): boolean => t !== null || !Number.isNaN(n);

/** Numbers the different values that it is shown. */
export class ValueNumbers {
  readonly #numbers = new Map<string | number, number>();

  /** The number of a value, the same for equal ones. */
  of({ n, t, u }: KeptValue): number {
    const name = t === null && u === null ? n : JSON.stringify([n, t, u]);
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const next = this.#numbers.size;
    this.#numbers.set(name, next);
    return next;
  }

  /** The number of a value that it was shown; undefined for any other. */
  find({ n, t, u }: KeptValue): number | undefined {
    return this.#numbers.get(t === null && u === null ? n : JSON.stringify([n, t, u]));
  }
}
