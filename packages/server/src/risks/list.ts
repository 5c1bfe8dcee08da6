import { ProbityError } from "@probity/contracts";
import { type RawBuilder, sql, type SqlBool } from "kysely";
import { inScope, reaches, scopeOf } from "../access/index.ts";
import type { Viewer } from "../cases/index.ts";
import type { Store } from "../store/index.ts";
import type { Degree } from "./grade.ts";
import type { RiskPoint } from "./point.ts";
import { caseShownSql, shownSql, withoutCase } from "./shown.ts";
import { riskOf } from "./store-point.ts";

/** By what points are looked for. */
export interface RiskFilter {
  readonly level?: "unit" | "office" | "post" | undefined;
  /** With all units under it. */
  readonly unit?: string | undefined;
  readonly grade?: Degree | undefined;
  readonly probability?: Degree | undefined;
  readonly harm?: Degree | undefined;
  readonly state?: RiskPoint["state"] | undefined;
  readonly overdue?: boolean | undefined;
  readonly limit: number;
  /** The last id of the page before. */
  readonly cursor?: string | undefined;
}

/** A page of points of the units that somebody may see, by id. */
export async function listRisks(
  { db }: Pick<Store, "db">,
  viewer: Viewer,
  filter: RiskFilter,
  now: Date,
): Promise<{ readonly risks: readonly RiskPoint[]; readonly next?: string }> {
  const { level, unit, grade, probability, harm, state, overdue, limit, cursor } = filter;
  let query = db
    .selectFrom("risk_point")
    .selectAll()
    .select(caseShownSql(viewer).as("case_shown"))
    .where(inScope(scopeOf(viewer.granted, "risk.read"), "risk_point.unit"))
    .where(shownSql(viewer));
  if (level !== undefined) query = query.where("level", "=", level);
  if (unit !== undefined) query = query.where(inScope({ units: [unit] }, "risk_point.unit"));
  if (grade !== undefined) query = query.where("grade", "=", grade);
  if (probability !== undefined) query = query.where(degreeSql("probability"), "=", probability);
  if (harm !== undefined) query = query.where(degreeSql("harm"), "=", harm);
  if (overdue === true) query = query.where("review_at", "<", now).where("state", "=", "open");
  query = state === undefined ? query.where("state", "<>", "retired") : query.where("state", "=", state);
  if (cursor !== undefined) query = query.where("id", ">", cursor);
  const rows = await query
    .orderBy("id")
    .limit(limit + 1)
    .execute();
  const risks = rows.slice(0, limit).map((row) => viewOf(row, riskOf(row)));
  const last = risks.at(-1)?.id;
  return { risks, ...(rows.length > limit && last !== undefined && { next: last }) };
}

/** A degree of a point, from what it was given. */
const degreeSql = (name: "probability" | "harm"): RawBuilder<number> =>
  sql<number>`(risk_point.body::json ->> ${sql.lit(name)})::int`;

/** How many open points somebody may see, by probability and harm. */
export interface RiskCount {
  readonly probability: number;
  readonly harm: number;
  readonly open: number;
}

/** Counts what {@link listRisks} lists of the open points, in a unit with all under it or everywhere. */
export async function countRisks(
  { db }: Pick<Store, "db">,
  viewer: Viewer,
  unit: string | undefined,
): Promise<readonly RiskCount[]> {
  let query = db
    .selectFrom("risk_point")
    .select(degreeSql("probability").as("probability"))
    .select(degreeSql("harm").as("harm"))
    .select(({ fn }) => fn.countAll<number>().as("open"))
    .where("state", "=", "open")
    .where(inScope(scopeOf(viewer.granted, "risk.read"), "risk_point.unit"))
    .where(shownSql(viewer));
  if (unit !== undefined) query = query.where(inScope({ units: [unit] }, "risk_point.unit"));
  return await query.groupBy(["probability", "harm"]).execute();
}

const viewOf = ({ case_shown: shown }: { readonly case_shown: SqlBool }, point: RiskPoint): RiskPoint =>
  shown === true ? point : withoutCase(point);

/** A version of a point, with what was done. */
export interface RiskVersion {
  readonly version: number;
  readonly act: string;
  readonly at: string;
  readonly by: string;
  readonly point: RiskPoint;
}

/** One point with its newest 100 versions. Throws `PROBITY_E_NOT_FOUND`, outside one's own units as well. */
export async function showRisk(
  { db }: Pick<Store, "db">,
  viewer: Viewer,
  id: string,
): Promise<RiskPoint & { readonly versions: readonly RiskVersion[] }> {
  const row = await db
    .selectFrom("risk_point")
    .selectAll()
    .select(caseShownSql(viewer).as("case_shown"))
    .where("id", "=", id)
    .where(shownSql(viewer))
    .executeTakeFirst();
  if (row === undefined || !(await reaches(db, scopeOf(viewer.granted, "risk.read"), row.unit)))
    throw new ProbityError("PROBITY_E_NOT_FOUND", `no risk ${id}`);
  const versions = await db
    .selectFrom("risk_version")
    .selectAll()
    .where("id", "=", id)
    .orderBy("version", "desc")
    .limit(100)
    .execute();
  return {
    ...viewOf(row, riskOf(row)),
    versions: versions.map((one) => ({
      version: one.version,
      act: one.act,
      at: one.changed_at.toISOString(),
      by: one.changed_by,
      // Written by saveRisk.
      point: viewOf(row, JSON.parse(one.point) as RiskPoint),
    })),
  };
}
