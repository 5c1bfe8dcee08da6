import { type JsonObject, ProbityError } from "@probity/contracts";
import type { Selectable } from "kysely";
import type { ServerEvent } from "../log/index.ts";
import type { Database, Store } from "../store/index.ts";

/** A file that was asked for. */
export type ExportRow = Selectable<Database["list_export"]>;

/** One of a person's own. Throws `PROBITY_E_NOT_FOUND`, for those of others as well. */
export async function ownExport({ db }: Pick<Store, "db">, person: string, id: string): Promise<ExportRow> {
  const row = await db
    .selectFrom("list_export")
    .selectAll()
    .where("id", "=", id)
    .where("asked_by", "=", person)
    .executeTakeFirst();
  if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no export ${id}`);
  return row;
}

/** What the log is told of a file (LO-7). */
export function exportEvent(
  row: Pick<ExportRow, "number" | "kind" | "asked_by">,
  change: "asked" | "made" | "cancelled" | "taken",
  more: JsonObject = {},
): ServerEvent {
  const told = { number: row.number, kind: row.kind, change, by: row.asked_by, ...more };
  return { type: "list.export.changed", data: { export: told } };
}
