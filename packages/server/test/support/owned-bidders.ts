import type { ProbityEvent } from "@probity/contracts";

const eventOf = (
  source: string,
  type: string,
  { id, time, subject }: { readonly id: string; readonly time: string; readonly subject?: string },
  data: ProbityEvent["data"],
): ProbityEvent => ({
  specversion: "1.0",
  id,
  source,
  type,
  time,
  data,
  ...(subject !== undefined && { subject }),
});

/** That somebody owns a share of a firm. */
export const ownership = (source: string, fromId: string, toId: string, share: number): ProbityEvent =>
  eventOf(
    source,
    "organisation.relation.recorded",
    { id: `${fromId}-${toId}`, time: "2026-05-01T09:00:00+08:00" },
    { link: { fromId, toId, kind: "shareholder", share } },
  );

/** That two persons are related. */
export const relationOf = (
  source: string,
  relation: { readonly fromPersonId: string; readonly toPersonId: string; readonly kind: string },
): ProbityEvent =>
  eventOf(
    source,
    "person.relation.recorded",
    { id: `${relation.fromPersonId}-${relation.toPersonId}`, time: "2026-05-01T09:00:00+08:00" },
    { relation },
  );

/** `boss` has 60 % of `upper`, which has 50 % of `bidder-1`, and 70 % of `bidder-2`. To be recorded before the process. */
export const commonOwner = (source: string): readonly ProbityEvent[] => [
  ownership(source, "boss", "upper", 0.6),
  ownership(source, "upper", "bidder-1", 0.5),
  ownership(source, "boss", "bidder-2", 0.7),
];

/** A process for which both of them bid (PROC-LNK-002). */
export const ownedBidders = (source: string, ocid: string, personId: string): readonly ProbityEvent[] => [
  ...[1, 2].map((n) =>
    eventOf(
      source,
      "procurement.bid.submitted",
      { id: `${ocid}-bid-${n}`, time: `2026-05-04T0${n}:00:00+08:00`, subject: ocid },
      {
        ocid,
        bids: { details: [{ id: `b${n}`, status: "valid", tenderers: [{ id: `bidder-${n}` }] }] },
      },
    ),
  ),
  eventOf(
    source,
    "procurement.bid.evaluated",
    { id: `${ocid}-evaluated`, time: "2026-05-06T09:00:00+08:00", subject: ocid },
    {
      ocid,
      actor: { personId, unitId: "office-1" },
      counterparties: [{ id: "bidder-1", kind: "organisation" }],
      bids: { details: [1, 2].map((n) => ({ id: `b${n}`, status: "valid" })) },
    },
  ),
];
