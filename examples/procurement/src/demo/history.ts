import type { BuiltinEventName, JsonObject } from "@probity/contracts";
import type { Probity } from "@probity/sdk";
import { evaluate, openBids, publish, type ActDraft } from "../acts/index.ts";
import { bidEvent } from "../bids.ts";
import { localInput, officeInstant } from "../i18n/format.ts";
import { personOf } from "../people.ts";
import type { Process } from "../store/index.ts";
import { demoSuppliers, type DemoBid, type DemoTender } from "./tenders.ts";

/** An event of the past of a prepared tender. */
export interface PastEvent {
  readonly type: BuiltinEventName;
  readonly time: string;
  readonly data: JsonObject;
  /** Emits it; a closure, so that type and data stay matched. */
  readonly emit: (probity: Pick<Probity, "emit">) => unknown;
}

const minute = 60_000;
const day = 1440 * minute;

interface Calendar {
  readonly published: number;
  readonly deadline: number;
  readonly evaluated: number;
}

/** When a prepared tender was published, closed and evaluated, seen from the first start of the app. */
function calendarOf(now: number): Calendar {
  const today = Math.floor(now / day) * day;
  return {
    published: today - 33 * day + 60 * minute,
    deadline: today - 6 * day + 90 * minute,
    evaluated: today - 3 * day + 480 * minute,
  };
}

/**
 * The past of a prepared tender: notice, bids, opening, evaluation. `current` gives the process with every event that
 * was yielded before merged into its record, because the later ones build on it.
 */
export function* pastOf(tender: DemoTender, now: number, current: () => Process): Generator<PastEvent> {
  const calendar = calendarOf(now);
  yield noticeOf(tender, calendar, current());
  const bids = tender.bids.map((bid, index) => ({ bid, index }));
  for (const { bid, index } of bids.toSorted((a, b) => b.bid.minutesEarly - a.bid.minutesEarly)) {
    yield bidOf(tender, calendar, bid, index);
  }
  yield openingOf(calendar, current());
  yield reportOf(tender, calendar, current());
}

function draftOf(process: Process, openedAt: number, values: ActDraft["values"]): ActDraft {
  const actor = personOf("p-wang-min");
  if (actor === undefined) throw new Error("the demo needs its procurement officer");
  return { process, actor, openedAt, values };
}

function noticeOf(tender: DemoTender, { published, deadline }: Calendar, process: Process): PastEvent {
  const values = { start: localInput(published), end: localInput(deadline), ceiling: String(tender.ceiling) };
  const data = publish.data(draftOf(process, published, values));
  const time = officeInstant(published);
  return { type: publish.type, time, data, emit: (probity) => probity.emit(publish.type, data, { time }) };
}

function bidOf(tender: DemoTender, { deadline }: Calendar, bid: DemoBid, index: number): PastEvent {
  const supplier = demoSuppliers[bid.supplier];
  const time = officeInstant(deadline - bid.minutesEarly * minute);
  const data = bidEvent({
    ocid: tender.id,
    id: `${tender.id}-B${index + 1}`,
    supplierId: `org-${bid.supplier}`,
    supplierName: supplier?.name["zh-CN"] ?? bid.supplier,
    creditCode: supplier?.creditCode ?? bid.supplier,
    amount: bid.amount,
    receivedAt: time,
  });
  const type = "procurement.bid.submitted";
  return { type, time, data, emit: (probity) => probity.emit(type, data, { time }) };
}

function openingOf({ deadline }: Calendar, process: Process): PastEvent {
  const openedAt = deadline + 60 * minute;
  const data = openBids.data(draftOf(process, openedAt, { openedAt: localInput(openedAt) }));
  const time = officeInstant(openedAt);
  return { type: openBids.type, time, data, emit: (probity) => probity.emit(openBids.type, data, { time }) };
}

function reportOf(tender: DemoTender, { evaluated }: Calendar, process: Process): PastEvent {
  const scores = tender.bids.flatMap((_, index) => [
    [`verdict_${index}`, "valid"],
    [`score_${index}`, String(92 - index * 3.5)],
  ]);
  const values = {
    ...Object.fromEntries(scores),
    started: localInput(evaluated - 240 * minute),
    finished: localInput(evaluated),
  };
  const data = evaluate.data(draftOf(process, evaluated, values));
  const time = officeInstant(evaluated);
  return { type: evaluate.type, time, data, emit: (probity) => probity.emit(evaluate.type, data, { time }) };
}
