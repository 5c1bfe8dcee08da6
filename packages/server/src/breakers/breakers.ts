import { ProbityError } from "@probity/contracts";
import { loggingTransaction, type ProvableLog } from "../log/index.ts";
import type { Store } from "../store/index.ts";

/** A circuit breaker as a person sees it. */
export interface BreakerView {
  readonly id: string;
  readonly source: string;
  readonly rule: string;
  readonly version: string;
  readonly binding: string;
  readonly decisionPoint: string;
  /** Day of the tenant on which it was counted. */
  readonly day: string;
  readonly blocked: number;
  readonly checked: number;
  readonly budget: { readonly share: number; readonly atLeast: number };
  readonly openedAt: string;
  readonly resetAt: string | null;
  readonly resetBy: string | null;
  readonly reason: string | null;
}

/** Which breakers to list. */
export interface BreakerFilter {
  readonly source?: string | undefined;
  /** Those that were reset as well. */
  readonly all?: boolean | undefined;
}

const maxListed = 500;

/** The open breakers, the newest first. */
export async function listBreakers(
  { db }: Pick<Store, "db">,
  { source, all = false }: BreakerFilter,
): Promise<readonly BreakerView[]> {
  let query = db
    .selectFrom("breaker")
    .selectAll()
    .select((eb) => eb.cast<string>("day", "text").as("on_day"))
    .orderBy("opened_at", "desc")
    .orderBy("id")
    .limit(maxListed);
  if (source !== undefined) query = query.where("source", "=", source);
  if (!all) query = query.where("reset_at", "is", null);
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    source: row.source,
    rule: row.rule,
    version: row.version,
    binding: row.binding,
    decisionPoint: row.point,
    day: row.on_day,
    blocked: row.blocked,
    checked: row.checked,
    budget: { share: row.share, atLeast: row.at_least },
    openedAt: row.opened_at.toISOString(),
    resetAt: row.reset_at?.toISOString() ?? null,
    resetBy: row.reset_by,
    reason: row.reset_reason,
  }));
}

/** What {@link resetBreaker} works with. */
export interface ResetOptions {
  readonly store: Store;
  readonly log: Pick<ProvableLog, "logServerEvents">;
  readonly clock: () => number;
}

/**
 * Lets a binding block again; what was counted before does not count any more. Returns the source. Throws
 * `PROBITY_E_BREAKER` when the breaker is not open. Logged in the same transaction (LO-7).
 */
export async function resetBreaker(
  { store, log, clock }: ResetOptions,
  id: string,
  by: string,
  reason: string,
): Promise<{ readonly source: string; readonly rule: string; readonly binding: string }> {
  return await loggingTransaction(store, async (transaction) => {
    const row = await transaction.db
      .updateTable("breaker")
      .set({ reset_at: new Date(clock()).toISOString(), reset_by: by, reset_reason: reason })
      .where("id", "=", id)
      .where("reset_at", "is", null)
      .returning(["source", "rule", "binding"])
      .executeTakeFirst();
    if (row === undefined) throw new ProbityError("PROBITY_E_BREAKER", `no open breaker ${id}`);
    const { source, rule, binding } = row;
    const data = { breaker: { rule, binding, by, reason } };
    await log.logServerEvents(transaction, source, [{ type: "rule.breaker.reset", data }]);
    return { source, rule, binding };
  });
}
