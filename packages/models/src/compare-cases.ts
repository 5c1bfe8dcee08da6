import { type Case, type EventType, ProbityError, type Result } from "@probity/contracts";
import type { ModelFolder } from "./model-folder.ts";
import { runCases, type RunCasesOptions } from "./run-cases.ts";

/** A case that two versions of a model judge differently. */
export interface CaseDifference {
  readonly rule: string;
  readonly name: string;
  /** Absent where that version does not have the rule, or cannot take the case's type or parameters. */
  readonly before?: Result | undefined;
  readonly after?: Result | undefined;
}

/** What the cases of the newer version give under both. */
export interface CaseComparison {
  readonly cases: number;
  /** Cases that both versions could judge. */
  readonly compared: number;
  readonly same: number;
  readonly differences: readonly CaseDifference[];
}

/**
 * Runs the cases of `after` under both versions of a model and lists those with another result. Rules that do not
 * compile count as rules that are not there.
 */
export function compareCases(
  before: ModelFolder,
  after: ModelFolder,
  types: readonly EventType[],
  options: RunCasesOptions = {},
): CaseComparison {
  const was = resultsUnder(before, after.cases, types, options);
  const is = resultsUnder(after, after.cases, types, options);
  const differences = after.cases.flatMap((one): CaseDifference[] => {
    const [old, next] = [was.get(one), is.get(one)];
    return old === next ? [] : [{ rule: one.rule, name: one.name, before: old, after: next }];
  });
  const compared = after.cases.filter((one) => was.has(one) && is.has(one)).length;
  const unequal = differences.filter((one) => one.before !== undefined && one.after !== undefined).length;
  return { cases: after.cases.length, compared, same: compared - unequal, differences };
}

function resultsUnder(
  { model }: ModelFolder,
  cases: readonly Case[],
  types: readonly EventType[],
  options: RunCasesOptions,
): ReadonlyMap<Case, Result> {
  const found = new Map<Case, Result>();
  for (const rule of model.rules) {
    const known = new Set(Object.keys(rule.params ?? {}));
    const own = cases.filter(
      (one) =>
        one.rule === rule.id &&
        rule.at.includes(one.type) &&
        Object.keys(one.params ?? {}).every((name) => known.has(name)),
    );
    for (const [at, result] of attempt({ model: { ...model, rules: [rule] }, cases: own }, types, options)) {
      const one = own[at];
      if (one !== undefined) found.set(one, result);
    }
  }
  return found;
}

function attempt(
  folder: ModelFolder,
  types: readonly EventType[],
  options: RunCasesOptions,
): readonly (readonly [number, Result])[] {
  try {
    return runCases(folder, types, options).flatMap(({ actual }, at) =>
      actual === undefined ? [] : [[at, actual] as const],
    );
  } catch (error) {
    if (error instanceof ProbityError) return [];
    throw error;
  }
}
