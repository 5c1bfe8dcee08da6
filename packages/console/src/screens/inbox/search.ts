/** Groups of states and single states that a list can be narrowed to. */
export const states = [
  "open",
  "ended",
  "all",
  "new",
  "labelled",
  "warned",
  "assigned",
  "verifying",
  "disposing",
  "applying",
  "appraising",
  "suspended",
  "transferred",
  "not_a_problem",
  "closed",
  "merged",
] as const;
/** Orders of the list. */
export const sorts = ["time", "risk", "due"] as const;
/** Tracks of an alert. */
export const tracks = ["business", "integrity"] as const;
/** Risk levels, 1 the highest. */
export const levels = [1, 2, 3] as const;

/** What people found last. */
export const labels = ["confirmed", "dismissed"] as const;

/** What the address of the inbox says, and with it what is listed. */
export interface InboxSearch {
  readonly q?: string | undefined;
  readonly state?: (typeof states)[number] | undefined;
  readonly level?: (typeof levels)[number] | undefined;
  readonly track?: (typeof tracks)[number] | undefined;
  readonly sort?: (typeof sorts)[number] | undefined;
  readonly mine?: true | undefined;
  readonly unassigned?: true | undefined;
  readonly overdue?: true | undefined;
  readonly model?: string | undefined;
  readonly rule?: string | undefined;
  readonly source?: string | undefined;
  readonly person?: string | undefined;
  readonly counterparty?: string | undefined;
  readonly handler?: string | undefined;
  readonly domain?: string | undefined;
  readonly case?: string | undefined;
  readonly label?: (typeof labels)[number] | undefined;
  /** Least score. */
  readonly risk?: number | undefined;
  readonly minAmount?: number | undefined;
  readonly maxAmount?: number | undefined;
  readonly currency?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Bounds of the server. */
const longest = 200;
const mostAmount = 90_000_000_000_000;

const oneOf =
  <T>(choices: readonly T[]) =>
  (value: unknown): T | undefined =>
    choices.find((choice) => choice === value);
const text = (value: unknown): string | undefined =>
  (typeof value === "string" || typeof value === "number") && value !== "" && String(value).length <= longest
    ? String(value)
    : undefined;
const upTo =
  (most: number) =>
  (value: unknown): number | undefined =>
    typeof value === "number" && value >= 0 && value <= most ? value : undefined;
const currency = (value: unknown): string | undefined =>
  typeof value === "string" && /^[A-Z]{3}$/.test(value) ? value : undefined;
const flag = (value: unknown): true | undefined => (value === true ? true : undefined);
const instant = (value: unknown): string | undefined =>
  typeof value === "string" && !Number.isNaN(Date.parse(value)) ? value : undefined;

const readers: { readonly [K in keyof Required<InboxSearch>]: (value: unknown) => InboxSearch[K] } = {
  q: text,
  state: oneOf(states),
  level: oneOf(levels),
  track: oneOf(tracks),
  sort: oneOf(sorts),
  mine: flag,
  unassigned: flag,
  overdue: flag,
  model: text,
  rule: text,
  source: text,
  person: text,
  counterparty: text,
  handler: text,
  domain: text,
  case: text,
  label: oneOf(labels),
  risk: upTo(100),
  minAmount: upTo(mostAmount),
  maxAmount: upTo(mostAmount),
  currency,
  from: instant,
  to: instant,
};

/** Reads an address. What is not valid in it is left out: an old link still opens. */
export function readSearch(search: Readonly<Record<string, unknown>>): InboxSearch {
  const read = Object.entries(readers).flatMap(([key, reader]) => {
    const value = reader(search[key]);
    return value === undefined ? [] : [[key, value] as const];
  });
  // Each reader gives a value of its own key.
  return Object.fromEntries(read) as InboxSearch;
}
