/** Levels of the register. */
export const levels = ["unit", "office", "post"] as const;
/** States of a point. */
export const states = ["proposed", "open", "retired"] as const;
/** Probability, harm and grade: 1 is the highest grade, and the lowest probability and harm. */
export const degrees = [1, 2, 3] as const;
/** One of {@link degrees}. */
export type Degree = (typeof degrees)[number];

/** What the address of the screen says. */
export interface RisksSearch {
  readonly level?: (typeof levels)[number] | undefined;
  readonly state?: (typeof states)[number] | undefined;
  readonly grade?: Degree | undefined;
  readonly probability?: Degree | undefined;
  readonly harm?: Degree | undefined;
  readonly overdue?: true | undefined;
  /** The point that is shown. */
  readonly risk?: string | undefined;
}

const degree = (value: unknown): Degree | undefined => degrees.find((one) => one === value);
const id = (value: unknown): string | undefined =>
  (typeof value === "string" || typeof value === "number") && /^[A-Za-z0-9][\w.-]{0,199}$/.test(String(value))
    ? String(value)
    : undefined;

/** Reads it; what is not valid is left out. */
export function readSearch(search: Record<string, unknown>): RisksSearch {
  const all = {
    level: levels.find((one) => one === search.level),
    state: states.find((one) => one === search.state),
    grade: degree(search.grade),
    probability: degree(search.probability),
    harm: degree(search.harm),
    overdue: search.overdue === true ? (true as const) : undefined,
    risk: id(search.risk),
  };
  // What is not there is not in the address either.
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
