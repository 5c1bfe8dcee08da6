import {
  type CompiledDeadline,
  type Deadline,
  type DeadlineSpan,
  type Ir,
  ProbityError,
  type Rule,
} from "@probity/contracts";
import { parseDuration } from "../values/duration.ts";
import { compileCondition, compileText } from "./compile-text.ts";
import type { Environment } from "./environment.ts";
import { readsOf } from "./reads.ts";
import type { RuleEnvironment } from "./rule-environment.ts";
import { type Type, typeName } from "./type.ts";

/** A deadline, checked. */
export interface TypedDeadline {
  readonly compiled: CompiledDeadline;
  /** The rule's `when` where nobody waits: false, or what makes its beginning impossible to judge. */
  readonly quiet: Ir;
}

/** Takes the problem of one part of the deadline (`.from`; empty: the whole), so that all are told. */
type Refuse = (part: string, error: ProbityError) => void;

const bad = (message: string): ProbityError => new ProbityError("PROBITY_E_MODEL", message);

/** Checks the deadline of a rule. Undefined for a rule without one, and after `refuse` was told of anything. */
export function compileDeadline(rule: Rule, env: RuleEnvironment, refuse: Refuse): TypedDeadline | undefined {
  const { deadline, when, evidence = [] } = rule;
  if (deadline === undefined) return undefined;
  const { from, until } = deadline;
  let refused = false;
  const tell = (part: string, error: unknown): Ir => {
    if (!(error instanceof ProbityError)) throw error;
    refused = true;
    refuse(part, error);
    return [];
  };
  const attempt = (part: string, make: () => Ir): Ir => {
    try {
      return make();
    } catch (error) {
      return tell(part, error);
    }
  };
  if (rule.features !== undefined)
    tell(
      "",
      bad("A rule with a deadline has no features: what starts it is told by the event and its record"),
    );
  if (rule.ceiling !== "observe")
    tell("", bad("A rule with a deadline has the ceiling observe: when it is passed nobody can be stopped"));
  for (const type of until.of)
    if (!env.features.types.some((one) => one.type === type))
      tell(".until.of", bad(`The event type ${type} is not known`));
  for (const { name, value } of evidence)
    if (readsRecord(value, env))
      tell("", bad(`evidence.${name} reads the record, which has changed when the deadline is passed`));
  const counted = env.features.counted(until.of);
  const start = unlessBad(() => compileCondition(when, env));
  if (start === undefined) return undefined;
  const compiled: CompiledDeadline = {
    start,
    ...(from !== undefined && { from: attempt(".from", () => fitting(from, env, isInstant, "an instant")) }),
    span: spanOf(rule, deadline, tell),
    of: until.of,
    ...(until.where !== undefined && {
      where: attempt(".until.where", () => compileCondition(until.where ?? "", counted)),
    }),
    ...keysOf(until, { env, counted, attempt, tell }),
  };
  if (refused) return undefined;
  return { compiled, quiet: attempt("", () => compileCondition(quietText(when, [from, until.at]), env)) };
}

/** False, but an error wherever one of the parts cannot be told: nothing differs from itself. */
function quietText(when: string, parts: readonly (string | undefined)[]): string {
  const told = parts.flatMap((part) => (part === undefined ? [] : [`(${part}\n) != (${part}\n)`]));
  return `(${when}\n) ? (${["false", ...told].join(" || ")}) : false`;
}

interface KeyParts {
  readonly env: Environment;
  readonly counted: Environment;
  readonly attempt: (part: string, make: () => Ir) => Ir;
  readonly tell: (part: string, error: unknown) => Ir;
}

function keysOf(
  { by, at }: NonNullable<Rule["deadline"]>["until"],
  { env, counted, attempt, tell }: KeyParts,
): Pick<CompiledDeadline, "by" | "at"> {
  if ((by === undefined) !== (at === undefined)) tell(".until", bad("by and at belong together"));
  if (by === undefined || at === undefined) return {};
  return {
    by: attempt(".until.by", () => fitting(by, counted, isKey, keyed)),
    at: attempt(".until.at", () => fitting(at, env, isKey, keyed)),
  };
}

const keyed = "a string, an int, a bool or a list of them";
const isScalar = ({ kind }: Type): boolean => ["string", "int", "bool", "dyn"].includes(kind);
const isKey = (type: Type): boolean =>
  isScalar(type) || (type.kind === "list" && (isScalar(type.item) || type.item.kind === "never"));
const isInstant = ({ kind }: Type): boolean => kind === "timestamp" || kind === "dyn";

function fitting(text: string, env: Environment, fits: (type: Type) => boolean, wanted: string): Ir {
  const { ir, type } = compileText(text, env);
  if (fits(type)) return ir;
  throw bad(`must be ${wanted}, not ${typeName(type)}`);
}

/** What is wrong with `when` and the evidence is told where every rule is compiled. */
function unlessBad<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof ProbityError) return undefined;
    throw error;
  }
}

const readsRecord = (text: string, env: Environment): boolean =>
  (unlessBad(() => readsOf(compileText(text, env).ir)) ?? []).some(
    (path) => path === "record" || path.startsWith("record."),
  );

const maxDays = 36_600;

type Tell = (part: string, error: unknown) => Ir;

function spanOf(rule: Rule, { within, workingDays }: Deadline, tell: Tell): DeadlineSpan {
  if (within !== undefined && workingDays === undefined) return lengthOf(rule, within, tell);
  if (workingDays !== undefined && within === undefined) return workOf(rule, workingDays, tell);
  tell("", bad("needs either within or workingDays"));
  return { days: 0 };
}

function lengthOf(rule: Rule, text: string, tell: Tell): DeadlineSpan {
  const name = paramName(text);
  if (name !== undefined) {
    if (!["duration", "int"].includes(paramType(rule, name) ?? ""))
      tell(".within", bad(`params.${name} must be a duration, or an int that counts days`));
    return { param: name };
  }
  const days = /^([0-9]{1,5})d$/.exec(text)?.[1];
  if (days !== undefined && Number(days) <= maxDays) return { days: Number(days) };
  const duration = parseDuration(text);
  if (duration === undefined || duration.spanMs <= 0 || duration.spanMs > maxDays * 86_400_000)
    tell(
      ".within",
      bad(`must be days such as 30d, a duration such as 72h of at most ${maxDays} days, or params.NAME`),
    );
  return { within: text };
}

function workOf(rule: Rule, days: number | string, tell: Tell): DeadlineSpan {
  if (typeof days === "number") return { workingDays: days };
  const name = paramName(days);
  if (name === undefined) tell(".workingDays", bad("must be a whole number, or params.NAME"));
  else if (paramType(rule, name) !== "int")
    tell(".workingDays", bad(`params.${name} must be an int that counts working days`));
  return { workingDaysParam: name ?? "" };
}

const paramName = (text: string): string | undefined =>
  text.startsWith("params.") ? text.slice("params.".length) : undefined;

const paramType = ({ params = {} }: Rule, name: string): string | undefined =>
  Object.hasOwn(params, name) ? params[name]?.type : undefined;
