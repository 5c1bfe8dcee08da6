import type { BuiltinEventName, JsonObject } from "@probity/contracts";
import { evaluate, openBids, publish } from "../acts/index.ts";
import { bidEvent } from "../bids.ts";
import { localInput, officeInstant } from "../i18n/format.ts";
import { personOf } from "../people.ts";
import type { Process } from "../store/index.ts";
import { demoSuppliers, type DemoTender } from "./tenders.ts";

/** An event of the past of a prepared tender. */
export interface PastEvent {
  readonly type: BuiltinEventName;
  readonly time: string;
  readonly data: JsonObject;
}

const minute = 60_000;
const day = 1440 * minute;

/** When a prepared tender was published, closed and evaluated, seen from the first start of the app. */
function calendarOf(now: number): { published: number; deadline: number; evaluated: number } {
  const today = Math.floor(now / day) * day;
  return {
    published: today - 33 * day + 60 * minute,
    deadline: today - 6 * day + 90 * minute,
    evaluated: today - 3 * day + 480 * minute,
  };
}

/**
 * The past of a prepared tender: notice, bids, opening, evaluation. `merge` is called with the data of each event as
 * it is made, because the later ones build on the record so far.
 */
export function* pastOf(tender: DemoTender, now: number, current: () => Process): Generator<PastEvent> {
  const calendar = calendarOf(now);
  const actor = personOf("p-wang-min");
  if (actor === undefined) throw new Error("the demo needs its procurement officer");
  const draft = (openedAt: number, values: Readonly<Record<string, string>>) => ({
    process: current(),
    actor,
    openedAt,
    values,
  });

  const start = localInput(calendar.published);
  const end = localInput(calendar.deadline);
  const notice = draft(calendar.published, { start, end, ceiling: String(tender.ceiling) });
  yield { type: publish.type, time: officeInstant(calendar.published), data: publish.data(notice) };

  const received = tender.bids.map((bid, index) => ({
    bid,
    index,
    at: calendar.deadline - bid.minutesEarly * minute,
  }));
  for (const { bid, index, at } of received.toSorted((a, b) => a.at - b.at)) {
    const supplier = demoSuppliers[bid.supplier];
    const receivedAt = officeInstant(at);
    const data = bidEvent({
      ocid: tender.id,
      id: `${tender.id}-B${index + 1}`,
      supplierId: `org-${bid.supplier}`,
      supplierName: supplier?.name["zh-CN"] ?? bid.supplier,
      creditCode: supplier?.creditCode ?? bid.supplier,
      amount: bid.amount,
      receivedAt,
    });
    yield { type: "procurement.bid.submitted", time: receivedAt, data };
  }

  const openedAt = calendar.deadline + 60 * minute;
  const opening = draft(openedAt, { openedAt: localInput(openedAt) });
  yield { type: openBids.type, time: officeInstant(openedAt), data: openBids.data(opening) };

  const scores = Object.fromEntries(
    tender.bids.flatMap((_, index) => [
      [`verdict_${index}`, "valid"],
      [`score_${index}`, String(92 - index * 3.5)],
    ]),
  );
  const report = draft(calendar.evaluated, {
    ...scores,
    started: localInput(calendar.evaluated - 240 * minute),
  });
  yield { type: evaluate.type, time: officeInstant(calendar.evaluated), data: evaluate.data(report) };
}
