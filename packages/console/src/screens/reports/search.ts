/** Views of the screen. */
export const tabs = ["kept", "series", "files", "verify"] as const;

/** What the address of the screen says. */
export interface ReportsSearch {
  readonly tab?: (typeof tabs)[number] | undefined;
}

/** Reads it; what is not valid is left out. */
export function readSearch(search: Record<string, unknown>): ReportsSearch {
  const tab = tabs.find((one) => one === search["tab"]);
  return tab === undefined ? {} : { tab };
}
