import { type AppealState, type Disclosure, ProbityError } from "@probity/contracts";
import { fetchLimit, keyCursor, page, type PageQuery, readKeyCursor } from "../ops/page.ts";
import type { Store } from "../store/index.ts";

/** Which appeals to list. */
export interface AppealFilter extends PageQuery {
  readonly state: AppealState | "any";
  readonly source?: string | undefined;
  readonly rule?: string | undefined;
}

/** An appeal in a list for reviewers. */
export interface AppealRow {
  readonly id: string;
  readonly source: string;
  readonly precheckId: string;
  readonly rule: string;
  readonly ruleVersion: string | null;
  readonly reason: string;
  readonly person: string | null;
  readonly raisedAt: string;
  readonly state: AppealState;
  readonly answeredBy: string | null;
  readonly answeredAt: string | null;
  readonly subject: string | null;
  /** What the pre-check answered, and what followed. */
  readonly outcome: string | null;
  readonly stage: string | null;
}

// oxlint-disable-next-line typescript/explicit-function-return-type -- the type of a query is the query
const select = ({ db }: Pick<Store, "db">) =>
  db
    .selectFrom("appeal as a")
    .leftJoin("precheck as p", (join) =>
      join.onRef("p.source", "=", "a.source").onRef("p.id", "=", "a.decision"),
    )
    .selectAll("a")
    .select(["p.subject", "p.outcome", "p.stage", "p.unit"]);

type Row = Awaited<ReturnType<ReturnType<typeof select>["execute"]>>[number];

/** A page of appeals, the newest first, without those of the persons in `hidden`. */
export async function listAppeals(
  store: Pick<Store, "db">,
  filter: AppealFilter,
  hidden: readonly string[],
): Promise<{ readonly appeals: readonly AppealRow[]; readonly next?: string }> {
  const { state, source, rule, cursor } = filter;
  let query = select(store);
  if (state !== "any") query = query.where("a.state", "=", state);
  if (source !== undefined) query = query.where("a.source", "=", source);
  if (rule !== undefined) query = query.where("a.rule", "=", rule);
  if (hidden.length > 0)
    query = query.where((eb) => eb.or([eb("a.person", "is", null), eb("a.person", "not in", hidden)]));
  if (cursor !== undefined) {
    const { place, key } = readKeyCursor(cursor, 1);
    const [before, [id = ""]] = [new Date(place), key];
    query = query.where((eb) =>
      eb.or([eb("a.raised_at", "<", before), eb.and([eb("a.raised_at", "=", before), eb("a.id", "<", id)])]),
    );
  }
  const found = await query
    .orderBy("a.raised_at", "desc")
    .orderBy("a.id", "desc")
    .limit(fetchLimit(filter))
    .execute();
  const { rows, ...next } = page(found, filter, (row) => keyCursor(row.raised_at.getTime(), row.id));
  return { appeals: rows.map(rowOf), ...next };
}

/** The same with its words. */
interface WholeAppeal extends AppealRow {
  /** How much of the finding the person was told. */
  readonly disclosure: Disclosure;
  readonly text: string;
  readonly via: string;
  readonly answer: string | null;
  readonly unit: string | null;
}

/** One appeal with its words. Throws `PROBITY_E_NOT_FOUND`, for those of the persons in `hidden` as well. */
export async function showAppeal(
  store: Pick<Store, "db">,
  id: string,
  hidden: readonly string[],
): Promise<WholeAppeal> {
  const row = await select(store).where("a.id", "=", id).executeTakeFirst();
  if (row === undefined || (row.person !== null && hidden.includes(row.person)))
    throw new ProbityError("PROBITY_E_NOT_FOUND", `no appeal ${id}`);
  const { disclosure, text, via, answer, unit } = row;
  return { ...rowOf(row), disclosure, text, via, answer, unit };
}

const rowOf = (row: Row): AppealRow => ({
  id: row.id,
  source: row.source,
  precheckId: row.decision,
  rule: row.rule,
  ruleVersion: row.rule_version,
  reason: row.reason,
  person: row.person,
  raisedAt: row.raised_at.toISOString(),
  state: row.state,
  answeredBy: row.answered_by,
  answeredAt: row.answered_at?.toISOString() ?? null,
  subject: row.subject,
  outcome: row.outcome,
  stage: row.stage,
});
