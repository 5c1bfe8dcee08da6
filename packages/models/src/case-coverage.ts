import type { Case, EventType, Result, Rule } from "@probity/contracts";
import type { ModelFolder } from "./model-folder.ts";
import { runCases, type RunCasesOptions } from "./run-cases.ts";

/** What the worked cases of a rule leave out. */
export interface CoverageGap {
  readonly rule: string;
  /** Results that no case of the rule expects although it must show them. */
  readonly lacks: readonly Result[];
}

/**
 * Names the rules whose cases are too few: every rule needs a case that hits and one that stays clear, and, when data
 * that it reads can be missing, one that is indeterminate. Whether data can be missing is asked of the engine: the rule
 * is run on empty data. An empty list means that the model is covered.
 */
export function caseCoverage(
  folder: ModelFolder,
  types: readonly EventType[],
  options: RunCasesOptions = {},
): CoverageGap[] {
  const empty = folder.model.rules.flatMap(emptyCase);
  const judged = runCases({ model: folder.model, cases: empty }, types, options);
  const blind = new Set(judged.filter((result) => result.ok).map((result) => result.rule));
  return folder.model.rules.flatMap((rule) => {
    const wanted: Result[] = blind.has(rule.id) ? ["hit", "clear", "indeterminate"] : ["hit", "clear"];
    const shown = new Set(folder.cases.filter((one) => one.rule === rule.id).map((one) => one.expect));
    const lacks = wanted.filter((result) => !shown.has(result));
    return lacks.length === 0 ? [] : [{ rule: rule.id, lacks }];
  });
}

function emptyCase(rule: Rule): Case[] {
  return rule.at.slice(0, 1).map((type) => ({
    rule: rule.id,
    name: "empty data",
    type,
    data: {},
    record: {},
    expect: "indeterminate",
  }));
}
