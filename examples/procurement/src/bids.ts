import type { BuiltinEvents } from "@probity/contracts";
import { tenderId } from "./acts/index.ts";

/** A bid as it is entered. */
export interface NewBid {
  readonly ocid: string;
  readonly id: string;
  readonly supplierId: string;
  readonly supplierName: string;
  readonly creditCode: string;
  readonly amount: number;
  /** RFC 3339. */
  readonly receivedAt: string;
}

/** The event of a received bid. A fact, so there is no pre-check and no actor with a power. */
export function bidEvent(bid: NewBid): BuiltinEvents["procurement.bid.submitted"] {
  return {
    process: { instanceId: bid.ocid, definitionId: "tender", step: "receive" },
    object: { type: "bid", id: bid.id },
    counterparties: [{ id: bid.supplierId, kind: "organisation", role: "bidder" }],
    ocid: bid.ocid,
    tender: { id: tenderId(bid.ocid) },
    bids: {
      details: [
        {
          id: bid.id,
          date: bid.receivedAt,
          status: "valid",
          tenderers: [{ id: bid.supplierId }],
          value: { amount: bid.amount, currency: "CNY" },
        },
      ],
    },
    parties: [{ id: bid.supplierId, name: bid.supplierName, identifier: { id: bid.creditCode } }],
  };
}
