import type { Draft, ImportedType } from "./draft.ts";
import { importedTypes } from "./draft.ts";
import type { IssueSink } from "./issue.ts";

const rank = new Map(importedTypes.map((type, index) => [type, index]));
const first = new Set<ImportedType>(["procurement.method.decided", "procurement.tender.published"]);

/**
 * Orders the events of one process by time, equal times by the order of the process. Only plan and notice come before
 * everything else whatever their dates say, because rules read the record as it is compiled in this order and would
 * judge an award without its tender. Where that contradicts the dates, which are kept, it is reported as `time.order`.
 */
export function inOrder(drafts: readonly Draft[], sink: IssueSink): readonly Draft[] {
  const earliest = Math.min(...drafts.filter((draft) => !first.has(draft.type)).map((draft) => draft.ms));
  const placed = drafts.map((draft, index) => {
    const isLate = first.has(draft.type) && draft.ms > earliest;
    if (isLate) sink.add("time.order", draft.type);
    return { draft, index, at: isLate ? earliest : draft.ms, rank: rank.get(draft.type) ?? 0 };
  });
  // Plan before notice also when both were moved or only one was.
  const notice = placed.find((item) => item.draft.type === "procurement.tender.published");
  for (const item of placed) {
    if (item.rank === 0 && notice !== undefined && item.at > notice.at) item.at = notice.at;
  }
  return placed
    .toSorted((a, b) => a.at - b.at || a.rank - b.rank || a.index - b.index)
    .map((item) => item.draft);
}
