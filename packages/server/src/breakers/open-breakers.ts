import type { Store } from "../store/index.ts";

/** Bindings of a source whose breaker is open, with the moment since when, by binding. */
export async function openBreakers(
  store: Pick<Store, "db">,
  source: string,
): Promise<readonly (readonly [string, string])[]> {
  const rows = await store.db
    .selectFrom("breaker")
    .select(["binding", "opened_at"])
    .where("source", "=", source)
    .where("reset_at", "is", null)
    .orderBy("binding")
    .execute();
  return rows.map(({ binding, opened_at: at }) => [binding, at.toISOString()]);
}
