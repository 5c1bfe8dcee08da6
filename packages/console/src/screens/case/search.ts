/** Parts of a case, in their order. */
export const tabs = ["overview", "alerts", "measures", "evidence", "talk", "letters", "log"] as const;
/** One of {@link tabs}. */
export type Tab = (typeof tabs)[number];

/** What the address of a case says beside its id. */
export interface CaseSearch {
  readonly tab?: Tab | undefined;
  readonly side?: "business" | "integrity" | undefined;
}

/** Reads an address; what is not valid is left out. */
export function readSearch({ tab, side }: Record<string, unknown>): CaseSearch {
  const found = tabs.find((one) => one === tab);
  return {
    ...(found !== undefined && { tab: found }),
    ...((side === "business" || side === "integrity") && { side }),
  };
}
