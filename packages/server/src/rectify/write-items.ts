import { type JsonObject, ProbityError } from "@probity/contracts";
import { type Granted, requireAt } from "../access/index.ts";
import { type CaseWork, demandKnown, demandNoConflicts } from "../cases/index.ts";
import { changeItem, type ItemColumns, insertItem } from "./change-item.ts";
import { fieldsOf } from "./item.ts";
import type { WrittenKind } from "./kinds.ts";
import { demandFor, type ItemPlace, type LockedItem, lockItem, wrongState } from "./lock-item.ts";
import { allPartsDone, checkOwnFields } from "./own-fields.ts";
import { openAgain } from "./problem.ts";
import { demandOther } from "./sign-off.ts";

/** What people write about an item. */
export interface ItemBody {
  readonly title: string;
  readonly owner?: string | null | undefined;
  readonly unit?: string | null | undefined;
  readonly dueOn?: string | null | undefined;
  readonly source?: string | undefined;
  /** Of a measure: its problem. */
  readonly problem?: string | undefined;
  /** Of a problem: the earlier one that it repeats. */
  readonly repeatOf?: string | undefined;
  readonly fields: JsonObject;
}

/** Where the parts of a new item lie. */
interface Belonging {
  readonly parent: LockedItem | undefined;
  readonly unit: string | null;
}

/**
 * Writes an item into one of the lists; a measure belongs to a problem and to its case. Throws `PROBITY_E_ITEM_INPUT`,
 * `PROBITY_E_FORBIDDEN` for a unit out of reach, and `PROBITY_E_CASE_CONFLICT` for an owner who is party to the matter.
 */
export async function createItem(
  work: CaseWork,
  by: Granted,
  kind: WrittenKind,
  body: ItemBody,
): Promise<{ readonly id: string; readonly version: number }> {
  checkOwnFields(kind, body.fields);
  if ((kind === "rectification") !== (body.problem !== undefined))
    throw new ProbityError("PROBITY_E_ITEM_INPUT", "a measure, and nothing else, names its problem");
  const { parent, unit } = await belongingOf(work, by, body);
  await demandOwner(work, body.owner, parent);
  const id = work.newId();
  await insertItem(
    work,
    {
      id,
      kind,
      case_id: parent?.item.case_id ?? null,
      track: parent?.item.track ?? null,
      parent: parent?.item.id ?? null,
      title: body.title,
      owner: body.owner ?? null,
      unit,
      due_on: body.dueOn ?? null,
      source: body.source ?? parent?.item.source ?? "hand",
      fields: JSON.stringify(body.fields),
      repeat_of: await earlierOf(work, by, kind, body.repeatOf),
    },
    by.id,
  );
  if (parent !== undefined) await openAgain(work, parent.item, by.id);
  return { id, version: 1 };
}

async function belongingOf(work: CaseWork, by: Granted, body: ItemBody): Promise<Belonging> {
  if (body.problem === undefined) {
    await requireAt(work.transaction.db, by, "rectification.assign", body.unit ?? null);
    return { parent: undefined, unit: body.unit ?? null };
  }
  const parent = await lockItem(work, by, { id: body.problem, kind: "problem" });
  await demandFor(work, by, "rectification.assign", parent);
  const track = parent.locked?.tracks.find((one) => one.track === parent.item.track);
  if (track?.state === "closed")
    throw new ProbityError("PROBITY_E_ITEM_CONDITION", "the case is closed: reopen it for another measure");
  if (parent.item.state === "withdrawn") throw wrongState(parent.item, "the problem was withdrawn");
  return { parent, unit: body.unit ?? parent.item.unit };
}

async function earlierOf(
  work: CaseWork,
  by: Granted,
  kind: WrittenKind,
  repeatOf: string | undefined,
): Promise<string | null> {
  if (repeatOf === undefined) return null;
  if (kind !== "problem")
    throw new ProbityError("PROBITY_E_ITEM_INPUT", "only a problem repeats another one");
  return (await lockItem(work, by, { id: repeatOf, kind: "problem" })).item.id;
}

async function demandOwner(
  work: CaseWork,
  owner: string | null | undefined,
  place: LockedItem | undefined,
): Promise<void> {
  if (owner === null || owner === undefined) return;
  await demandKnown(work, [owner]);
  if (place?.locked !== undefined) await demandNoConflicts(work, place.locked.file.root, [owner]);
}

/** What of an item is changed; what is not named stays. */
export type ItemEdit = Partial<Pick<ItemBody, "title" | "owner" | "unit" | "dueOn" | "fields">>;

/** Changes what an item says, while it is open. The own fields that are named replace those of the same name. */
export async function editItem(
  work: CaseWork,
  by: Granted,
  place: ItemPlace,
  edit: ItemEdit,
): Promise<{ readonly id: string; readonly state: string; readonly version: number }> {
  const found = await lockItem(work, by, place);
  const { item } = found;
  await demandFor(work, by, "rectification.assign", found);
  if (item.state !== "open") throw wrongState(item, "only an open item is changed");
  if (edit.unit !== undefined && edit.unit !== item.unit)
    await requireAt(work.transaction.db, by, "rectification.assign", edit.unit);
  await demandOwner(work, edit.owner, found);
  const fields = { ...fieldsOf(item), ...edit.fields };
  checkOwnFields(item.kind, fields);
  const columns: ItemColumns = {
    ...(edit.title === undefined ? {} : { title: edit.title }),
    ...(edit.owner === undefined ? {} : { owner: edit.owner }),
    ...(edit.unit === undefined ? {} : { unit: edit.unit }),
    ...(edit.dueOn === undefined ? {} : { due_on: edit.dueOn }),
    fields: JSON.stringify(fields),
  };
  return await changeItem(work, item, columns, { name: "changed", by: by.id, details: { ...edit } });
}

/** What ends an item that is no measure, look-back or problem: it is done, or withdrawn with a reason. */
export async function endItem(
  work: CaseWork,
  by: Granted,
  place: ItemPlace,
  { state, text, day }: { readonly state: "done" | "withdrawn"; readonly text: string; readonly day: string },
): Promise<{ readonly id: string; readonly state: string; readonly version: number }> {
  const found = await lockItem(work, by, place);
  const { item } = found;
  await demandFor(work, by, state === "done" ? "rectification.report" : "rectification.assign", found);
  if (item.state !== "open" && item.state !== "asked") throw wrongState(item, "it is ended already");
  // A withdrawn measure no longer holds its case up, as one that is signed off.
  if (item.kind === "rectification") demandOther(found, by);
  if (state === "done" && !["task", "responsibility", "report"].includes(item.kind))
    throw new ProbityError("PROBITY_E_ITEM_CONDITION", "this list ends by sign-off and look-back");
  if (state === "done" && !allPartsDone(fieldsOf(item)))
    throw new ProbityError("PROBITY_E_ITEM_CONDITION", "not every part is done");
  const ended = { state, done_at: work.now.toISOString(), done_on: day, done_by: by.id };
  return await changeItem(work, item, ended, { name: state, by: by.id, text });
}
