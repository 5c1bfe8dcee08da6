/** Periods that are offered, in days. */
export const periods = [7, 30, 90, 365] as const;

/** What the address of the overview says. */
export interface OverviewSearch {
  /** Default: 30. */
  readonly days?: (typeof periods)[number] | undefined;
  /** A period of one's own, its first and last day; both or none. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** On a wall: it turns by itself, names nobody and offers nothing to do. */
  readonly wall?: true | undefined;
}

const day = (value: unknown): string | undefined =>
  typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : undefined;

/** Reads it; what is not valid is left out. */
export function readSearch(search: Record<string, unknown>): OverviewSearch {
  const days = periods.find((one) => one === search.days);
  const [from, to] = [day(search.from), day(search.to)];
  return {
    ...(days !== undefined && { days }),
    ...(from !== undefined && to !== undefined && from <= to && { from, to }),
    ...(search.wall === true && { wall: true as const }),
  };
}

/** A local day's beginning, so many days later. */
const beginOf = (text: string, later = 0): string => {
  const [year = 0, month = 1, date = 1] = text.split("-").map(Number);
  return new Date(year, month - 1, date + later).toISOString();
};

/** The same as the server is asked for it. */
export function periodOf({ days, from, to }: OverviewSearch): {
  readonly days?: number;
  readonly from?: string;
  readonly to?: string;
} {
  if (from === undefined || to === undefined) return { days: days ?? 30 };
  return { from: beginOf(from), to: beginOf(to, 1) };
}
