/** Where clues come from. */
export const clueSources = [
  "petition",
  "audit",
  "financial_supervision",
  "statistics",
  "inspection",
  "hotline",
  "media",
  "peoples_congress",
  "case_by_product",
  "self_found",
] as const;
/** One of {@link clueSources}. */
export type ClueSource = (typeof clueSources)[number];

/** By which clues are looked for, as the address has it. */
export interface ClueSearch {
  readonly stage?: string | undefined;
  readonly source?: ClueSource | undefined;
  readonly all?: true | undefined;
}

/** Reads an address; what is not valid is left out. */
export function readSearch({ stage, source, all }: Record<string, unknown>): ClueSearch {
  const found = clueSources.find((one) => one === source);
  return {
    ...(typeof stage === "string" && /^[a-z][a-z0-9_]{0,39}$/.test(stage) && { stage }),
    ...(found !== undefined && { source: found }),
    ...(all === true && { all }),
  };
}
