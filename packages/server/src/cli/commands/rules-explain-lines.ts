import type { Rule } from "@probity/contracts";
import type { Reading, RuleFacts } from "@probity/engine/author";
import type { CommandContext } from "../context.ts";
import { pairs, table } from "../output/table.ts";
import { printable } from "../output/width.ts";

/** What is said of a rule. */
export interface Explained {
  readonly rule: Rule;
  readonly readings: readonly Reading[];
  readonly facts: RuleFacts;
  readonly fields: readonly { readonly path: string; readonly description?: string | undefined }[];
}

/** A rule as a person reads it. */
export function readingLines(
  context: CommandContext,
  { rule, readings, facts, fields }: Explained,
): readonly string[] {
  const { say, locale } = context;
  const reading = (field: string): string | undefined =>
    readings.find((one) => one.field === field)?.text[locale];
  const shows = (rule.evidence ?? []).map(
    ({ name, label }) => `${label[locale]}: ${reading(`evidence.${name}`) ?? ""}`,
  );
  return [
    `${rule.id} ${rule.version}  ${printable(rule.name[locale])}`,
    ...pairs(headOf(context, rule)),
    "",
    ...section(say("explainApplies"), reading("applies") ?? say("explainAlways")),
    ...featureLines(context, rule, reading),
    ...section(say(rule.deadline === undefined ? "explainWhen" : "explainBegins"), reading("when") ?? ""),
    ...(rule.deadline === undefined ? [] : section(say("explainDeadline"), reading("deadline") ?? "")),
    ...(shows.length === 0 ? [] : section(say("explainShows"), shows.join("\n"))),
    ...paramLines(context, rule),
    ...fieldLines(context, fields),
    ...section(
      say("explainCost"),
      say("explainCostText", { most: facts.mostSteps, budget: facts.stepBudget }),
    ),
    ...section(say("legalBasis"), rule.basis.join("\n")),
    ...section(say("explainReview"), rule.review),
  ];
}

function featureLines(
  { say }: CommandContext,
  { features = {} }: Rule,
  reading: (field: string) => string | undefined,
): readonly string[] {
  const told = Object.keys(features).map((name) => `features.${name}: ${reading(`features.${name}`) ?? ""}`);
  return told.length === 0 ? [] : section(say("explainKnows"), told.join("\n"));
}

function headOf(context: CommandContext, rule: Rule): readonly (readonly [string, string | undefined])[] {
  const { say, locale } = context;
  const level = say("explainLevelText", { level: rule.level, class: context.word(rule.class) ?? "" });
  return [
    [say("explainWatches"), rule.point[locale]],
    [say("explainWhy"), rule.explanation[locale]],
    [say("explainAt"), rule.at.join(", ")],
    [say("explainReads"), say(rule.reads === "record" ? "explainReadsRecord" : "explainReadsEvent")],
    [say("explainLevel"), level],
    [say("explainAction"), context.word(rule.ceiling)],
    [say("explainDisclosure"), say(disclosureTexts[rule.disclosure])],
  ];
}

const disclosureTexts = {
  full: "disclosureFull",
  generic: "disclosureGeneric",
  silent: "disclosureSilent",
} as const;

function section(title: string, text: string): readonly string[] {
  return [title, ...text.split("\n").map((line) => `  ${indentOf(line)}${printable(line.trimStart())}`), ""];
}

function indentOf(line: string): string {
  return " ".repeat(line.length - line.trimStart().length);
}

function paramLines(context: CommandContext, rule: Rule): readonly string[] {
  const { say, locale } = context;
  const params = Object.entries(rule.params ?? {}).map(([name, param]) => ({ name, ...param }));
  if (params.length === 0) return [];
  const rows = table(params, [
    { title: say("colParam"), value: (row) => row.name },
    { title: say("colType"), value: (row) => row.type },
    { title: say("colDefault"), value: (row) => defaultText(row.default, row.unit) },
    { title: say("colBounds"), value: (row) => boundsText(row.min, row.max) },
    { title: say("colDescription"), value: (row) => row.description[locale] },
    { title: say("colBasis"), value: (row) => row.source },
  ]);
  return [say("explainParams"), ...rows.map((line) => `  ${line}`), ""];
}

function defaultText(value: unknown, unit: string | undefined): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return unit === undefined ? text : `${text} ${unit}`;
}

function boundsText(min: number | undefined, max: number | undefined): string | undefined {
  return min === undefined && max === undefined ? undefined : `${min ?? ""}..${max ?? ""}`;
}

function fieldLines(context: CommandContext, fields: Explained["fields"]): readonly string[] {
  const { say } = context;
  if (fields.length === 0) return [];
  const rows = table(fields, [
    { title: say("colFieldPath"), value: (row) => row.path, max: 80 },
    { title: say("colDescription"), value: (row) => row.description, max: 80 },
  ]);
  return [say("explainFields"), ...rows.map((line) => `  ${line}`), ""];
}
