import { ProbityError } from "@probity/contracts";
import { type Granted, isOneWith } from "../access/index.ts";
import { type CaseWork, hasRoleAt, lockCase, moveCase, transitionOf, unitsOf } from "../cases/index.ts";
import type { Statement } from "../store/index.ts";
import { changeItem } from "./change-item.ts";
import { dayIn, fieldsOf, type ItemRow } from "./item.ts";
import { demandFor, type ItemPlace, type LockedItem, lockItem, wrongState } from "./lock-item.ts";
import { relapsed } from "./problem.ts";
import type { ItemAfter } from "./sign-off.ts";

/** What was found some time after the sign-off. */
export interface LookBackResult {
  readonly method?: string | undefined;
  readonly result: string;
  readonly relapse: boolean;
}

const lockMeasure: Statement = {
  name: "item-lock-measure",
  text: "select * from list_item where id = $1 and kind = 'rectification' for update",
};

/**
 * Records what a look-back found. A relapse opens the measure and its problem again, counts as a repeat, and takes a case that
 * is closed or appraised back, as far as the role of whoever looked allows it; the answer says how the case stands.
 */
export async function recordLookBack(
  work: CaseWork,
  by: Granted,
  place: ItemPlace,
  found: LookBackResult,
  zone: string,
): Promise<ItemAfter & { readonly problem: string | null; readonly caseState: string | null }> {
  const locked = await lockItem(work, by, { ...place, kind: "look_back" });
  const { item } = locked;
  await demandFor(work, by, "rectification.review", locked);
  if (item.state !== "open") throw wrongState(item, "its result is recorded already");
  const [measure] = await work.transaction.run<ItemRow>(lockMeasure, [item.parent]);
  if (measure === undefined) throw new Error(`the look-back ${item.id} has no measure`);
  if (isOneWith(by, measure.owner) || isOneWith(by, measure.asked_by))
    throw new ProbityError("PROBITY_E_FOUR_EYES", "whoever carried the measure out does not look back at it");
  const { result, relapse, method } = found;
  const fields = { ...fieldsOf(item), result, relapse, ...(method === undefined ? {} : { method }) };
  const at = { done_at: work.now.toISOString(), done_on: dayIn(zone, work.now), done_by: by.id };
  const after = await changeItem(
    work,
    item,
    { ...at, state: "done", progress: 100, fields: JSON.stringify(fields) },
    { name: "looked_back", by: by.id, text: result, details: { relapse } },
  );
  if (!relapse) return { ...after, problem: null, caseState: stateOf(locked) };
  const problem = await openMeasure(work, measure, by.id);
  return { ...after, problem, caseState: await takeCaseBack(work, by, locked, result) };
}

/** A measure that did not last is open again; proof from before no longer counts. */
async function openMeasure(work: CaseWork, measure: ItemRow, by: string): Promise<string | null> {
  if (measure.state === "done")
    await changeItem(
      work,
      measure,
      {
        state: "open",
        progress: 0,
        relapses: measure.relapses + 1,
        opened_at: work.now.toISOString(),
        asked_at: null,
        asked_by: null,
        done_at: null,
        done_on: null,
        done_by: null,
      },
      { name: "relapsed", by },
    );
  return await relapsed(work, measure, by);
}

const stateOf = ({ item, locked }: LockedItem): string | null =>
  locked?.tracks.find(({ track }) => track === item.track)?.state ?? null;

/** The step that a relapse makes in each state of a case. */
const stepsBack = { closed: "reopen", appraising: "relapse" } as const;

async function takeCaseBack(
  work: CaseWork,
  by: Granted,
  { item }: LockedItem,
  text: string,
): Promise<string | null> {
  if (item.case_id === null || item.track === null) return null;
  // Its timeline has grown: read it as it is now.
  const locked = await lockCase(work.transaction, item.case_id);
  const track = locked?.tracks.find((one) => one.track === item.track);
  if (locked === undefined || track === undefined) return null;
  if (track.state !== "closed" && track.state !== "appraising") return track.state;
  const step = stepsBack[track.state];
  const units = unitsOf(locked.file, track);
  if (!(await hasRoleAt(work.transaction.db, by, transitionOf(step).who, units))) return track.state;
  const place = { id: item.case_id, track: item.track };
  return (await moveCase(work, place, step, by, { reasonCode: "relapse", text })).state;
}
