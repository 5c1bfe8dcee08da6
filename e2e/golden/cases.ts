import type { BindingsFile, Case, Finding, JsonObject, Result, Rule } from "@probity/contracts";
import { builtinEvents } from "@probity/contracts/schemas";
import { buildBundle } from "@probity/engine/author";
import { builtinModels, defaultBindings } from "@probity/models";

/** Source of the golden bundle. */
export const goldenSource = "golden";

/** When a case happens that names no time. */
export const goldenTime = "2026-06-15T10:00:00+08:00";

/** One worked case of a built-in model, as input for every home of the engine. */
export interface GoldenInput {
  readonly name: string;
  readonly type: string;
  readonly time: string;
  readonly subject: string;
  readonly data: JsonObject;
  /** Never absent: without one a case stands for the first event of its process. */
  readonly record: JsonObject;
  readonly rule: string;
  /** What the model's author says about `rule`, where the record is the author's own. */
  readonly expect?: Result;
}

/** What must come out of it, wherever it is evaluated: one line for each bound rule. */
export interface GoldenExpectation {
  readonly name: string;
  readonly findings: readonly GoldenFinding[];
}

/** A finding without its texts: they follow from the rule and the evidence. */
export type GoldenFinding = Pick<Finding, "rule" | "version" | "result" | "reason" | "evidence" | "params">;

// YAML in its core schema yields JSON values only.
const json = (value: object | undefined): JsonObject | undefined => value as JsonObject | undefined;

/**
 * Rules whose features only a server has, or whose deadlines only time tells of, are not judged everywhere:
 * `packages/server` compares them with a reference.
 */
const isEverywhere = ({ features, deadline }: Rule): boolean =>
  features === undefined && deadline === undefined;

/** The rules that every home of the engine judges alike. */
export const rulesEverywhere = (): readonly Rule[] =>
  builtinModels().flatMap(({ model }) => model.rules.filter(isEverywhere));

const usable = (one: Case): boolean => one.params === undefined;

/** The cases of all built-in models that need no parameters of their own, in order. */
export function goldenInputs(): GoldenInput[] {
  const rules = new Set(rulesEverywhere().map(({ id }) => id));
  return builtinModels().flatMap(({ cases }) =>
    cases
      .filter((one) => usable(one) && rules.has(one.rule))
      .map((one, index) => ({
        name: `${one.rule} ${one.name}`,
        type: one.type,
        time: one.time ?? goldenTime,
        subject: `${one.rule}-${index}`,
        data: json(one.data) ?? {},
        record: { ocid: "golden", ...json(one.record) },
        rule: one.rule,
        ...(one.record === undefined ? {} : { expect: one.expect }),
      })),
  );
}

/** Every built-in rule, as strong as its ceiling allows. */
export function goldenBindings(): BindingsFile {
  const ceilings = new Map(rulesEverywhere().map(({ id, ceiling }) => [id, ceiling]));
  return {
    bindings: defaultBindings(goldenSource).flatMap((binding) => {
      const action = ceilings.get(binding.rule);
      return action === undefined ? [] : [{ ...binding, action }];
    }),
  };
}

/** The bundle of {@link goldenBindings}, as the server would release it. */
export function goldenBundle(): ReturnType<typeof buildBundle> {
  return buildBundle({
    source: goldenSource,
    version: 1,
    createdAt: goldenTime,
    notBefore: "2020-01-01T00:00:00Z",
    expiresAt: "2099-01-01T00:00:00Z",
    timeZone: "Asia/Shanghai",
    types: Object.values(builtinEvents),
    models: builtinModels().map(({ model }) => model),
    bindings: goldenBindings().bindings,
  });
}

/** Keeps of a finding what the golden file holds. */
export function goldenFinding({ rule, version, result, reason, evidence, params }: Finding): GoldenFinding {
  return {
    rule,
    version,
    result,
    ...(reason === undefined ? {} : { reason: { code: reason.code, paths: reason.paths } }),
    ...(evidence === undefined ? {} : { evidence }),
    params,
  };
}
