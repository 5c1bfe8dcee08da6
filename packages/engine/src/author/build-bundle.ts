import type {
  Action,
  Binding,
  Bundle,
  CompiledRule,
  DataShape,
  Disclosure,
  EventType,
  JsonObject,
  Model,
  ParamSet,
  ResolvedBinding,
  Rule,
  RuleException,
} from "@probity/contracts";
import { actions, defaultBlockBudget, disclosures, privacyShapeOf, ProbityError } from "@probity/contracts";
import { commonData } from "@probity/contracts/schemas";
import { currencyDecimals } from "../edge/currency.ts";
import { parseInstant } from "../edge/instant.ts";
import { isZone } from "../edge/zone.ts";
import { type Problem, throwProblems } from "./compile-model.ts";
import { compileAnew, type ModelCompiler } from "./model-compiler.ts";
import { paramProblem } from "./param-problem.ts";
import { shapeOfSchemas } from "./schema-shape.ts";
import { didYouMean, nearest } from "./suggest.ts";

/** What a bundle is made of. */
export interface BundleInput {
  readonly source: string;
  readonly version: number;
  /** RFC 3339, like the two that follow. */
  readonly createdAt: string;
  readonly notBefore: string;
  readonly expiresAt: string;
  /** IANA time zone in which whole dates are days. */
  readonly timeZone: string;
  readonly defaultCurrency?: string | undefined;
  readonly types: readonly EventType[];
  readonly models: readonly Model[];
  /** Those of other sources are left out. */
  readonly bindings: readonly Binding[];
  readonly paramSets?: readonly ParamSet[] | undefined;
  /** Of rules that are not bound here they are left out. */
  readonly exceptions?: readonly RuleException[] | undefined;
  readonly breakGlass?: Bundle["breakGlass"];
  readonly keys?: Bundle["keys"];
  /** Bindings, by id, whose circuit breaker is open, and since when: what blocks asks for reasons instead (PC-8). */
  readonly breakers?: ReadonlyMap<string, string> | undefined;
}

/**
 * Compiles models, bindings and parameters into the bundle of one source: the rules that are bound there, checked, with
 * every default filled in. Throws with all problems in `errors`. Whoever builds many bundles of the same models may share
 * what compiles them.
 */
export function buildBundle(input: BundleInput, compiler: ModelCompiler = compileAnew): Bundle {
  const problems: Problem[] = [...inputProblems(input)];
  const compile = compiler(input.types);
  const compiled = input.models.flatMap((model) => attempt(() => compile(model), problems));
  const rules = new Map(input.models.flatMap((model) => model.rules.map((rule) => [rule.id, rule] as const)));
  const own = input.bindings.filter((binding) => binding.source === input.source || binding.source === "*");
  const bindings = own.map((binding) =>
    weaken(resolveBinding(binding, rules.get(binding.rule), problems), input.breakers),
  );
  const bound = new Set(own.map((binding) => binding.rule));
  const paramSets = (input.paramSets ?? []).filter((set) => bound.has(set.rule));
  for (const set of paramSets)
    checkParams(set.values, rules.get(set.rule), `params of ${set.scope.kind} ${set.scope.id}`, problems);
  throwProblems(problems, "The bundle cannot be built");
  const resolved = bindings.filter((binding) => binding !== undefined);
  return {
    ...headOf(input),
    types: typesOf(input.types),
    records: recordsOf(input.types),
    rules: compiled.filter((rule) => bound.has(rule.id)),
    bindings: resolved,
    paramSets,
    ...(input.exceptions !== undefined && {
      exceptions: input.exceptions.filter((exception) => bound.has(exception.rule)),
    }),
    ...(input.breakGlass !== undefined && { breakGlass: input.breakGlass }),
    ...(input.keys !== undefined && { keys: input.keys }),
  };
}

function weaken(
  binding: ResolvedBinding | undefined,
  breakers: BundleInput["breakers"],
): ResolvedBinding | undefined {
  const since = binding === undefined ? undefined : breakers?.get(binding.id);
  if (binding === undefined || since === undefined || binding.action !== "block") return binding;
  const onIndeterminate = weaker(binding.onIndeterminate, "justify");
  const onUnavailable = binding.onUnavailable === "block" ? "justify" : binding.onUnavailable;
  return {
    ...binding,
    action: "justify",
    onIndeterminate,
    onUnavailable,
    breaker: { configured: binding.action, since },
  };
}

function headOf(
  input: BundleInput,
): Omit<
  Bundle,
  "types" | "records" | "rules" | "bindings" | "paramSets" | "exceptions" | "breakGlass" | "keys"
> {
  const { source, version, createdAt, notBefore, expiresAt, timeZone, defaultCurrency } = input;
  const head = {
    format: "probity.bundle/1",
    source,
    version,
    createdAt,
    notBefore,
    expiresAt,
    timeZone,
  } as const;
  return defaultCurrency === undefined ? head : { ...head, defaultCurrency };
}

function attempt(make: () => readonly CompiledRule[], problems: Problem[]): readonly CompiledRule[] {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof ProbityError)) throw error;
    problems.push(...error.errors.map((item) => ({ ...item, error })));
    return [];
  }
}

function inputProblems(input: BundleInput): readonly Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const id of [...input.models.flatMap((model) => model.rules), ...input.bindings].map(
    (item) => item.id,
  )) {
    if (seen.has(id)) problems.push({ path: id, message: "The id is used twice" });
    seen.add(id);
  }
  if (!isZone(input.timeZone))
    problems.push({ path: "timeZone", message: `${input.timeZone} is not a time zone` });
  const currency = input.defaultCurrency;
  if (currency !== undefined && currencyDecimals(currency) === undefined)
    problems.push({ path: "defaultCurrency", message: `${currency} is not an ISO 4217 currency` });
  for (const field of ["createdAt", "notBefore", "expiresAt"] as const)
    if (parseInstant(input[field]) === undefined)
      problems.push({ path: field, message: "is not RFC 3339 with an offset" });
  return problems;
}

function resolveBinding(
  binding: Binding,
  rule: Rule | undefined,
  problems: Problem[],
): ResolvedBinding | undefined {
  if (rule === undefined) {
    problems.push({ path: binding.id, message: `The rule ${binding.rule} is not in the models` });
    return undefined;
  }
  const params = binding.params ?? {};
  checkParams(params, rule, binding.id, problems);
  for (const type of binding.at ?? [])
    if (!rule.at.includes(type))
      problems.push({ path: binding.id, message: `${rule.id} is not evaluated at ${type}` });
  const action = weaker(binding.action, rule.ceiling);
  return {
    id: binding.id,
    rule: binding.rule,
    ...(binding.units !== undefined && { units: binding.units }),
    at: binding.at ?? rule.at,
    action,
    onIndeterminate: binding.onIndeterminate ?? indeterminateActions[action],
    onUnavailable: binding.onUnavailable ?? "allow",
    disclosure: narrower(binding.disclosure ?? rule.disclosure, rule.disclosure),
    params: plainParams(params),
    blockBudget: binding.blockBudget ?? defaultBlockBudget,
    ...(binding.validFrom !== undefined && { validFrom: binding.validFrom }),
    ...(binding.validTo !== undefined && { validTo: binding.validTo }),
  };
}

/** What a rule that cannot be judged does, by what it does on a hit (catalogue, section 6). */
const indeterminateActions: { readonly [action in Action]: Action } = {
  observe: "observe",
  warn: "observe",
  justify: "observe",
  second_approver: "justify",
  block: "second_approver",
};

function weaker(a: Action, b: Action): Action {
  return actions.indexOf(a) <= actions.indexOf(b) ? a : b;
}

function narrower(a: Disclosure, b: Disclosure): Disclosure {
  return disclosures.indexOf(a) >= disclosures.indexOf(b) ? a : b;
}

/** Parameters come from a file or a database as JSON; what is not was refused by `checkParams`. */
function plainParams(params: object): JsonObject {
  return JSON.parse(JSON.stringify(params));
}

function checkParams(values: object, rule: Rule | undefined, path: string, problems: Problem[]): void {
  for (const [name, value] of Object.entries(values)) {
    const known = rule?.params ?? {};
    const param = Object.hasOwn(known, name) ? known[name] : undefined;
    if (param === undefined) {
      const meant = didYouMean(nearest(name, Object.keys(known)));
      problems.push({ path: `${path}.${name}`, message: `The rule has no such parameter${meant}` });
      continue;
    }
    const problem = paramProblem(param, value);
    if (problem !== undefined) problems.push({ path: `${path}.${name}`, message: problem });
  }
}

function typesOf(types: readonly EventType[]): Bundle["types"] {
  const entries = types.map(({ type, schema, record, subject }) => {
    const schemas = [commonData, schema];
    return [type, { shape: shapeOfSchemas(schemas), record, subject, privacy: privacyShapeOf(schemas) }];
  });
  return Object.fromEntries(entries);
}

function recordsOf(types: readonly EventType[]): Bundle["records"] {
  const records: Record<string, DataShape> = {};
  for (const kind of new Set(types.map((type) => type.record))) {
    if (kind === null) continue;
    const members = types.filter((type) => type.record === kind).map((type) => type.schema);
    records[kind] = shapeOfSchemas([commonData, ...members]);
  }
  return records;
}
