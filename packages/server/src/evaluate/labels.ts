import { ProbityError } from "@probity/contracts";
import { sql } from "kysely";
import type { caseLabels, dismissalReasons } from "../cases/index.ts";
import type { ServerEvent } from "../log/index.ts";
import type { Store, Transaction } from "../store/index.ts";

/** What people found out about an alert. */
export type LabelValue = (typeof caseLabels)[number];

/** Why an alert was not confirmed (catalogue, section 11). */
export type LabelReason = (typeof dismissalReasons)[number];

/** A label to be recorded. */
export interface NewLabel {
  readonly alert: string;
  readonly label: LabelValue;
  /** Needed for, and only for, an alert that was not confirmed. */
  readonly reason?: LabelReason | undefined;
  /** A sentence for the owner of the rule; no log has it. */
  readonly note?: string | undefined;
  /** From 0 to 1. Default: 1; 0 for a duplicate, which says nothing about the rule. */
  readonly weight?: number | undefined;
  /** Id of the person. */
  readonly by: string;
}

/** A label as it was recorded. */
export interface LabelView {
  readonly alert: string;
  readonly n: number;
  readonly rule: string;
  readonly ruleVersion: string;
  readonly label: LabelValue;
  readonly reason: string | null;
  readonly note: string | null;
  readonly weight: number;
  readonly by: string;
  readonly at: string;
  /** Last place in the log of what the alert held. */
  readonly position: number;
}

/**
 * Records what people found out about an alert, in the caller's transaction, and gives the event to be logged under the
 * server's own source as its last act (AL-2). A later label of the same alert takes the place of the one before. From the
 * event's place in the log on, hits open another alert. Throws `PROBITY_E_NOT_FOUND`, and `PROBITY_E_REQUEST` for a reason
 * that is missing or has no place.
 */
export async function recordLabel(
  transaction: Transaction,
  label: NewLabel,
  now: Date,
): Promise<{ readonly recorded: LabelView; readonly event: ServerEvent }> {
  if ((label.reason !== undefined) !== (label.label === "not_confirmed"))
    throw new ProbityError(
      "PROBITY_E_REQUEST",
      "a reason goes with what was not confirmed, and only with it",
    );
  const alert = await transaction.db
    .selectFrom("alert")
    .select(["id", "rule", "rule_version", "level", "class", "last_position"])
    .where("id", "=", label.alert)
    .forUpdate()
    .executeTakeFirst();
  if (alert === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no alert ${label.alert}`);
  const row = await transaction.db
    .insertInto("alert_label")
    .values({
      alert: alert.id,
      n: sql<number>`(select coalesce(max(n), 0) + 1 from alert_label where alert = ${alert.id})`,
      rule: alert.rule,
      rule_version: alert.rule_version,
      level: alert.level,
      class: alert.class,
      label: label.label,
      reason: label.reason ?? null,
      note: label.note ?? null,
      weight: label.weight ?? (label.reason === "duplicate" ? 0 : 1),
      by_person: label.by,
      at: now.toISOString(),
      position: alert.last_position,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const recorded = viewOf(row);
  return { recorded, event: eventOf(recorded) };
}

function eventOf({ alert, rule, ruleVersion, label, reason, weight, by }: LabelView): ServerEvent {
  const why = reason === null ? {} : { reasonCode: reason };
  return {
    type: "alert.label.recorded",
    data: { label: { alert, rule, ruleVersion, value: label, ...why, weight, by } },
  };
}

/** Labels of an alert, the one that counts first. */
export async function labelsOf({ db }: Pick<Store, "db">, alert: string): Promise<readonly LabelView[]> {
  const rows = await db
    .selectFrom("alert_label")
    .selectAll()
    .where("alert", "=", alert)
    .orderBy("n", "desc")
    .limit(50)
    .execute();
  return rows.map(viewOf);
}

interface Row {
  readonly alert: string;
  readonly n: number;
  readonly rule: string;
  readonly rule_version: string;
  readonly label: LabelValue;
  readonly reason: string | null;
  readonly note: string | null;
  readonly weight: number;
  readonly by_person: string;
  readonly at: Date;
  readonly position: number;
}

const viewOf = (row: Row): LabelView => ({
  alert: row.alert,
  n: row.n,
  rule: row.rule,
  ruleVersion: row.rule_version,
  label: row.label,
  reason: row.reason,
  note: row.note,
  weight: row.weight,
  by: row.by_person,
  at: row.at.toISOString(),
  position: row.position,
});
