import type { InboxSearch } from "./search.ts";

/** The views that everybody has, each a filter of its own. */
export const usualViews = {
  open: {},
  mine: { mine: true, sort: "due" },
  unassigned: { unassigned: true },
  overdue: { overdue: true, sort: "due" },
  grave: { level: 1 },
  all: { state: "all" },
} as const satisfies Readonly<Record<string, InboxSearch>>;

/** The name of one of them. */
export type UsualView = keyof typeof usualViews;

/** Whether an address shows exactly a view, whatever its order and for whichever unit. */
export const isView = (search: InboxSearch, view: InboxSearch): boolean =>
  narrowing(search) === narrowing(view);

/** What narrows the list, in one text. */
function narrowing(search: InboxSearch): string {
  const entries = Object.entries(search).filter(
    ([key, value]) => key !== "sort" && key !== "unit" && value !== undefined,
  );
  return JSON.stringify(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
