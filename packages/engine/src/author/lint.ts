import { deadlineFacts } from "../features/deadline-finding.ts";
import { type ErrorItem, type EventType, type Model, ProbityError, type Rule } from "@probity/contracts";
import { partsOf, type Ast } from "./ast.ts";
import { compileModel } from "./compile-model.ts";
import { compileText } from "./compile-text.ts";
import type { Environment } from "./environment.ts";
import { parseText } from "./parse-text.ts";
import { expressionsOf } from "./expressions.ts";
import { type Where, wholeOf } from "./places.ts";
import { readsOf } from "./reads.ts";
import { type EnvironmentOf, environments } from "./rule-environment.ts";
import { ruleFacts } from "./rule-facts.ts";

/** What the linter says of a rule. `info` states facts, `warning` proposes, `error` is what compiling refuses. */
export interface Diagnostic extends Omit<ErrorItem, "path"> {
  /** Of a problem within the rule: where, such as `PROC-PRC-001.when`. */
  readonly path?: string | undefined;
  readonly severity: "info" | "warning" | "error";
  readonly rule: string;
  /** Stable name of the check, e.g. `unused-param`. */
  readonly check: string;
  readonly message: string;
}

/**
 * Looks at every rule of a model: what it reads and costs, and what could be better (RU-7). Never throws for a bad
 * rule: what compiling refuses comes back as `error`.
 */
export function lintModel(model: Model, types: readonly EventType[]): Diagnostic[] {
  const environmentOf = environments(types);
  return model.rules.flatMap((rule) => lintRule(model, rule, types, environmentOf));
}

function lintRule(
  model: Model,
  rule: Rule,
  types: readonly EventType[],
  environmentOf: EnvironmentOf,
): Diagnostic[] {
  const say = (severity: Diagnostic["severity"], check: string, message: string): Diagnostic => ({
    severity,
    rule: rule.id,
    check,
    message,
  });
  try {
    compileModel({ ...model, rules: [rule] }, types, environmentOf);
  } catch (error) {
    if (!(error instanceof ProbityError)) throw error;
    return error.errors.map((item) => ({ ...item, ...say("error", "compile", item.message) }));
  }
  const texts = expressionsOf(rule);
  const asts = texts.map(({ text }) => parseText(text));
  const env = environmentOf(rule);
  const irs = texts.map(({ text }) => compileText(text, env).ir);
  const inEach = (check: string, look: (ast: Ast) => readonly Remark[]): Diagnostic[] =>
    asts.flatMap((ast, place) =>
      look(ast).map(({ message, where }) => ({
        ...say("warning", check, message),
        at: where.at,
        length: where.length,
        path: `${rule.id}.${texts[place]?.field}`,
      })),
    );
  return [
    ...placeholders(rule).map((name) =>
      say("warning", "placeholder", `The message names {${name}}, which no evidence gives`),
    ),
    ...unusedParams(rule, [...irs.flatMap(readsOf), ...otherReads(rule, env)]).map((name) =>
      say("warning", "unused-param", `The parameter ${name} is not used`),
    ),
    ...inEach("pair-loop", pairLoops),
    ...inEach("hidden-name", hiddenNames),
    ...inEach("nested-has", bareHas),
    ...facts(rule, environmentOf).map(([check, message, dear]) =>
      say(dear ? "warning" : "info", check, message),
    ),
  ];
}

/** Something about a part of an expression. */
interface Remark {
  readonly message: string;
  readonly where: Where;
}

function placeholders(rule: Rule): string[] {
  const given = rule.deadline === undefined ? [] : deadlineFacts;
  const names = new Set([...(rule.evidence ?? []).map((item) => item.name), ...given]);
  const text = `${rule.message["zh-CN"]} ${rule.message.en}`;
  const used = [...text.matchAll(/\{([A-Za-z][A-Za-z0-9]{0,59})\}/g)].map((match) => match[1] ?? "");
  return [...new Set(used)].filter((name) => !names.has(name));
}

/** What the features and the deadline of a rule read: as a length, or in what is looked up, counted from or awaited. */
function otherReads({ features = {}, deadline }: Rule, env: Environment): string[] {
  const ofDeadline = [deadline?.from, deadline?.until.at].filter((text) => text !== undefined);
  const awaited = ofDeadline.flatMap((text) => readsOf(compileText(text, env).ir));
  const ofFeatures = Object.values(features).flatMap(({ window, owners, shared, path }) => {
    const looked = [window?.at, owners?.among, shared?.among, path?.from, path?.to].flat();
    const texts = looked.filter((text) => text !== undefined);
    return [...texts.flatMap((text) => readsOf(compileText(text, env).ir)), window?.within ?? ""];
  });
  return [...ofFeatures, ...awaited, deadline?.within ?? "", String(deadline?.workingDays ?? "")];
}

function unusedParams(rule: Rule, reads: readonly string[]): string[] {
  const used = new Set(reads);
  return Object.keys(rule.params ?? {}).filter(
    (name) => ![...used].some((path) => isWithin(path, `params.${name}`)),
  );
}

function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}

/** `l.exists(a, l.exists(b, a.id != b.id && a.x == b.x))` compares all pairs; `distinct()` sees each item once. */
function pairLoops(ast: Ast): Remark[] {
  const found: Remark[] = [];
  const visit = (part: Ast): void => {
    if (part.op === "macro" && part.body.op === "macro" && sameText(part.range, part.body.range))
      found.push({
        message: "Compares all pairs of a list; size(distinct(l.map(x, ...))) < size(l) sees each item once",
        where: wholeOf(part),
      });
    partsOf(part).forEach(visit);
  };
  visit(ast);
  return found;
}

/** A macro variable with the name of one outside makes the outer one unreadable, to people too. */
function hiddenNames(ast: Ast): Remark[] {
  const found: Remark[] = [];
  const visit = (part: Ast, names: ReadonlySet<string>): void => {
    const hides = part.op === "macro" && names.has(part.variable);
    if (hides)
      found.push({
        message: `The macro variable "${part.variable}" hides another variable of that name`,
        where: wholeOf(part),
      });
    const inside = part.op === "macro" ? new Set([...names, part.variable]) : names;
    for (const inner of partsOf(part))
      visit(inner, part.op === "macro" && inner === part.range ? names : inside);
  };
  visit(ast, new Set(["event", "record", "params", "now"]));
  return found;
}

function sameText(a: Ast, b: Ast): boolean {
  return withoutPlaces(a) === withoutPlaces(b);
}

function withoutPlaces(ast: Ast): string {
  return JSON.stringify(ast, (key, value: unknown) => (key === "at" ? undefined : value));
}

/** `has(a.b.c)` is an error when `a.b` is not there; it wants `has(a.b) && has(a.b.c)`. */
function bareHas(ast: Ast): Remark[] {
  const guarded = new Set<string>();
  const bare = new Map<string, Where>();
  const visit = (part: Ast): void => {
    if (part.op === "has") {
      const path = dotted(part.base);
      guarded.add(`${path}.${part.field}`);
      if (path.includes(".")) bare.set(path, wholeOf(part));
    }
    partsOf(part).forEach(visit);
  };
  visit(ast);
  return [...bare]
    .filter(([path]) => !guarded.has(path))
    .map(([path, where]) => ({
      message: `has() looks into ${path}, which may itself be missing: the rule then cannot be judged; test has(${path}) first if that is not meant`,
      where,
    }));
}

function dotted(ast: Ast): string {
  if (ast.op === "ident") return ast.name;
  return ast.op === "select" ? `${dotted(ast.base)}.${ast.field}` : "";
}

function facts(rule: Rule, environmentOf: EnvironmentOf): [string, string, boolean][] {
  const { reads, mostSteps, stepBudget } = ruleFacts(rule, environmentOf);
  const paths = reads.filter((path) => /^(event|record)\./.test(path));
  const dear = mostSteps > stepBudget;
  const stopped = dear ? `; the engine stops a rule at ${stepBudget}, which then cannot be judged` : "";
  return [
    ["reads", `Reads ${paths.join(", ") || "nothing of the event"}`, false],
    ["cost", `At most ${mostSteps} loop steps when lists are as long as their schemas allow${stopped}`, dear],
  ];
}
