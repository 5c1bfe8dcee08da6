import { ProbityError } from "@probity/contracts";
import { demandUnit } from "../access/index.ts";
import { loggingTransaction, ownSource } from "../log/index.ts";
import type { Context } from "../context.ts";
import type { Transaction } from "../store/index.ts";
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

/**
 * Replaces the terms of a scope, for states that begin from now on, and logs it. Throws `PROBITY_E_REQUEST` for a calendar of
 * what is no unit, `PROBITY_E_NOT_FOUND` for a unit or calendar that is not there.
 */
export async function changeTerms(
  { store, log, clock, calendars }: Pick<Context, "store" | "clock" | "log" | "calendars">,
  scope: string,
  terms: StoredTerms,
  by: string,
): Promise<void> {
  const row = { body: JSON.stringify(terms), changed_at: new Date(clock()).toISOString(), changed_by: by };
  await loggingTransaction(store, async (transaction) => {
    await demandKnown({ transaction, calendars }, scope, terms);
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

async function demandKnown(
  { transaction, calendars }: Pick<Context, "calendars"> & { readonly transaction: Transaction },
  scope: string,
  { calendar }: StoredTerms,
): Promise<void> {
  const unit = scope.startsWith("unit:") ? scope.slice("unit:".length) : undefined;
  if (calendar !== undefined) {
    if (unit === undefined)
      throw new ProbityError("PROBITY_E_REQUEST", "only a unit has a calendar of its own");
    await calendars.hold(transaction, calendar);
  }
  if (unit !== undefined) await demandUnit(transaction.db, unit);
}
