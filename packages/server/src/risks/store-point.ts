import type { Track } from "../cases/index.ts";
import type { ServerEvent } from "../log/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import { armTimers } from "../timers/index.ts";
import type { RiskGiven, RiskPoint } from "./point.ts";

/** What was done to a point. */
export type RiskAct = "change" | "review" | "proposal" | "acceptance" | "refusal" | "retirement";

interface Row {
  readonly id: string;
  readonly version: number;
  readonly body: string;
  readonly grade: 1 | 2 | 3;
  readonly state: RiskPoint["state"];
  readonly case_id: string | null;
  readonly track: Track | null;
  readonly review_at: Date;
  readonly changed_at: Date;
  readonly changed_by: string;
}

const lock: Statement = { name: "risk-lock", text: "select * from risk_point where id = $1 for update" };

/** A point, locked by the transaction. */
export async function lockRisk(run: Pick<Transaction, "run">, id: string): Promise<RiskPoint | undefined> {
  const [row] = await run.run<Row>(lock, [id]);
  return row === undefined ? undefined : riskOf(row);
}

/** A point of its row. */
export const riskOf = (row: Row): RiskPoint => ({
  // Written by saveRisk.
  ...(JSON.parse(row.body) as RiskGiven),
  id: row.id,
  version: row.version,
  grade: row.grade,
  state: row.state,
  caseId: row.case_id,
  track: row.track,
  reviewAt: row.review_at.toISOString(),
  changedAt: row.changed_at.toISOString(),
  changedBy: row.changed_by,
});

const save: Statement = {
  name: "risk-save",
  text: `insert into risk_point (id, version, level, unit, post, body, grade, owner, state, case_id, track, review_at, changed_at, changed_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::timestamptz, $13::timestamptz, $14)
    on conflict (id) do update set version = excluded.version, level = excluded.level, unit = excluded.unit,
      post = excluded.post, body = excluded.body, grade = excluded.grade, owner = excluded.owner, state = excluded.state,
      review_at = excluded.review_at, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
};

const keep: Statement = {
  name: "risk-keep",
  text: `insert into risk_version (id, version, act, point, changed_at, changed_by)
    values ($1, $2, $3, $4, $5::timestamptz, $6)`,
};

/** The timer that reminds of a review. */
export const reviewTimer = "risk.review";

/** Stores a point as its next version, sets the reminder of its review, and gives what is to be logged. */
export async function saveRisk(
  transaction: Transaction,
  point: RiskPoint,
  act: RiskAct,
): Promise<ServerEvent> {
  const { id, version, grade, state, caseId, track, reviewAt, changedAt, changedBy, ...given } = point;
  await transaction.run(save, [
    id,
    version,
    given.level,
    given.unit,
    given.post ?? null,
    JSON.stringify(given),
    grade,
    given.owner ?? null,
    state,
    caseId,
    track,
    reviewAt,
    changedAt,
    changedBy,
  ]);
  await transaction.run(keep, [id, version, act, JSON.stringify(point), changedAt, changedBy]);
  await armTimers(transaction, [
    { kind: reviewTimer, key: id, dueAt: new Date(reviewAt), payload: { id, version } },
  ]);
  const risk = { id, version, act, state, level: given.level, unit: given.unit, grade, by: changedBy };
  return { type: "risk.point.changed", data: { risk } };
}
