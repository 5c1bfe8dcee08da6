import type { JsonObject } from "@probity/contracts";
import { bidStatusCodes, readCode } from "./codes.ts";
import type { Candidate, Context, Draft } from "./draft.ts";
import { timeOf } from "./draft.ts";
import { startOf } from "./draft.ts";
import { compact, object, objects, text } from "./json-value.ts";
import { readMoney } from "./money.ts";
import type { Organisation } from "./organisation.ts";

const type = "procurement.bid.submitted";

/** A bid of the release, read once for all events that speak of it. */
export interface Bid {
  readonly id: string;
  readonly received: Candidate | undefined;
  /** Its last status, as a code of OCDS where the word is known. */
  readonly status: string | undefined;
  readonly tenderers: readonly Organisation[];
  readonly lots: readonly string[];
  readonly fields: JsonObject;
  readonly disqualification: JsonObject | undefined;
}

/** The bids of the release. One without an id is named by its place, which is reported. */
export function readBids(context: Context): readonly Bid[] {
  return objects(object(context.release["bids"])["details"]).map((bid, index) =>
    readBid(context, bid, index),
  );
}

function readBid(context: Context, bid: JsonObject, index: number): Bid {
  const { sink } = context;
  const id = text(bid["id"]);
  if (id === undefined) sink.add("id.missing", "bids.details[].id");
  const date = context.date(bid["date"], "bids.details[].date");
  const tenderers = context.organisations.readAll(objects(bid["tenderers"]), "bids.details[].tenderers[]");
  const lots = lotsOf(bid);
  return {
    id: id ?? `#${index + 1}`,
    received: startOf("bids.details[].date", date),
    status: readCode(text(bid["status"]), bidStatusCodes, "bids.details[].status", sink),
    tenderers,
    lots,
    fields: {
      date: date?.text,
      tenderers: tenderers.map((tenderer) => ({ id: tenderer.id })),
      value: readMoney(bid["value"], "bids.details[].value", sink),
      relatedLots: lots,
    },
    disqualification: disqualificationOf(bid),
  };
}

/** Lots as a list, as one `relatedLot`, or as the items that name them. */
export function lotsOf(source: JsonObject): readonly string[] {
  const related = source["relatedLots"];
  const listed = Array.isArray(related)
    ? related.map((lot) => text(typeof lot === "object" ? (object(lot)["lotId"] ?? object(lot)["id"]) : lot))
    : [text(source["relatedLot"]) ?? text(source["lotID"])];
  return [...new Set(listed.filter((lot) => lot !== undefined))];
}

function disqualificationOf(bid: JsonObject): JsonObject | undefined {
  const reason = object(bid["disqualification"]);
  const known = compact({ reasonCode: text(reason["reasonCode"]), clauseRef: text(reason["clauseRef"]) });
  return Object.keys(known).length === 0 ? undefined : known;
}

/**
 * One event a bid. What the evaluation made of a bid is not known when it is received: such a bid arrives `pending`,
 * and the evaluation's event says the rest.
 */
export function bidDrafts(
  context: Context,
  bids: readonly Bid[],
  deadline: Candidate | undefined,
): readonly Draft[] {
  const tenderId = text(object(context.release["tender"])["id"]);
  return bids.map((bid) => {
    const evaluated = bid.status === "valid" || bid.status === "disqualified";
    const data = {
      ocid: context.ocid,
      tender: { id: tenderId },
      bids: { details: [{ id: bid.id, ...bid.fields, status: evaluated ? "pending" : bid.status }] },
      parties: bid.tenderers.map((tenderer) => partyOf(tenderer)),
      process: { instanceId: context.ocid },
    };
    return { type, key: bid.id, ...timeOf(context, type, bid.received, [deadline]), data: compact(data) };
  });
}

function partyOf(organisation: Organisation): JsonObject {
  return {
    id: organisation.id,
    name: organisation.name,
    identifier: { id: organisation.registration },
    address: { streetAddress: organisation.address },
  };
}
