import { alertExports } from "./alerts.ts";
import { caseExports } from "./cases.ts";
import { itemExports } from "./items.ts";
import type { ExportKind } from "./kind.ts";
import { precheckExports } from "./prechecks.ts";
import { reportExports } from "./report.ts";
import { riskExports } from "./risks.ts";

/** Names of {@link exportKinds}. */
export const exportKindNames = ["alerts", "cases", "items", "prechecks", "risks", "report"] as const;

/** One of {@link exportKindNames}. */
export type ExportKindName = (typeof exportKindNames)[number];

/** Every list of which a file can be made. */
export const exportKinds: Readonly<Record<ExportKindName, ExportKind>> = {
  alerts: alertExports,
  cases: caseExports,
  items: itemExports,
  prechecks: precheckExports,
  risks: riskExports,
  report: reportExports,
};
