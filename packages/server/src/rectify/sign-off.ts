import { type JsonObject, ProbityError } from "@probity/contracts";
import { type Granted, isOneWith } from "../access/index.ts";
import type { CaseWork } from "../cases/index.ts";
import type { Statement } from "../store/index.ts";
import { changeItem, insertItem } from "./change-item.ts";
import { dayIn, daysAfter, fieldsOf, type ItemRow } from "./item.ts";
import { tellReturned } from "./item-notices.ts";
import { demandFor, type ItemPlace, type LockedItem, lockItem, wrongState } from "./lock-item.ts";
import { allPartsDone, checkOwnFields } from "./own-fields.ts";
import { doneWithLast } from "./problem.ts";

/** Days after the sign-off at which it is looked again whether the problem is back (catalogue 12). */
const lookBackDays = 90;

/** How an item stands after a change. */
export interface ItemAfter {
  readonly id: string;
  readonly state: string;
  readonly version: number;
}

const countProofs: Statement = {
  name: "item-count-proofs",
  text: "select count(*)::int as n from list_proof where item = $1 and added_at >= $2::timestamptz",
};

const condition = (message: string): ProbityError => new ProbityError("PROBITY_E_ITEM_CONDITION", message);

/** Says how far a measure or task is: per cent, and which of its parts are done. */
export async function reportProgress(
  work: CaseWork,
  by: Granted,
  place: ItemPlace,
  {
    progress,
    parts,
    text,
  }: { readonly progress?: number; readonly parts?: readonly number[]; readonly text?: string },
): Promise<ItemAfter> {
  const found = await lockItem(work, by, place);
  const { item } = found;
  await demandFor(work, by, "rectification.report", found);
  if (item.state !== "open") throw wrongState(item, "progress is reported while it is open");
  const fields = parts === undefined ? fieldsOf(item) : withParts(item, parts);
  const columns = { fields: JSON.stringify(fields), progress: progress ?? item.progress };
  const details = { progress: columns.progress, ...(parts === undefined ? {} : { parts: [...parts] }) };
  return await changeItem(work, item, columns, { name: "progress", by: by.id, text, details });
}

/** Own fields with these parts done, counted from 0, and the others not. */
function withParts(item: ItemRow, done: readonly number[]): JsonObject {
  const fields = fieldsOf(item);
  const name = item.kind === "task" ? "breakdown" : "parts";
  const list = Array.isArray(fields[name]) ? fields[name] : [];
  if (done.some((n) => n >= list.length))
    throw new ProbityError("PROBITY_E_ITEM_INPUT", `it has ${list.length} parts`);
  // Checked against the schema of own fields when it was written.
  const parts = list.map((part, n) => ({ ...(part as JsonObject), done: done.includes(n) }));
  const changed = { ...fields, [name]: parts };
  checkOwnFields(item.kind, changed);
  return changed;
}

/** The responsible unit asks for the sign-off of a measure. Not without proof, and not before all parts are done. */
export async function askSignOff(
  work: CaseWork,
  by: Granted,
  place: ItemPlace,
  text: string | undefined,
): Promise<ItemAfter> {
  const found = await lockItem(work, by, { ...place, kind: "rectification" });
  const { item } = found;
  await demandFor(work, by, "rectification.report", found);
  if (item.state !== "open") throw wrongState(item, "a sign-off is asked for while the measure is open");
  await demandComplete(work, item);
  const asked = { state: "asked", progress: 100, asked_at: work.now.toISOString(), asked_by: by.id } as const;
  return await changeItem(work, item, asked, { name: "asked", by: by.id, text });
}

async function demandComplete({ transaction }: CaseWork, item: ItemRow): Promise<void> {
  if (!allPartsDone(fieldsOf(item))) throw condition("not every part is done");
  const [row] = await transaction.run<{ n: number }>(countProofs, [item.id, item.opened_at.toISOString()]);
  if ((row?.n ?? 0) === 0) throw condition("there is no proof");
}

/** Throws `PROBITY_E_FOUR_EYES` for the responsible person, whoever asked, and the handler of the case. */
export function demandOther({ item, locked }: LockedItem, by: Granted): void {
  const track = locked?.tracks.find((one) => one.track === item.track);
  if ([item.owner, item.asked_by, track?.handler].some((person) => isOneWith(by, person)))
    throw new ProbityError(
      "PROBITY_E_FOUR_EYES",
      "neither the responsible person, nor whoever asked, nor the handler ends a measure",
    );
}

async function lockAsked(work: CaseWork, by: Granted, place: ItemPlace): Promise<LockedItem> {
  const found = await lockItem(work, by, { ...place, kind: "rectification" });
  await demandFor(work, by, "rectification.review", found);
  if (found.item.state !== "asked") throw wrongState(found.item, "nobody asks for its sign-off");
  demandOther(found, by);
  return found;
}

/** A reviewer signs a measure off, with date and name; a look-back is set. */
export async function acceptSignOff(
  work: CaseWork,
  by: Granted,
  place: ItemPlace,
  { text, lookBackOn, zone }: { readonly text?: string; readonly lookBackOn?: string; readonly zone: string },
): Promise<ItemAfter & { readonly lookBack: string }> {
  const { item } = await lockAsked(work, by, place);
  await demandComplete(work, item);
  const today = dayIn(zone, work.now);
  if (lookBackOn !== undefined && lookBackOn <= today)
    throw new ProbityError("PROBITY_E_ITEM_INPUT", "the look-back is after the sign-off");
  const done = { state: "done", done_at: work.now.toISOString(), done_on: today, done_by: by.id } as const;
  const after = await changeItem(work, item, done, { name: "signed_off", by: by.id, text });
  const lookBack = work.newId();
  const { case_id, track, title, unit, source } = item;
  await insertItem(
    work,
    {
      id: lookBack,
      kind: "look_back",
      case_id,
      track,
      parent: item.id,
      title,
      owner: null,
      unit,
      due_on: lookBackOn ?? daysAfter(today, lookBackDays),
      source,
      fields: "{}",
      repeat_of: null,
    },
    by.id,
  );
  await doneWithLast(work, item, by.id, zone);
  return { ...after, lookBack };
}

/** A reviewer sends a measure back with a reason; that is counted. */
export async function refuseSignOff(
  work: CaseWork,
  by: Granted,
  place: ItemPlace,
  text: string,
): Promise<ItemAfter> {
  const { item } = await lockAsked(work, by, place);
  const back = { state: "open", send_backs: item.send_backs + 1, asked_at: null, asked_by: null } as const;
  const details = { sendBacks: back.send_backs };
  await tellReturned(work, item);
  return await changeItem(work, item, back, { name: "sent_back", by: by.id, text, details });
}
