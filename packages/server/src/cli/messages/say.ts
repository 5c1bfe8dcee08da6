import type { Locale } from "@probity/contracts";
import { approvalTexts } from "./approval-texts.ts";
import { auditTexts } from "./audit-texts.ts";
import { calendarTexts } from "./calendar-texts.ts";
import { caseTexts } from "./case-texts.ts";
import { commandTexts } from "./command-texts.ts";
import { completenessTexts } from "./completeness-texts.ts";
import { deadlineTexts } from "./deadline-texts.ts";
import { escalationTexts } from "./escalation-texts.ts";
import { evaluationTexts } from "./evaluation-texts.ts";
import { importTexts } from "./import-texts.ts";
import { linksTexts } from "./links-texts.ts";
import { modelsTexts } from "./models-texts.ts";
import { orgTexts } from "./org-texts.ts";
import { notifyTexts } from "./notify-texts.ts";
import { outputTexts } from "./output-texts.ts";
import { peopleTexts } from "./people-texts.ts";
import { precheckTexts } from "./precheck-texts.ts";
import { rectifyTexts } from "./rectify-texts.ts";
import { riskTexts } from "./risk-texts.ts";
import { rulesTexts } from "./rules-texts.ts";
import { runTexts } from "./run-texts.ts";
import { windowsTexts } from "./windows-texts.ts";

const texts = {
  ...approvalTexts,
  ...auditTexts,
  ...calendarTexts,
  ...caseTexts,
  ...commandTexts,
  ...completenessTexts,
  ...deadlineTexts,
  ...escalationTexts,
  ...evaluationTexts,
  ...importTexts,
  ...linksTexts,
  ...modelsTexts,
  ...orgTexts,
  ...notifyTexts,
  ...outputTexts,
  ...peopleTexts,
  ...precheckTexts,
  ...rectifyTexts,
  ...riskTexts,
  ...rulesTexts,
  ...runTexts,
  ...windowsTexts,
};

/** Name of a text. */
export type TextKey =
  | keyof typeof approvalTexts
  | keyof typeof auditTexts
  | keyof typeof calendarTexts
  | keyof typeof caseTexts
  | keyof typeof commandTexts
  | keyof typeof completenessTexts
  | keyof typeof deadlineTexts
  | keyof typeof escalationTexts
  | keyof typeof evaluationTexts
  | keyof typeof importTexts
  | keyof typeof linksTexts
  | keyof typeof modelsTexts
  | keyof typeof orgTexts
  | keyof typeof notifyTexts
  | keyof typeof outputTexts
  | keyof typeof peopleTexts
  | keyof typeof precheckTexts
  | keyof typeof rectifyTexts
  | keyof typeof riskTexts
  | keyof typeof rulesTexts
  | keyof typeof runTexts
  | keyof typeof windowsTexts;

/** Gives a text in one language, with `{name}` filled in. */
export type Say = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

/** The texts of a language. */
export function sayIn(locale: Locale): Say {
  const index = locale === "zh-CN" ? 0 : 1;
  return (key, values = {}) =>
    texts[key][index].replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
