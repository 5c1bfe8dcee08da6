import { loggingTransaction, ownSource } from "../log/index.ts";
import type { Context } from "../context.ts";
import type { StoredTerms } from "./terms.ts";

/** Terms as they are stored for a scope. */
export interface ShownTerms {
  readonly scope: string;
  readonly terms: StoredTerms;
  readonly changedAt: string;
  readonly changedBy: string;
}

/** Everything that differs from the preset. */
export async function listTerms({ store }: Pick<Context, "store">): Promise<readonly ShownTerms[]> {
  const rows = await store.db.selectFrom("case_terms").selectAll().orderBy("scope").execute();
  return rows.map((row) => ({
    scope: row.scope,
    // Checked by the schema of its route.
    terms: JSON.parse(row.body) as StoredTerms,
    changedAt: row.changed_at.toISOString(),
    changedBy: row.changed_by,
  }));
}

/** Replaces the terms of a scope, for states that begin from now on, and logs it. */
export async function changeTerms(
  { store, log, clock }: Pick<Context, "store" | "clock" | "log">,
  scope: string,
  terms: StoredTerms,
  by: string,
): Promise<void> {
  const row = { body: JSON.stringify(terms), changed_at: new Date(clock()).toISOString(), changed_by: by };
  await loggingTransaction(store, async (transaction) => {
    await transaction.db
      .insertInto("case_terms")
      .values({ scope, ...row })
      .onConflict((conflict) => conflict.column("scope").doUpdateSet(row))
      .execute();
    const { stages = {}, ...rest } = terms;
    const data = { terms: { scope, by, ...rest, stages: { ...stages } } };
    await log.logServerEvents(transaction, ownSource, [{ type: "case.terms.changed", data }]);
  });
}
