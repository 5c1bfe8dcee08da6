/** Parts of the screen. */
export const tabs = ["rules", "results", "versions", "history"] as const;

/** Which part is open, which result, and which version it is compared with. */
export interface Search {
  readonly tab?: (typeof tabs)[number] | undefined;
  readonly proof?: string | undefined;
  readonly with?: string | undefined;
}

/** What an address says; what is not valid is left out. */
export function readSearch(search: Record<string, unknown>): Search {
  const { tab, proof, with: other } = search;
  const known = tabs.find((one) => one === tab);
  return {
    ...(known !== undefined && { tab: known }),
    ...(typeof proof === "string" && /^[A-Za-z0-9-]{1,100}$/.test(proof) && { proof }),
    ...(typeof other === "string" && /^[0-9]{1,9}(\.[0-9]{1,9}){2}$/.test(other) && { with: other }),
  };
}
