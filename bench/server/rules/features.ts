/** What the rules of the pre-check want to know of the past: five values over sliding windows of the event's time. */
export interface Feature {
  readonly name: string;
  /** Days back from the moment of the draft, which is in the window; its other end is not. */
  readonly days: number;
  /** Acts with the same values here as the draft are looked at. */
  readonly keys: readonly ("buyer" | "supplier")[];
  readonly value: "count" | "sum" | "distinct suppliers";
}

/** The five features. Money is in integer minor units. */
export const features: readonly Feature[] = [
  { name: "buyerCount30d", days: 30, keys: ["buyer"], value: "count" },
  { name: "buyerSum30d", days: 30, keys: ["buyer"], value: "sum" },
  { name: "buyerSuppliers90d", days: 90, keys: ["buyer"], value: "distinct suppliers" },
  { name: "pairCount365d", days: 365, keys: ["buyer", "supplier"], value: "count" },
  { name: "supplierSum180d", days: 180, keys: ["supplier"], value: "sum" },
];

/** Who owns at least two of the nine bidders. */
export const ownership = { depth: 5, minShare: 0.05 } as const;
