import type { JsonObject } from "@probity/contracts";
import type { Bid } from "./bids.ts";
import type { Candidate, Context, Draft } from "./draft.ts";
import { latest, startOf, timeOf } from "./draft.ts";
import { compact, count, object, objects, text } from "./json-value.ts";

const type = "procurement.bid.opened";

/**
 * The opening, when bids are shown or the number of bidders is given. Without a time of its own it is placed at the
 * deadline, and `openedAt` stays absent: rules must not compare an assumption with the deadline that it came from.
 */
export function openingDrafts(
  context: Context,
  bids: readonly Bid[],
  deadline: Candidate | undefined,
): readonly Draft[] {
  const tender = object(context.release["tender"]);
  const present = bids.filter((bid) => bid.status !== "invited" && bid.status !== "withdrawn");
  const bidders = biddersOf(context, tender, present);
  const isPast =
    deadline === undefined || context.released === undefined || deadline.ms <= context.released.startMs;
  const isKnown = present.length > 0 || (bidders !== undefined && bidders > 0 && isPast);
  if (!isKnown) return [];
  const opened = context.date(object(tender["bidOpening"])["date"], "tender.bidOpening.date");
  const at = timeOf(context, type, startOf("tender.bidOpening.date", opened), [
    deadline,
    latest(present.map((bid) => bid.received)),
  ]);
  const data = {
    ocid: context.ocid,
    tender: {
      id: text(tender["id"]),
      numberOfTenderers: bidders,
      openedAt: opened?.text,
      lots: lotCounts(present),
    },
    process: { instanceId: context.ocid },
  };
  return [{ type, key: "", ...at, data: compact(data) }];
}

/** The number as given, else that of the bidders named, never a guess from an empty list. */
function biddersOf(context: Context, tender: JsonObject, bids: readonly Bid[]): number | undefined {
  const given = count(tender["numberOfTenderers"]);
  if (given !== undefined) return given;
  const listed = context.organisations.readAll(objects(tender["tenderers"]), "tender.tenderers[]");
  const named = new Set([...listed, ...bids.flatMap((bid) => bid.tenderers)].map((tenderer) => tenderer.id));
  return named.size === 0 ? undefined : named.size;
}

function lotCounts(bids: readonly Bid[]): readonly JsonObject[] {
  const lots = new Map<string, Set<string>>();
  for (const bid of bids) {
    for (const lot of bid.lots) {
      const bidders = lots.get(lot) ?? new Set();
      for (const tenderer of bid.tenderers) bidders.add(tenderer.id);
      lots.set(lot, bidders);
    }
  }
  return [...lots].map(([id, bidders]) => ({ id, numberOfTenderers: bidders.size }));
}
