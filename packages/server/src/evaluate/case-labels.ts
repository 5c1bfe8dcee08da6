import { type CaseHooks, caseLabels, dismissalReasons } from "../cases/index.ts";
import { type NewLabel, recordLabel } from "./labels.ts";

/**
 * What a track of a case ends with becomes the label of its alerts, in the same transaction (AL-2): what it was closed by, or
 * why it was dismissed. A case that is reopened and ends again labels them again.
 */
export const labelFromCase: CaseHooks["moved"][number] = async (
  { transaction, now, tell },
  { caseId, track, to, by },
) => {
  if (to !== "closed" && to !== "not_a_problem") return;
  const { content } = await transaction.db
    .selectFrom("case_track")
    .select("content")
    .where("case_id", "=", caseId)
    .where("track", "=", track)
    .executeTakeFirstOrThrow();
  // Written by the steps of the case.
  const label = labelIn(to, JSON.parse(content) as Content);
  if (label === undefined) return;
  const alerts = await transaction.db
    .selectFrom("case_alert")
    .innerJoin("case_file", "case_file.id", "case_alert.case_id")
    .innerJoin("alert", "alert.id", "case_alert.alert")
    .select("alert.id")
    .where("case_file.root", "=", caseId)
    .where("alert.class", "=", track)
    .orderBy("alert.id")
    .execute();
  for (const { id: alert } of alerts) {
    // oxlint-disable-next-line no-await-in-loop -- one connection
    const { event } = await recordLabel(transaction, { alert, ...label, by: by ?? "system" }, now);
    tell(event);
  }
};

interface Content {
  readonly label?: unknown;
  /** Of a closing; {@link Content.reasonCode} is that of a dismissal, perhaps of an earlier round. */
  readonly labelReason?: unknown;
  readonly reasonCode?: unknown;
}

function labelIn(to: string, content: Content): Pick<NewLabel, "label" | "reason"> | undefined {
  const value = to === "not_a_problem" ? "not_confirmed" : content.label;
  const label = caseLabels.find((one) => one === value);
  if (label !== "not_confirmed") return label === undefined ? undefined : { label };
  const code = to === "not_a_problem" ? content.reasonCode : content.labelReason;
  return { label, reason: dismissalReasons.find((one) => one === code) ?? "other" };
}
