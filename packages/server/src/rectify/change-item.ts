import type { JsonObject } from "@probity/contracts";
import { addStep, type CaseWork } from "../cases/index.ts";
import { sha256Hex } from "../sha256.ts";
import type { Statement } from "../store/index.ts";
import type { ItemRow } from "./item.ts";
import { tellOwner } from "./item-notices.ts";

/** Something that happened to an item. */
export interface ItemChange {
  readonly name: string;
  readonly by: string;
  readonly text?: string | undefined;
  readonly details?: JsonObject | undefined;
  /** Of a file. Default: that of text and details. */
  readonly hash?: string | undefined;
}

/** What of an item changes. */
export type ItemColumns = Partial<{
  title: string;
  owner: string | null;
  unit: string | null;
  due_on: string | null;
  state: ItemRow["state"];
  fields: string;
  progress: number;
  send_backs: number;
  repeat_of: string | null;
  relapses: number;
  opened_at: string;
  asked_at: string | null;
  asked_by: string | null;
  done_at: string | null;
  done_on: string | null;
  done_by: string | null;
}>;

/** Where a new item belongs and what it says; everything else begins empty. */
export type NewItem = Pick<
  ItemRow,
  | "id"
  | "kind"
  | "case_id"
  | "track"
  | "parent"
  | "title"
  | "owner"
  | "unit"
  | "due_on"
  | "source"
  | "fields"
  | "repeat_of"
>;

const insertStep: Statement = {
  name: "item-step",
  text: `insert into list_step (item, n, name, at, by_person, text, details, hash)
    values ($1, $2, $3, $4::timestamptz, $5, $6, $7, $8)`,
};

/** Stores a new item with its first step. */
export async function insertItem(work: CaseWork, item: NewItem, by: string): Promise<void> {
  const at = work.now.toISOString();
  await work.transaction.db
    .insertInto("list_item")
    .values({ ...item, state: "open", opened_at: at, version: 1, created_at: at, created_by: by })
    .execute();
  await tellOwner(work, { ...item, version: 1 }, by);
  await tellChange(work, { ...item, version: 1 }, { name: "created", by, details: { state: "open" } });
}

/** Changes a locked item; the change, its entry in the item's history, in the case's and in the log are one. */
export async function changeItem(
  work: CaseWork,
  item: ItemRow,
  columns: ItemColumns,
  change: ItemChange,
): Promise<{ readonly id: string; readonly state: string; readonly version: number }> {
  const version = item.version + 1;
  await work.transaction.db
    .updateTable("list_item")
    .set({ ...columns, version })
    .where("id", "=", item.id)
    .execute();
  const { owner = item.owner } = columns;
  if (owner !== item.owner) await tellOwner(work, { ...item, owner, version }, change.by);
  const state = columns.state ?? item.state;
  await tellChange(work, { ...item, version }, { ...change, details: { ...change.details, state } });
  return { id: item.id, state, version };
}

async function tellChange(
  work: CaseWork,
  item: Pick<ItemRow, "id" | "kind" | "version" | "case_id" | "track">,
  { name, by, text, details = {}, hash = sha256Hex(JSON.stringify([text ?? null, details])) }: ItemChange,
): Promise<void> {
  const { transaction, now } = work;
  const row = [
    item.id,
    item.version,
    name,
    now.toISOString(),
    by,
    text ?? null,
    JSON.stringify(details),
    hash,
  ];
  await transaction.run(insertStep, row);
  // Whoever works on the measures of a case contributes to it (CA-3).
  if (item.case_id !== null)
    await addStep(transaction, {
      caseId: item.case_id,
      track: item.track,
      kind: "measure",
      name: `${item.kind}_${name}`,
      at: now,
      by: by === "system" ? null : by,
      details: { item: item.id, hash },
    });
  const about = item.case_id === null ? {} : { case: item.case_id };
  work.tell({
    type: "rectification.item.changed",
    data: { item: { id: item.id, kind: item.kind, change: name, version: item.version, by, hash, ...about } },
  });
}
