import type { Draft, ImportedType } from "./draft.ts";
import { importedTypes } from "./draft.ts";
import type { IssueSink } from "./issue.ts";

const rank = new Map(importedTypes.map((type, index) => [type, index]));
const opening = new Set<ImportedType>(["procurement.method.decided", "procurement.tender.published"]);

interface Placed {
  readonly draft: Draft;
  readonly index: number;
  readonly rank: number;
  /** Where it is recorded; the time of the draft stays as it is. */
  readonly at: number;
}

/**
 * Orders the events of one process by time, equal times by the order of the process. Rules read the record as it is
 * compiled in this order, so plan and notice come before everything else, and the evaluation after the bids that it
 * judges, whatever their dates say. Where that contradicts the dates, which are kept, it is reported as `time.order`.
 */
export function inOrder(drafts: readonly Draft[], sink: IssueSink): readonly Draft[] {
  const msOf = (accept: (type: ImportedType) => boolean): readonly number[] =>
    drafts.filter((draft) => accept(draft.type)).map((draft) => draft.ms);
  const firstAct = Math.min(...msOf((type) => !opening.has(type)));
  const notice = Math.min(firstAct, ...msOf((type) => type === "procurement.tender.published"));
  const lastBid = Math.max(...msOf((type) => type === "procurement.bid.submitted"));
  const placeOf = ({ type, ms }: Draft): number => {
    if (type === "procurement.method.decided") return Math.min(ms, notice);
    if (type === "procurement.tender.published") return Math.min(ms, firstAct);
    return type === "procurement.bid.evaluated" ? Math.max(ms, lastBid) : ms;
  };
  const placed = drafts.map((draft, index): Placed => {
    const at = placeOf(draft);
    if (at !== draft.ms) sink.add("time.order", draft.type);
    return { draft, index, at, rank: rank.get(draft.type) ?? 0 };
  });
  return placed
    .toSorted((a, b) => a.at - b.at || a.rank - b.rank || a.index - b.index)
    .map((item) => item.draft);
}
