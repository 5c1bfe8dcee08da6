import { deepStrictEqual } from "node:assert";
import {
  type Bundle,
  type Finding,
  type Json,
  type JsonObject,
  ProbityError,
  results,
} from "@probity/contracts";
import * as fc from "fast-check";
import { type Ast, partsOf } from "../../src/author/ast.ts";
import { compileModel, environments, readingOf, ruleFacts, traceRule } from "../../src/author/index.ts";
import { parseText } from "../../src/author/parse-text.ts";
import { sourceOf } from "../../src/author/places.ts";
import { tokensOf } from "../../src/author/tokens.ts";
import { compile } from "../../src/index.ts";
import { re2 } from "../../src/re2/index.ts";
import { corpusBundle, corpusInput } from "../corpus/corpus-bundle.ts";
import { damageEvents } from "../corpus/damage.ts";
import { makeEvents } from "../corpus/events.ts";
import { corpusRules } from "../corpus/rules.ts";
import { both, bundleOf, model, notice, now, purchase, rule } from "../support/make.ts";
import { anyEvent } from "./events.ts";
import { condition } from "./expressions.ts";
import { mutated, type Mutation, mutations } from "./mutate.ts";
import { anyText } from "./texts.ts";

/** What must hold whatever comes in. `counts` is filled while it runs: how often which way was taken. */
export interface FuzzProperty {
  readonly name: string;
  readonly counts: Record<string, number>;
  readonly property: fc.IRawProperty<unknown, false>;
}

function make<Values extends [unknown, ...unknown[]]>(
  name: string,
  arbitraries: { [At in keyof Values]: fc.Arbitrary<Values[At]> },
  check: (count: (what: string) => void, ...values: Values) => void,
): FuzzProperty {
  const counts: Record<string, number> = {};
  const count = (what: string): void => void (counts[what] = (counts[what] ?? 0) + 1);
  const property = fc.property(fc.tuple(...arbitraries), (values) => check(count, ...(values as Values)));
  // What the property takes is its own business: it is only ever run.
  return { name, counts, property: property as fc.IRawProperty<unknown, false> };
}

function demand(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

/** Runs something that may refuse its input with one of these codes, and with nothing else. */
function refusedOr<Value>(run: () => Value, codes: RegExp): Value | ProbityError {
  try {
    return run();
  } catch (error) {
    if (error instanceof ProbityError && codes.test(error.code)) return error;
    throw error;
  }
}

const ruleCodes = /^PROBITY_E_RULE_(SYNTAX|PROFILE|TYPE)$/;
const bundleCodes = /^PROBITY_E_BUNDLE_(FORMAT|REGEX)$/;

const bare = (ast: Ast): string =>
  JSON.stringify(ast, (key, value: unknown) => (key === "at" ? undefined : value));

function demandPlaces(ast: Ast, text: string): void {
  const { at, length, from, to } = ast.at;
  demand(
    from >= 0 && from <= at && at + length <= to && to <= text.length && length > 0,
    `place ${from}..${to} of ${at}+${length}`,
  );
  partsOf(ast).forEach((part) => demandPlaces(part, text));
}

/** The source text of a part is the part: fixes are made of such texts. */
function demandSources(ast: Ast): void {
  demand(bare(parseText(sourceOf(ast))) === bare(ast), `the source ${sourceOf(ast)} is not ${bare(ast)}`);
  partsOf(ast).forEach(demandSources);
}

const parser = make<[string]>("parser", [anyText], (count, text) => {
  const parsed = refusedOr(() => parseText(text), ruleCodes);
  if (!(parsed instanceof ProbityError)) {
    count("accepted");
    demand(
      tokensOf(text).every((token) => token.kind !== "odd"),
      "the tokenizer knows less than the parser",
    );
    demandPlaces(parsed, text);
    demandSources(parsed);
    return;
  }
  count(parsed.code);
  const [item] = parsed.errors;
  const end = (item?.at ?? -1) + (item?.length ?? 0);
  demand(
    (item?.at ?? -1) >= 0 && end <= Math.max(1, text.length),
    `the error points at ${item?.at}+${item?.length}`,
  );
});

const params = {
  days: { type: "int", default: 3, description: both("x") },
  cut: { type: "double", default: 0.3, description: both("x") },
  words: { type: "list<string>", default: ["a", "b"], description: both("x") },
  wait: { type: "duration", default: "72h", description: both("x") },
  limit: { type: "money", default: { amount: 5000, currency: "CNY" }, description: both("x") },
} as const;

const types = [purchase, notice];

function demandFindings(
  findings: readonly Finding[],
  count: (what: string) => void,
  expected?: number,
): void {
  demand(expected === undefined || findings.length === expected, `${findings.length} findings`);
  for (const { result, reason } of findings) {
    demand(results.includes(result), `the result ${result}`);
    demand(
      (result === "indeterminate") === (reason !== undefined),
      `${result} with the reason ${reason?.code}`,
    );
    count(reason === undefined ? result : `indeterminate: ${reason.code}`);
  }
}

/** Evaluates twice: the same comes out, and the first took no longer than a stopped loop may. */
function evaluateTwice(bundle: Bundle, data: JsonObject, type: string = purchase.type): readonly Finding[] {
  const evaluator = compile(bundle, { regex: re2 });
  const started = performance.now();
  const { findings } = evaluator.evaluate({ type, data, record: data, time: now });
  demand(performance.now() - started < 5000, "the budget did not stop it");
  deepStrictEqual(evaluator.evaluate({ type, data, record: data, time: now }).findings, findings);
  return findings;
}

const checker = make<[string, JsonObject]>("checker", [condition, anyEvent], (count, when, data) => {
  const one = rule({ when, params });
  const compiled = refusedOr(() => compileModel(model(one), types), ruleCodes);
  if (compiled instanceof ProbityError) return count(compiled.code);
  count("accepted");
  demandFindings(evaluateTwice(JSON.parse(JSON.stringify(bundleOf([one]))), data), count, 1);
});

const author = make<[string, JsonObject]>("author's tools", [condition, anyEvent], (count, when, data) => {
  const one = rule({ when, params });
  const compiled = refusedOr(() => compileModel(model(one), types), ruleCodes);
  if (compiled instanceof ProbityError) return repair(when, compiled, count);
  const environmentOf = environments(types);
  demand(
    readingOf(one, environmentOf).every(({ text }) => text.en !== "" && text["zh-CN"] !== ""),
    "an empty reading",
  );
  demand(ruleFacts(one, environmentOf).mostSteps >= 0, "a negative cost");
  const { finding, steps } = traceRule(model(one), one, types, {
    type: purchase.type,
    data,
    time: now,
    timeZone: "Asia/Shanghai",
  });
  const [whole] = steps;
  if (whole?.depth !== 0 || whole.text !== when) return count("traced without the whole");
  count("traced");
  const traced = whole.value === true ? "hit" : whole.value === false ? "clear" : "indeterminate";
  demand(traced === finding.result, `traced as ${traced}, judged as ${finding.result}`);
});

/** Puts proposed fixes in until there is none: each gives a text that is accepted or refused with a code. */
function repair(when: string, refusal: ProbityError, count: (what: string) => void): void {
  let text = when;
  let error: ProbityError | undefined = refusal;
  for (let round = 0; round < 6 && error !== undefined; round++) {
    const { at, length, fix } = error.errors[0] ?? {};
    if (at === undefined || length === undefined || fix === undefined) return count("refused without a fix");
    text = text.slice(0, at) + fix + text.slice(at + length);
    const repaired = text;
    const next = refusedOr(() => compileModel(model(rule({ when: repaired, params })), types), ruleCodes);
    error = next instanceof ProbityError ? next : undefined;
  }
  count(error === undefined ? "repaired" : "still refused");
}

const corpus = corpusBundle(corpusRules, { params: true, evidence: true });

/** An event of the corpus, intact or damaged, by its number. */
function corpusEvent(seed: number, isDamaged: boolean): JsonObject {
  const made = makeEvents(1, seed + 1);
  // The events are plain JSON; only their declared type lacks the index signature.
  const [data] = isDamaged ? damageEvents(made, seed + 1) : (made as unknown as readonly JsonObject[]);
  return data ?? {};
}

const evaluator = make<[number, boolean]>(
  "evaluator",
  [fc.nat(1_000_000), fc.boolean()],
  (count, seed, isDamaged) => {
    const data = corpusEvent(seed, isDamaged);
    demandFindings(evaluateTwice(corpus, data, corpusInput(data).type), count, corpusRules.length);
  },
);

const ir = make<[number, readonly Mutation[], number, boolean]>(
  "mutated IR",
  [fc.nat(corpusRules.length - 1), mutations, fc.nat(1_000_000), fc.boolean()],
  (count, place, changes, seed, isDamaged) => {
    const rules = corpus.rules.slice(place, place + 1).map((one) => {
      // A bundle is JSON, its rules are what compile() verifies.
      const when = mutated(JSON.parse(JSON.stringify(one.when)) as Json, changes) as typeof one.when;
      return { ...one, when };
    });
    const bundle = { ...corpus, rules, bindings: corpus.bindings.slice(place, place + 1) };
    const data = corpusEvent(seed, isDamaged);
    const evaluated = refusedOr(() => evaluateTwice(bundle, data, corpusInput(data).type), bundleCodes);
    if (evaluated instanceof ProbityError) return count(evaluated.code);
    demandFindings(evaluated, count, 1);
  },
);

const small = bundleOf([
  rule({
    when: "event.count > params.days && event.bids.exists(b, b.id == event.title)",
    params,
    applies: "has(event.count)",
  }),
  rule({ when: 'event.title.matches("^a") || record.count > 1', id: "TST-ONE-002", reads: "record" }),
]);

const bundles = make<[readonly Mutation[], JsonObject]>(
  "mutated bundles",
  [mutations, anyEvent],
  (count, changes, data) => {
    // Whatever comes out is what an attacker could send in place of a bundle.
    const bundle = mutated(JSON.parse(JSON.stringify(small)) as Json, changes) as unknown as Bundle;
    const evaluated = refusedOr(() => evaluateTwice(bundle, data), bundleCodes);
    if (evaluated instanceof ProbityError) return count(evaluated.code);
    demandFindings(evaluated, count);
  },
);

/** All of them, by what they are about. */
export const fuzzProperties: readonly FuzzProperty[] = [parser, checker, author, evaluator, ir, bundles];
