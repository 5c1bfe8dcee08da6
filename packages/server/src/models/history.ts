import type { JsonObject } from "@probity/contracts";
import { libraryId } from "../people/index.ts";
import type { ServerEvent } from "../log/index.ts";
import type { Store, Transaction } from "../store/index.ts";
import { contributions, type ModelState, type ModelStep } from "./life.ts";
import type { VersionName } from "./versions.ts";

/** A step as it is written down. */
export interface StepEntry {
  readonly step: ModelStep;
  /** State after it. */
  readonly state: ModelState;
  readonly digest: string;
  readonly by: string;
  /** The other person, where two were needed. */
  readonly with?: string | undefined;
  readonly reason?: string | undefined;
  readonly details?: JsonObject | undefined;
}

/** A step as people see it. */
export interface StepView {
  readonly n: number;
  readonly step: string;
  readonly state: string;
  readonly digest: string;
  readonly by: string;
  readonly with: string | null;
  readonly reason: string | null;
  readonly details: unknown;
  readonly at: string;
}

/** Writes a step into the history of a version, whose row this transaction holds, and gives the event that tells of it. */
export async function writeStep(
  { db }: Transaction,
  name: VersionName,
  entry: StepEntry,
  now: Date,
): Promise<ServerEvent> {
  const { id, version } = name;
  const { n } = await db
    .selectFrom("model_step")
    .select((eb) => eb.fn.coalesce(eb.fn.max("n"), eb.lit(0)).as("n"))
    .where("model", "=", id)
    .where("version", "=", version)
    .executeTakeFirstOrThrow();
  const { step, state, digest, by, with: other, reason, details } = entry;
  const row = { model: id, version, n: n + 1, step, state, digest, by, at: now.toISOString() };
  await db
    .insertInto("model_step")
    .values({
      ...row,
      with_person: other ?? null,
      reason: reason ?? null,
      details: details === undefined ? null : JSON.stringify(details),
    })
    .execute();
  return {
    type: "model.version.advanced",
    data: {
      model: {
        id,
        version,
        digest,
        step,
        state,
        by,
        ...(other !== undefined && { with: other }),
        ...(reason !== undefined && { reason }),
      },
    },
  };
}

/** The history of a version, the first step first. */
export async function readHistory(
  { db }: Pick<Store, "db">,
  name: VersionName,
): Promise<readonly StepView[]> {
  const rows = await db
    .selectFrom("model_step")
    .selectAll()
    .where("model", "=", name.id)
    .where("version", "=", name.version)
    .orderBy("n")
    .execute();
  return rows.map((row) => ({
    n: row.n,
    step: row.step,
    state: row.state,
    digest: row.digest,
    by: row.by,
    with: row.with_person,
    reason: row.reason,
    details: row.details === null ? null : JSON.parse(row.details),
    at: row.at.toISOString(),
  }));
}

/** Everybody who wrote, changed or submitted a version, its author included; they may not release it (CA-3). */
export async function contributorsOf(
  { db }: Pick<Store, "db">,
  name: VersionName,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom("model_step")
    .select("by")
    .distinct()
    .where("model", "=", name.id)
    .where("version", "=", name.version)
    .where("step", "in", [...contributions])
    .execute();
  return new Set(rows.map(({ by }) => by).filter((by) => by !== libraryId));
}
