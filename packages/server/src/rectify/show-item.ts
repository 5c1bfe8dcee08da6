import { type JsonObject, ProbityError } from "@probity/contracts";
import { sql } from "kysely";
import type { Viewer } from "../cases/index.ts";
import type { Store } from "../store/index.ts";
import { type ItemRow, viewItem } from "./item.ts";
import type { ListKind } from "./kinds.ts";
import { itemsWithCases, seesItemSql } from "./sees-item.ts";

/** An item that the viewer may see. Throws `PROBITY_E_NOT_FOUND`. */
export async function seeItem(
  { db }: Pick<Store, "db">,
  kind: ListKind,
  id: string,
  viewer: Viewer,
): Promise<ItemRow> {
  const { rows } = await sql<ItemRow>`select i.* from ${itemsWithCases}
    where i.id = ${id} and i.kind = ${kind} and ${seesItemSql(viewer)}`.execute(db);
  if (rows[0] === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no item ${id}`);
  return rows[0];
}

/** One item whole: with its proof and its history. */
export async function showItem(
  store: Pick<Store, "db">,
  kind: ListKind,
  id: string,
  viewer: Viewer,
  today: string,
): Promise<JsonObject> {
  const item = await seeItem(store, kind, id, viewer);
  const proofs = await store.db
    .selectFrom("list_proof")
    .selectAll()
    .where("item", "=", id)
    .orderBy("added_at")
    .orderBy("id")
    .limit(500)
    .execute();
  const steps = await store.db
    .selectFrom("list_step")
    .selectAll()
    .where("item", "=", id)
    .orderBy("n")
    .limit(1000)
    .execute();
  return {
    ...viewItem(item, today),
    proofs: proofs.map(({ added_at: at, added_by: by, item: _item, ...proof }) => ({
      ...proof,
      addedAt: at.toISOString(),
      addedBy: by,
      counts: at >= item.opened_at,
    })),
    steps: steps.map((step) => ({
      n: step.n,
      name: step.name,
      at: step.at.toISOString(),
      by: step.by_person,
      text: step.text,
      // Written by this folder.
      details: JSON.parse(step.details) as JsonObject,
      hash: step.hash,
    })),
  };
}
