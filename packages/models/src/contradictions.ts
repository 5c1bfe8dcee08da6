import type { Case, Rule } from "@probity/contracts";
import type { ModelFolder } from "./model-folder.ts";

/** What the schemas cannot say: a contradiction within a model folder, and where it stands. */
export interface Contradiction {
  readonly in: "model" | "cases";
  /** JSON pointer into that file. */
  readonly pointer: string;
  readonly message: string;
}

/** Checks a model folder's two files against each other. An empty list means consistent. */
export function contradictions({ model, cases }: ModelFolder): Contradiction[] {
  const found: Contradiction[] = [];
  const rules = new Map<string, Rule>();
  for (const [index, rule] of model.rules.entries()) {
    for (const message of ruleProblems(rule, model.id, rules)) {
      found.push({ in: "model", pointer: `/rules/${index}/id`, message });
    }
    rules.set(rule.id, rule);
  }
  for (const [index, one] of cases.entries()) {
    for (const [field, message] of caseProblems(one, rules.get(one.rule))) {
      found.push({ in: "cases", pointer: `/${index}/${field}`, message });
    }
  }
  return found;
}

function ruleProblems(rule: Rule, model: string, seen: ReadonlyMap<string, Rule>): string[] {
  const problems: string[] = [];
  if (!rule.id.startsWith(`${model}-`)) problems.push(`rule ${rule.id} does not belong to model ${model}`);
  if (seen.has(rule.id)) problems.push(`rule ${rule.id} is written twice`);
  return problems;
}

function caseProblems(one: Case, rule: Rule | undefined): [field: string, message: string][] {
  if (rule === undefined) return [["rule", `no rule ${one.rule} in this model`]];
  const problems: [string, string][] = [];
  if (!rule.at.includes(one.type)) problems.push(["type", `${rule.id} is not judged at ${one.type}`]);
  for (const name of Object.keys(one.params ?? {})) {
    if (!Object.hasOwn(rule.params ?? {}, name))
      problems.push(["params", `${rule.id} has no parameter ${name}`]);
  }
  if (one.missing !== undefined && one.expect !== "indeterminate") {
    problems.push(["missing", "only an indeterminate result names missing paths"]);
  }
  return problems;
}
