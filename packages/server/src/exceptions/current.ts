import type { RuleException } from "@probity/contracts";
import type { Store } from "../store/index.ts";

/** The exceptions of a source that have not ended, by id. */
export async function currentExceptions(
  { db }: Pick<Store, "db">,
  source: string,
  now: Date,
): Promise<readonly RuleException[]> {
  const rows = await db
    .selectFrom("rule_exception")
    .selectAll()
    .where("source", "in", [source, "*"])
    .where("ended_at", "is", null)
    .where("valid_to", ">", now)
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    rule: row.rule,
    scope: { kind: row.scope_kind, id: row.scope_id },
    validFrom: row.valid_from.toISOString(),
    validTo: row.valid_to.toISOString(),
  }));
}

/** Sources, or `*`, of exceptions that ended by themselves after one moment and up to another. */
export async function endedBetween(
  { db }: Pick<Store, "db">,
  from: Date,
  to: Date,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("rule_exception")
    .select("source")
    .distinct()
    .where("ended_at", "is", null)
    .where("valid_to", ">", from)
    .where("valid_to", "<=", to)
    .execute();
  return rows.map(({ source }) => source);
}
