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
