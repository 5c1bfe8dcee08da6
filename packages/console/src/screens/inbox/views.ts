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

/** Whether an address shows exactly a view, whatever its order. */
export function isView(search: InboxSearch, view: InboxSearch): boolean {
  const narrowing = ({ sort: _, ...rest }: InboxSearch & { readonly unit?: string | undefined }): string => {
    const { unit: __, ...filter } = rest;
    return JSON.stringify(
      Object.entries(filter)
        .filter(([, value]) => value !== undefined)
        .toSorted(),
    );
  };
  return narrowing(search) === narrowing(view);
}
