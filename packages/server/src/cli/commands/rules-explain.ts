import { type Case, type Json, ProbityError, type Rule } from "@probity/contracts";
import {
  compileModel,
  deadlineReadingOf,
  environments,
  featureReadingOf,
  fieldDescription,
  readingOf,
  ruleFacts,
  traceRule,
  type RuleTrace,
  type TraceInput,
} from "@probity/engine/author";
import { type ModelFolder, traceCase } from "@probity/models";
import { readText } from "../audit/read-input.ts";
import type { CommandContext } from "../context.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { objectAt, textAt } from "../json-read.ts";
import { readingLines } from "./rules-explain-lines.ts";
import { modelsOf, ruleIn, ruleTypes } from "./rules-models.ts";
import { showingProblems } from "./rules-problems.ts";
import { traceLines } from "./rules-trace-lines.ts";

/** Options of `rules explain`. */
export interface ExplainOptions {
  readonly model?: string | undefined;
  readonly event?: string | undefined;
  readonly record?: string | undefined;
  readonly case?: string | undefined;
}

/** Reads a rule in plain words (RU-7); with an event or a case it is judged, and every part of it shown (EN-4). */
export function explainRule(context: CommandContext, id: string, options: ExplainOptions): ExitCode {
  const models = modelsOf(options.model === undefined ? [] : [options.model]);
  const { folder, rule } = ruleIn(context, models, id);
  return showingProblems(context, folder.model, () => {
    const environmentOf = environments(ruleTypes);
    compileModel({ ...folder.model, rules: [rule] }, ruleTypes, environmentOf);
    const readings = [
      ...featureReadingOf(rule, environmentOf),
      ...readingOf(rule, environmentOf),
      ...deadlineReadingOf(rule, environmentOf),
    ];
    const facts = ruleFacts(rule, environmentOf);
    const types = ruleTypes.filter((type) => rule.at.includes(type.type) || rule.reads === "record");
    const fields = facts.reads
      .filter((path) => !/^(?:params|features)\./.test(path))
      .map((path) => ({ path, description: fieldDescription(path, types) }));
    const trace = traced(context, folder, rule, options);
    // All of it is plain data; JSON drops what is undefined.
    const value = JSON.parse(
      JSON.stringify({
        rule,
        readings,
        fields,
        cost: { most: facts.mostSteps, budget: facts.stepBudget },
        trace,
      }),
    ) as Json;
    context.print(value, () => [
      ...readingLines(context, { rule, readings, facts, fields }),
      ...(trace === undefined ? [] : traceLines(context, trace)),
    ]);
    return exitCodes.ok;
  });
}

function traced(
  context: CommandContext,
  { model, cases }: ModelFolder,
  rule: Rule,
  options: ExplainOptions,
): RuleTrace | undefined {
  const timeZone = context.env["PROBITY_TIME_ZONE"] || "Asia/Shanghai";
  const { case: name, event } = options;
  if (name !== undefined)
    return traceCase(model, rule, caseOf(context, cases, rule, name), ruleTypes, timeZone);
  if (event === undefined) return undefined;
  const input = eventInput(context, rule, event);
  const record = options.record === undefined ? undefined : objectAt(readJson(options.record));
  return traceRule(model, rule, ruleTypes, { ...input, record, timeZone });
}

function caseOf(context: CommandContext, cases: readonly Case[], rule: Rule, name: string): Case {
  const found = cases.find((one) => one.rule === rule.id && one.name.includes(name));
  if (found === undefined)
    throw new ProbityError("PROBITY_E_NOT_FOUND", context.say("explainNoCase", { rule: rule.id, name }));
  return found;
}

function eventInput(
  context: CommandContext,
  rule: Rule,
  file: string,
): Pick<TraceInput, "type" | "data" | "time"> {
  const value = objectAt(readJson(file));
  const isEvent = typeof value["type"] === "string" && typeof value["data"] === "object";
  const now = new Date(context.terminal.now()).toISOString();
  if (!isEvent) return { type: rule.at[0] ?? "", data: value, time: now };
  return {
    type: textAt(value, "type") ?? "",
    data: objectAt(value, "data"),
    time: textAt(value, "time") ?? now,
  };
}

function readJson(file: string): Json {
  try {
    return JSON.parse(readText(file)) as Json;
  } catch (cause) {
    if (cause instanceof ProbityError) throw cause;
    throw new ProbityError("PROBITY_E_FILE", `${file}: ${String(cause)}`, { cause });
  }
}
