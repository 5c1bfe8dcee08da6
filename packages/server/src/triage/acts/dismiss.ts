import { type JsonObject, ProbityError } from "@probity/contracts";
import { actsFor, requireAt } from "../../access/index.ts";
import { type BulkKind, demandImpartialTo, lockAlerts } from "../../cases/index.ts";
import { type LabelReason, recordLabel } from "../../evaluate/index.ts";

/** Why alerts are dismissed. */
export interface Dismissal {
  readonly reason: LabelReason;
  readonly note: string;
}

/** Alerts that are no problem, as the kind of an act. */
export const dismissesAlerts = "alert.dismiss";

/**
 * Labels one alert as not confirmed, so that its rule learns from it (AL-2). What is in a case is judged there, by two persons:
 * it throws `PROBITY_E_CASE_STATE`.
 */
export const dismissOne: BulkKind = async (work, { id }, input, by) => {
  const { transaction, look, now, tell } = work;
  await requireAt(transaction.db, by, "evaluation.write", null);
  await demandImpartialTo(transaction, look, actsFor(by), id);
  const [alert] = await lockAlerts(transaction, [id]);
  if (alert?.case_id !== null)
    throw new ProbityError("PROBITY_E_CASE_STATE", "the alert is in a case, where it is judged");
  const { reason, note } = dismissalOf(input);
  const { event } = await recordLabel(
    transaction,
    { alert: id, label: "not_confirmed", reason, note, by: by.id },
    now,
  );
  tell(event);
};

/** Stored by the route that took the act up. */
const dismissalOf = (input: JsonObject): Dismissal => input as unknown as Dismissal;
