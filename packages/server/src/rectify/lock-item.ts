import { ProbityError } from "@probity/contracts";
import { sql } from "kysely";
import { type Granted, type Permission, reaches, scopeOf } from "../access/index.ts";
import { type CaseWork, lockCase, type LockedCase, type Viewer, viewerOf } from "../cases/index.ts";
import type { Statement } from "../store/index.ts";
import type { ItemRow } from "./item.ts";
import type { ListKind } from "./kinds.ts";
import { itemsWithCases, seesItemSql } from "./sees-item.ts";

/** Which item, as its reader saw it. */
export interface ItemPlace {
  readonly id: string;
  /** Undefined: of any list. */
  readonly kind?: ListKind | undefined;
  /** Undefined: whatever it is now. */
  readonly version?: number | undefined;
}

/** An item that the transaction has locked, its case before it. */
export interface LockedItem {
  readonly item: ItemRow;
  readonly locked: LockedCase | undefined;
}

const findPlace: Statement = { name: "item-place", text: "select case_id from list_item where id = $1" };
const lockRow: Statement = { name: "item-lock", text: "select * from list_item where id = $1 for update" };

const missing = (id: string): ProbityError => new ProbityError("PROBITY_E_NOT_FOUND", `no item ${id}`);

/** Who looks, inside a transaction. */
export async function viewerIn({ transaction, look, now }: CaseWork, granted: Granted): Promise<Viewer> {
  return await viewerOf({ store: transaction, look, now }, granted);
}

/**
 * Locks an item for somebody who changes it; its case first, as the steps of cases do. Throws `PROBITY_E_NOT_FOUND` for whoever
 * may not see it and `PROBITY_E_ITEM_STATE` when it has changed meanwhile.
 */
export async function lockItem(
  work: CaseWork,
  granted: Granted,
  { id, kind, version }: ItemPlace,
): Promise<LockedItem> {
  const { transaction } = work;
  const [place] = await transaction.run<{ case_id: string | null }>(findPlace, [id]);
  if (place === undefined) throw missing(id);
  const locked = place.case_id === null ? undefined : await lockCase(transaction, place.case_id);
  const [item] = await transaction.run<ItemRow>(lockRow, [id]);
  const viewer = await viewerIn(work, granted);
  const { rows } =
    await sql`select 1 from ${itemsWithCases} where i.id = ${id} and ${seesItemSql(viewer)}`.execute(
      transaction.db,
    );
  if (item === undefined || rows.length === 0 || (kind !== undefined && item.kind !== kind))
    throw missing(id);
  if (version !== undefined && version !== item.version) throw wrongState(item, "it has changed meanwhile");
  return { item, locked };
}

/** How an item stands, for whoever was wrong about it. */
export const wrongState = (item: ItemRow, message: string): ProbityError =>
  new ProbityError("PROBITY_E_ITEM_STATE", message, {
    errors: [
      { path: "/state", message: item.state },
      { path: "/version", message: String(item.version) },
    ],
  });

/** Throws `PROBITY_E_FORBIDDEN` where a permission reaches neither the unit of an item nor those of its case. */
export async function demandFor(
  { transaction }: CaseWork,
  granted: Granted,
  permission: Permission,
  { item, locked }: LockedItem,
): Promise<void> {
  const scope = scopeOf(granted, permission);
  const track = locked?.tracks.find((one) => one.track === item.track);
  for (const unit of [item.unit, locked?.file.unit ?? null, track?.unit ?? null])
    if (await reaches(transaction.db, scope, unit)) return;
  throw new ProbityError("PROBITY_E_FORBIDDEN", `${granted.id} does not have ${permission} for this unit`);
}
