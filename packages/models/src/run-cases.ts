import type { Case, Evidence, EventType, Finding, Json, JsonObject } from "@probity/contracts";
import {
  canonicalJson,
  compile,
  type Evaluator,
  type FeatureValues,
  type RegexEngine,
} from "@probity/engine";
import {
  compileDeadlines,
  type DeadlinePlanner,
  type MemoryFeatures,
  memoryFeatures,
} from "@probity/engine/features";
import type { CaseResult } from "./case-result.ts";
import { caseDeadline } from "./case-deadline.ts";
import { caseFeatures } from "./case-features.ts";
import { caseTime, casesBundle } from "./cases-bundle.ts";
import type { ModelFolder } from "./model-folder.ts";

/** Options of {@link runCases}. */
export interface RunCasesOptions {
  /** Needed when a rule uses `matches`: `re2` of `@probity/engine/re2`. */
  readonly regex?: RegexEngine | undefined;
}

/**
 * Runs the worked cases of a model with the engine of the product (RU-7), in the order of the file. `types` are the
 * event types that the rules read. Throws the engine's coded error when a rule does not compile; a case that fails is a
 * result, not an error.
 */
export function runCases(
  folder: ModelFolder,
  types: readonly EventType[],
  options: RunCasesOptions = {},
): CaseResult[] {
  const { bundle, bindings } = casesBundle(folder.model, folder.cases, types);
  const judges: Judges = {
    evaluator: compile(bundle, { regex: options.regex }),
    memory: memoryFeatures(bundle, { regex: options.regex }),
    deadlines: compileDeadlines(bundle, { regex: options.regex }),
  };
  return folder.cases.map((one, index) => judge(one, findingOf(one, bindings[index] ?? "", judges)));
}

interface Judges {
  readonly evaluator: Evaluator;
  readonly memory: MemoryFeatures;
  readonly deadlines: DeadlinePlanner;
}

function findingOf(
  one: Case,
  binding: string,
  { evaluator, memory, deadlines }: Judges,
): Finding | undefined {
  const input = {
    type: one.type,
    data: jsonObject(one.data),
    record: one.record === undefined ? undefined : jsonObject(one.record),
    time: one.time ?? caseTime,
  };
  const features: ReadonlyMap<string, FeatureValues> = caseFeatures(one, binding, input, memory);
  const { findings } = evaluator.evaluate({ ...input, features });
  return (
    caseDeadline(one, binding, input, deadlines) ?? findings.find((finding) => finding.binding === binding)
  );
}

/** Cases come from YAML in its core schema, which yields JSON values only. */
function jsonObject(value: object): JsonObject {
  return value as JsonObject;
}

function judge(one: Case, finding: Finding | undefined): CaseResult {
  const missing = finding?.reason?.paths ?? [];
  const problems: string[] = [];
  if (finding?.result !== one.expect) {
    const detail = finding?.reason?.detail ?? missing.join(", ");
    problems.push(
      `expected ${one.expect}, got ${finding?.result ?? "no finding"}${detail === "" ? "" : ` (${detail})`}`,
    );
  }
  for (const path of one.missing ?? []) {
    if (!missing.includes(path))
      problems.push(`${path} is not named as missing (named: ${missing.join(", ")})`);
  }
  problems.push(...evidenceProblems(jsonObject(one.evidence ?? {}), finding?.evidence ?? []));
  const { rule, name, expect: expected } = one;
  return {
    rule,
    name,
    expected,
    actual: finding?.result,
    ok: problems.length === 0,
    missing,
    problems,
    finding,
  };
}

function evidenceProblems(expected: JsonObject, evidence: readonly Evidence[]): string[] {
  return Object.entries(expected).flatMap(([name, value]) => {
    const actual = evidence.find((item) => item.name === name)?.value;
    if (value === undefined || same(value, actual)) return [];
    return [`evidence ${name}: expected ${JSON.stringify(value)}, got ${JSON.stringify(actual)}`];
  });
}

function same(expected: Json, actual: Json | undefined): boolean {
  return actual !== undefined && canonicalJson(expected) === canonicalJson(actual);
}
