/** States of a version, in the order of its life. */
export const states = ["draft", "shadow", "review", "active", "superseded", "retired"] as const;

/** One of {@link states}. */
export type VersionState = (typeof states)[number];

/** What the list is narrowed to, and how it is shown. */
export interface Search {
  readonly q?: string | undefined;
  readonly domain?: string | undefined;
  readonly state?: VersionState | undefined;
  readonly data?: "judged" | "silent" | undefined;
  readonly view?: "table" | undefined;
}

/** Filters of an address; what is not valid is left out. */
export function readSearch(search: Record<string, unknown>): Search {
  const { q, domain, state, data, view } = search;
  const known = states.find((one) => one === state);
  return {
    ...(typeof q === "string" && q !== "" && q.length <= 100 && { q }),
    ...(typeof domain === "string" && /^[A-Z]{2,5}$/.test(domain) && { domain }),
    ...(known !== undefined && { state: known }),
    ...((data === "judged" || data === "silent") && { data }),
    ...(view === "table" && { view }),
  };
}
