import type { Json, JsonObject } from "@probity/contracts";

/** A bid as the compiled record has it. */
export interface BidView {
  readonly id: string;
  readonly supplierId: string;
  readonly supplierName: string;
  readonly amount: number;
  readonly currency: string;
  readonly receivedAt: string;
  readonly status: string;
  readonly rank?: number | undefined;
}

/** An award or contract as the compiled record has it. */
export interface PricedView {
  readonly id: string;
  readonly supplierId: string;
  readonly amount: number;
}

/** The value at a path of the record; an index is a number in text, as in `awards.0.id`. */
export function at(record: JsonObject, path: string): Json | undefined {
  let value: Json | undefined = record;
  for (const key of path.split(".")) {
    if (Array.isArray(value)) value = (value as readonly Json[])[Number(key)];
    else if (typeof value === "object" && value !== null) value = (value as JsonObject)[key];
    else return undefined;
  }
  return value;
}

/** Text at a path, empty when there is none. */
export function textAt(record: JsonObject, path: string): string {
  const value = at(record, path);
  return typeof value === "string" ? value : "";
}

/** Number at a path, undefined when there is none. */
export function numberAt(record: JsonObject, path: string): number | undefined {
  const value = at(record, path);
  return typeof value === "number" ? value : undefined;
}

function listAt(record: JsonObject, path: string): readonly JsonObject[] {
  const value = at(record, path);
  if (!Array.isArray(value)) return [];
  return value.filter(
    (item): item is JsonObject => typeof item === "object" && item !== null && !Array.isArray(item),
  );
}

/** The bids, best rank first, then by price. */
export function bidsOf(record: JsonObject): readonly BidView[] {
  const names = new Map(
    listAt(record, "parties").map((party) => [textAt(party, "id"), textAt(party, "name")]),
  );
  const bids = listAt(record, "bids.details").map((bid): BidView => {
    const supplierId = textAt(bid, "tenderers.0.id");
    return {
      id: textAt(bid, "id"),
      supplierId,
      supplierName: names.get(supplierId) ?? supplierId,
      amount: numberAt(bid, "value.amount") ?? 0,
      currency: textAt(bid, "value.currency") || "CNY",
      receivedAt: textAt(bid, "date"),
      status: textAt(bid, "status"),
      rank: numberAt(bid, "rank"),
    };
  });
  return bids.toSorted(
    (a, b) => (a.rank ?? 1e6) - (b.rank ?? 1e6) || a.amount - b.amount || (a.id < b.id ? -1 : 1),
  );
}

/** The first active award, or undefined. */
export function awardOf(record: JsonObject): PricedView | undefined {
  return listAt(record, "awards")
    .filter((award) => textAt(award, "status") === "active")
    .map(pricedOf)[0];
}

/** The first contract, or undefined. */
export function contractOf(record: JsonObject): PricedView | undefined {
  return listAt(record, "contracts").map(pricedOf)[0];
}

function pricedOf(item: JsonObject): PricedView {
  return {
    id: textAt(item, "id"),
    supplierId: textAt(item, "suppliers.0.id"),
    amount: numberAt(item, "value.amount") ?? 0,
  };
}
