import type { ColleagueName } from "../office/people.ts";

/** How far people came with a case, in the order in which they come there. */
export const stages = [
  "assigned",
  "accepted",
  "verifying",
  "dismissal_proposed",
  "dismissed",
  "suspended",
  "transferred",
  "disposing",
  "applying",
  "appraising",
  "closing_proposed",
  "closed",
] as const;

/** One of {@link stages}. */
export type Stage = (typeof stages)[number];

/** What became of the measures of a case. */
export type MeasureFate = "overdue" | "half" | "asked" | "sent_back" | "signed_off";

/** How people dealt with the case of an alert. */
export interface Course {
  readonly rule: string;
  readonly subject: string;
  readonly stage: Stage;
  readonly handler: ColleagueName;
  /** Why it is no problem. */
  readonly reason?: string;
  readonly measure?: MeasureFate;
  readonly label?: "confirmed" | "partly";
  /** It was assigned with a day that has passed, and goes up by itself. */
  readonly isLate?: boolean;
}

type Rest = Omit<Course, "rule" | "subject" | "stage" | "handler">;

const course = (rule: string, subject: string, stage: Stage, rest: Rest = {}): Course => ({
  rule,
  subject,
  stage,
  // The bureau's own auditors are under its deputy director, who decides on works: those go to the discipline body.
  handler: ofDeputy.has(subject) ? "huang" : "liu",
  ...rest,
});

const ofDeputy: ReadonlySet<string> = new Set([
  "zz-2026-351",
  ...["703", "832", "835", "951"].map((mark) => `cg-2026-${mark}`),
  ...["722", "815"].map((mark) => `xj-2026-${mark}`),
]);

/** Courses of cases; what is not here nobody has looked at yet. */
export const courses: readonly Course[] = [
  course("PROC-TND-001", "cg-2026-831", "assigned"),
  course("PROC-TND-008", "cg-2026-843", "assigned", { isLate: true }),
  course("PROC-PRC-006", "cg-2026-933", "assigned"),
  course("CON-CHG-003", "cg-2026-712", "assigned"),
  course("PROC-AVD-005", "xj-2026-817", "assigned"),
  course("CON-PRF-001", "xj-2026-721", "assigned", { isLate: true }),
  course("GEN-SOD-001", "zf-2026-951", "assigned"),
  course("CON-CHG-005", "cg-2026-714", "accepted"),
  course("PROC-LNK-002", "cg-2026-911", "accepted"),
  course("PROC-AVD-002", "xj-2026-803", "accepted"),
  course("FIN-PAY-006", "zf-2026-922", "accepted"),
  course("PROC-CMP-001", "cg-2026-901", "accepted"),
  course("PROC-LNK-001", "cg-2026-913", "verifying"),
  course("FIN-PAY-004", "zf-2026-912", "verifying"),
  course("PROC-COI-001", "cg-2026-951", "verifying"),
  course("PROC-DOC-005", "cg-2026-921", "verifying"),
  course("PROC-PRC-001", "cg-2026-931", "verifying"),
  course("CON-CHG-002", "cg-2026-712", "dismissal_proposed", { reason: "authorised_exception" }),
  course("PROC-PRC-006", "cg-2026-934", "dismissal_proposed", { reason: "rule_too_strict" }),
  course("PROC-AVD-005", "xj-2026-818", "dismissed", { reason: "allowed_by_policy" }),
  course("PROC-TND-009", "cg-2026-845", "dismissed", { reason: "data_error" }),
  course("GEN-SOD-003", "zz-2026-351", "dismissed", { reason: "authorised_exception" }),
  course("PROC-TND-001", "cg-2026-835", "dismissed", { reason: "corrected_before" }),
  course("PROC-AWD-007", "cg-2026-954", "suspended"),
  course("PROC-AWD-007", "cg-2026-953", "transferred"),
  course("FIN-PAY-009", "zf-2026-942", "disposing"),
  course("CON-SGN-002", "cg-2026-703", "disposing"),
  course("PROC-AVD-001", "xj-2026-815", "disposing"),
  course("PROC-TND-001", "cg-2026-832", "disposing"),
  course("FIN-PAY-002", "zf-2026-902", "applying", { measure: "overdue" }),
  course("PROC-LNK-002", "cg-2026-912", "applying", { measure: "asked" }),
  course("PROC-TND-001", "cg-2026-833", "applying", { measure: "half" }),
  course("PROC-AVD-002", "xj-2026-807", "applying", { measure: "half" }),
  course("PROC-DOC-005", "cg-2026-922", "applying", { measure: "sent_back" }),
  course("PROC-TND-001", "cg-2026-834", "appraising", { measure: "signed_off" }),
  course("PROC-CMP-003", "cg-2026-905", "appraising", { measure: "signed_off" }),
  course("FIN-PAY-002", "zf-2026-904", "closing_proposed", { measure: "signed_off", label: "confirmed" }),
  course("FIN-PAY-009", "zf-2026-941", "closed", { measure: "signed_off", label: "confirmed" }),
  course("CON-SGN-007", "ht-2026-s03", "closed", { measure: "signed_off", label: "confirmed" }),
  course("CON-PRF-001", "xj-2026-722", "closed", { measure: "signed_off", label: "partly" }),
  course("PROC-EVL-003", "cg-2026-945", "closed", { measure: "signed_off", label: "confirmed" }),
  course("PROC-CMP-009", "cg-2026-908", "closed", { measure: "signed_off", label: "confirmed" }),
];

/** One matter that two rules found, made one case. */
export const mergedPair = {
  from: { rule: "PROC-LNK-009", subject: "cg-2026-913" },
  into: { rule: "PROC-LNK-001", subject: "cg-2026-913" },
} as const;
