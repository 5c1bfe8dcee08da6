import {
  type CompiledFeature,
  type CompiledRule,
  type ErrorItem,
  type EventType,
  type Ir,
  type Model,
  ProbityError,
  type Rule,
} from "@probity/contracts";
import { compileDeadline } from "./compile-deadline.ts";
import { compileFeature } from "./compile-feature.ts";
import { compileCondition, compileEvidence } from "./compile-text.ts";
import { columnTypesOf, paramProblem } from "./param-problem.ts";
import { readsOf } from "./reads.ts";
import { type EnvironmentOf, environments, type RuleEnvironment } from "./rule-environment.ts";

/** Something wrong with a model, and where: in an expression to the character. */
export interface Problem extends ErrorItem {
  readonly error?: ProbityError | undefined;
}

/**
 * Compiles every rule of a model against the event types. Throws with the code of the first problem and all of them
 * in `errors`, each with its place in the model. Whoever compiles many models against the same types may share the
 * environments.
 */
export function compileModel(
  model: Model,
  types: readonly EventType[],
  environmentOf: EnvironmentOf = environments(types),
): CompiledRule[] {
  const problems: Problem[] = [];
  const rules = model.rules.map((rule) => compileRule(model, rule, types, environmentOf, problems));
  throwProblems(problems, `The model ${model.id} has errors`);
  return rules.filter((rule) => rule !== undefined);
}

/** Throws when there are problems; the first one's code leads. */
export function throwProblems(problems: readonly Problem[], what: string): void {
  const [first] = problems;
  if (first === undefined) return;
  const errors = problems.map(itemOf);
  const code = first.error?.code ?? "PROBITY_E_MODEL";
  const place = first.at === undefined ? "" : ` (at character ${first.at + 1})`;
  const message = `${what}: ${first.path}: ${first.message}${place}`;
  throw new ProbityError(code, message, { errors, cause: first.error });
}

function itemOf({ path, message, at, length, fix }: Problem): ErrorItem {
  return { path, message, ...(at !== undefined && { at, length }), ...(fix !== undefined && { fix }) };
}

function compileRule(
  model: Model,
  rule: Rule,
  types: readonly EventType[],
  environmentOf: EnvironmentOf,
  problems: Problem[],
): CompiledRule | undefined {
  const before = problems.length;
  checkFrame(rule, types, problems);
  if (problems.length > before) return undefined;
  const env = environmentOf(rule);
  const attempt = (field: string, make: () => Ir): Ir => {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof ProbityError)) throw error;
      const [item = { path: "", message: error.message }] = error.errors;
      problems.push({ ...item, path: `${rule.id}.${field}`, error });
      return [];
    }
  };
  const applies = rule.applies;
  const features = featuresOf(rule, env, problems);
  const deadline = compileDeadline(rule, env, (part, error) => {
    const [item = { path: "", message: error.message }] = error.errors;
    problems.push({ ...item, path: `${rule.id}.deadline${part}`, error });
  });
  const compiled: CompiledRule = {
    ...frameOf(model, rule),
    ...(features !== undefined && { features }),
    ...(applies !== undefined && { applies: attempt("applies", () => compileCondition(applies, env)) }),
    when: attempt("when", () => deadline?.quiet ?? compileCondition(rule.when, env)),
    ...(deadline !== undefined && { deadline: deadline.compiled }),
    evidence: (rule.evidence ?? []).map(({ name, label, value }) => ({
      name,
      label,
      value: attempt(`evidence.${name}`, () => compileEvidence(value, env)),
    })),
  };
  if (compiled.applies !== undefined && readsFeatures(compiled.applies))
    problems.push({
      path: `${rule.id}.applies`,
      message: "Whether a rule applies is judged without its features; read them in when",
    });
  return compiled;
}

const readsFeatures = (ir: Ir): boolean => readsOf(ir).some((path) => path.startsWith("features"));

function featuresOf(
  rule: Rule,
  { features: scope, compiled: known }: RuleEnvironment,
  problems: Problem[],
): CompiledRule["features"] {
  const declared = Object.entries(rule.features ?? {});
  if (declared.length === 0) return undefined;
  const compiled = declared.flatMap(([name, feature]): [string, CompiledFeature][] => {
    const path = `${rule.id}.features.${name}`;
    if (!/^[a-z][A-Za-z0-9]*$/.test(name) || name.length > 60)
      problems.push({
        path,
        message: "A name of a feature is made of letters and digits, a small letter first",
      });
    // What did not compile is tried again, to tell why.
    const made =
      known.get(name) ??
      compileFeature(feature, scope, (part, error) => {
        const [item = { path: "", message: error.message }] = error.errors;
        problems.push({ ...item, path: part === "" ? path : `${path}.${part}`, error });
      });
    return made === undefined ? [] : [[name, made.compiled]];
  });
  return Object.fromEntries(compiled);
}

type RuleFrame = Omit<CompiledRule, "applies" | "when" | "evidence" | "features">;

function frameOf(model: Model, rule: Rule): RuleFrame {
  const params = Object.entries(rule.params ?? {}).map(([name, param]) => [
    name,
    {
      type: param.type,
      ...(param.columns !== undefined && { columns: columnTypesOf(param) }),
      default: jsonOf(param.default),
    },
  ]);
  return {
    id: rule.id,
    version: rule.version,
    model: model.id,
    name: rule.name,
    message: rule.message,
    ...(rule.advice !== undefined && { advice: rule.advice }),
    level: rule.level,
    class: rule.class,
    ...(rule.screen === true && { screen: true }),
    phase: rule.phase,
    at: rule.at,
    reads: rule.reads,
    ceiling: rule.ceiling,
    disclosure: rule.disclosure,
    params: Object.fromEntries(params),
  };
}

/** A parameter's default comes from a file, so it is JSON; its type was checked by `checkFrame`. */
function jsonOf(value: unknown): CompiledRule["params"][string]["default"] {
  return JSON.parse(JSON.stringify(value));
}

function checkFrame(rule: Rule, types: readonly EventType[], problems: Problem[]): void {
  const add = (path: string, message: string): unknown =>
    problems.push({ path: `${rule.id}.${path}`, message });
  for (const name of rule.at) {
    const type = types.find((item) => item.type === name);
    if (type === undefined) add("at", `The event type ${name} is not known`);
    else if (rule.reads === "record" && type.record === null) add("at", `${name} belongs to no record`);
  }
  if (rule.screen === true && rule.level === 1)
    add("level", "A statistical screen alone is at most of level 2 (catalogue, section 3)");
  const seen = new Set<string>();
  for (const { name } of rule.evidence ?? []) {
    if (seen.has(name)) add(`evidence.${name}`, "The name is used twice");
    seen.add(name);
  }
  for (const [name, param] of Object.entries(rule.params ?? {})) {
    if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name))
      add(`params.${name}`, "A name of a parameter is made of letters, digits and _, a letter first");
    if ((param.type === "table") !== (param.columns !== undefined))
      add(`params.${name}.columns`, "A table, and nothing else, has columns");
    for (const column of Object.keys(param.columns ?? {}))
      if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(column) || column.length > 60)
        add(`params.${name}.columns`, "A name of a column is made of letters, digits and _, a letter first");
    const problem = paramProblem(param, param.default);
    if (problem !== undefined) add(`params.${name}.default`, problem);
  }
}
