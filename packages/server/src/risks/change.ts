import { ProbityError } from "@probity/contracts";
import { isOneWith, requireAt } from "../access/index.ts";
import type { Viewer } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { loggingTransaction, ownSource, type ServerEvent } from "../log/index.ts";
import type { Transaction } from "../store/index.ts";
import { gradeOf } from "./grade.ts";
import { demandShown } from "./shown.ts";
import type { RiskGiven, RiskPoint } from "./point.ts";
import { lockRisk, saveRisk } from "./store-point.ts";

/** What changing the register needs. */
export type RiskContext = Pick<Context, "store" | "log" | "clock" | "newId" | "organisation">;

const halfYearMs = 182 * 86_400_000;

/** A change: of the version that was seen; without one it makes the point. */
export interface RiskChange {
  readonly id: string;
  readonly version?: number | undefined;
  readonly given: RiskGiven;
}

/**
 * Makes or changes points, all of them or none; a change that changes nothing is left out. Throws `PROBITY_E_RISK_STATE` for a point that has moved on, `PROBITY_E_REQUEST`
 * for a unit or post that is not there, and `PROBITY_E_FORBIDDEN` outside one's own units.
 */
export async function changeRisks(
  context: RiskContext,
  viewer: Viewer,
  changes: readonly RiskChange[],
): Promise<readonly RiskPoint[]> {
  const { store, log, clock, organisation } = context;
  const book = await organisation.book();
  const now = clock();
  return await loggingTransaction(store, async (transaction) => {
    const events: ServerEvent[] = [];
    const points: RiskPoint[] = [];
    // oxlint-disable no-await-in-loop -- one connection
    for (const change of changes) {
      demandPlace(book, change.given, now);
      const point = await nextOf(transaction, viewer, change, now);
      if (point === undefined) continue;
      points.push(point);
      events.push(await saveRisk(transaction, point, "change"));
    }
    // oxlint-enable no-await-in-loop
    await log.logServerEvents(transaction, ownSource, events);
    return points;
  });
}

async function nextOf(
  transaction: Transaction,
  viewer: Viewer,
  { id, version, given }: RiskChange,
  now: number,
): Promise<RiskPoint | undefined> {
  const by = viewer.granted;
  const before = await lockRisk(transaction, id);
  if (before !== undefined) await demandShown(transaction, viewer, id);
  if (before?.version !== version)
    throw new ProbityError("PROBITY_E_RISK_STATE", `${id} is at version ${before?.version ?? 0}`);
  await requireAt(transaction.db, by, "risk.write", given.unit);
  if (before !== undefined) await requireAt(transaction.db, by, "risk.write", before.unit);
  if (before !== undefined && isSame(given, before)) return undefined;
  return {
    ...given,
    id,
    version: (before?.version ?? 0) + 1,
    grade: gradeOf(given.probability, given.harm),
    state: before?.state ?? "open",
    caseId: before?.caseId ?? null,
    track: before?.track ?? null,
    reviewAt: given.reviewAt ?? before?.reviewAt ?? new Date(now + halfYearMs).toISOString(),
    changedAt: new Date(now).toISOString(),
    changedBy: by.id,
  };
}

/** Whether a point is as it is given already. */
const isSame = (given: RiskGiven, before: RiskPoint): boolean =>
  Object.entries({ ...blank, ...given }).every(([name, value]) => {
    const kept: unknown = Reflect.get(before, name);
    if (name === "reviewAt")
      return typeof value !== "string" || Date.parse(value) === Date.parse(before.reviewAt);
    return JSON.stringify(value) === JSON.stringify(kept);
  });

/** What may be left out, so that leaving it out takes it away. */
const blank = {
  post: undefined,
  powerItem: undefined,
  place: undefined,
  forms: undefined,
  owner: undefined,
  reviewAt: undefined,
};

function demandPlace(
  { units, posts }: Awaited<ReturnType<Context["organisation"]["book"]>>,
  { level, unit, post }: RiskGiven,
  now: number,
): void {
  if (units.at(unit, now) === undefined) throw new ProbityError("PROBITY_E_REQUEST", `no unit ${unit}`);
  if ((level === "post") !== (post !== undefined))
    throw new ProbityError("PROBITY_E_REQUEST", "a post goes with level post, and only with it");
  if (post !== undefined && posts.at(post, now)?.unit !== unit)
    throw new ProbityError("PROBITY_E_REQUEST", `no post ${post} of ${unit}`);
}

/** What a person decides about a point without writing it anew. */
export type RiskDecision = "review" | "accept" | "refuse" | "retire";

const acts = { review: "review", accept: "acceptance", refuse: "refusal", retire: "retirement" } as const;

/**
 * Reviews a point, decides about a proposed one, or retires one. Throws `PROBITY_E_RISK_STATE` where it is not what was
 * seen, `PROBITY_E_FOUR_EYES` for a decision about what one proposed or changed oneself.
 */
export async function decideRisk(
  { store, log, clock }: RiskContext,
  viewer: Viewer,
  {
    id,
    version,
    decision,
  }: { readonly id: string; readonly version: number; readonly decision: RiskDecision },
): Promise<RiskPoint> {
  const now = clock();
  const by = viewer.granted;
  return await loggingTransaction(store, async (transaction) => {
    const before = await lockRisk(transaction, id);
    if (before === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no risk ${id}`);
    await demandShown(transaction, viewer, id);
    const permission = decision === "review" ? "risk.write" : "risk.approve";
    await requireAt(transaction.db, by, permission, before.unit);
    const proposed = decision === "accept" || decision === "refuse";
    if (before.version !== version || proposed !== (before.state === "proposed"))
      throw new ProbityError("PROBITY_E_RISK_STATE", `${id} is ${before.state} at version ${before.version}`);
    if (decision !== "review" && isOneWith(by, before.changedBy))
      throw new ProbityError("PROBITY_E_FOUR_EYES", "somebody else decides about one's own change");
    const at = new Date(now).toISOString();
    const state = decision === "refuse" || decision === "retire" ? "retired" : "open";
    const reviewAt = new Date(now + halfYearMs).toISOString();
    const point: RiskPoint = {
      ...before,
      version: version + 1,
      state,
      reviewAt,
      changedAt: at,
      changedBy: by.id,
    };
    const event = await saveRisk(transaction, point, acts[decision]);
    await log.logServerEvents(transaction, ownSource, [event]);
    return point;
  });
}
