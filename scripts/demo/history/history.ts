import { approvalSchemes } from "../schemes/approvals.ts";
import { bidSchemes } from "../schemes/bids.ts";
import { complaintSchemes } from "../schemes/complaints.ts";
import { contractSchemes } from "../schemes/contracts.ts";
import { methodSchemes } from "../schemes/methods.ts";
import { paymentSchemes } from "../schemes/payments.ts";
import { plotOf } from "../schemes/plot.ts";
import { tenderSchemes } from "../schemes/tenders.ts";
import { calendarOf } from "./calendar.ts";
import { diceOf } from "./dice.ts";
import type { DemoEvent } from "./event.ts";
import { ordinaryEvents, type Volume } from "./ordinary.ts";
import { authorityEvents } from "./payments.ts";

/** Three months. */
const days = 92;
/** Schemes roll on their own, so that more or less ordinary business does not change them. */
const seeds = { ordinary: 20_261, schemes: 20_262 };

/** What the demo has for ordinary business. */
export const fullVolume: Volume = { tenders: 20, inquiries: 46, contracts: 20, bills: 60 };

/** Everything that the business systems reported until a moment, the oldest first: the same for the same moment. */
export function historyUntil(now: number, volume: Volume): readonly DemoEvent[] {
  const calendar = calendarOf(now, days);
  const plot = plotOf(diceOf(seeds.schemes), calendar);
  const all = [
    ...authorityEvents(calendar),
    ...ordinaryEvents(diceOf(seeds.ordinary), volume, calendar),
    ...methodSchemes(plot),
    ...tenderSchemes(plot),
    ...bidSchemes(plot),
    ...complaintSchemes(plot),
    ...contractSchemes(plot),
    ...paymentSchemes(plot),
    ...approvalSchemes(plot),
  ];
  // What is yet to come has not been reported.
  const past = all.filter(({ time }) => Date.parse(time) <= now);
  return past.toSorted((a, b) => Date.parse(a.time) - Date.parse(b.time));
}
