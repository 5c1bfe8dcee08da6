import type { EventContent } from "../../ingest/records.ts";
import { nodesOf, seeded } from "../../links/register.ts";
import { createSkew } from "./skew.ts";

/** The newest moment of every history; drafts are judged as if they happened then. */
export const historyEnd: number = Date.UTC(2026, 5, 1);

/** How far a history goes back. */
export const historyDays = 1095;

const dayMs = 86_400_000;
const buyers = 5_000;
const suppliers = 50_000;
const bidders = 9;

/** Draws acts. The same seed gives the same acts, whatever their number. */
export interface Acts {
  /** The next act, at this moment. */
  next(at: number): EventContent;
}

const hex = (next: () => number, digits: number): string =>
  Array.from({ length: Math.ceil(digits / 8) }, () =>
    Math.floor(next() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, "0"),
  )
    .join("")
    .slice(0, digits);

/** A UUID of version 7, as SDKs make them: ordered by time. */
const uuidAt = (next: () => number, at: number): string => {
  const time = at.toString(16).padStart(12, "0");
  const rest = hex(next, 18);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-8${rest.slice(3, 6)}-${rest.slice(6, 18)}`;
};

const reason = "The committee followed the ranking of the evaluation report. ".repeat(4).trim();

/** RFC 3339 with the offset of Beijing, as business systems write it. */
const instant = (at: number): string =>
  new Date(at + 8 * 3_600_000).toISOString().replace(/\.\d{3}Z$/, "+08:00");

/**
 * Acts over a register with so many ownership edges: buyers and suppliers with a realistic skew, so that a few of them have
 * thousands of acts in a window and most a handful; the winner is one of nine bidders.
 */
export const createActs = (seed: number, edges: number): Acts => {
  const next = seeded(seed);
  const firms = nodesOf(edges);
  const drawBuyer = createSkew(buyers, 0.7);
  const drawSupplier = createSkew(Math.min(suppliers, firms), 0.7);
  const firm = (): string => `org-${1 + Math.floor(firms * next())}`;
  return {
    next: (at) => {
      const id = uuidAt(next, at);
      const supplier = { id: `org-${1 + drawSupplier(next)}` };
      const amount = 10_000 + Math.floor(next() * 1_990_000) + 0.5;
      const value = { amount, currency: "CNY" };
      const others = Array.from({ length: bidders - 1 }, () => ({ id: firm() }));
      const award = { id: "A1", status: "active", date: instant(at - dayMs), value };
      const winner = { suppliers: [supplier], candidateRank: 1, rankDeviationReason: reason };
      const buyer = { id: `CN-110000-buyer-${1 + drawBuyer(next)}` };
      const tender = { id: `tender-${id}` };
      const awards = [{ ...award, ...winner }];
      const data = {
        ocid: `ocds-${id}`,
        buyer,
        tender,
        supplier,
        value,
        bidders: [supplier, ...others],
        awards,
      };
      return { id, time: instant(at), data };
    },
  };
};

/** The moment of the nth of `count` acts of a history: evenly spread, the last one a second before its end. */
export const momentOf = (nth: number, count: number): number =>
  historyEnd - 1000 - Math.floor(((count - 1 - nth) * historyDays * dayMs) / count / 1000) * 1000;
