import type { Finding, JsonObject } from "@probity/contracts";
import { ProbityError } from "@probity/contracts";
import { compile } from "../../src/index.ts";
import { re2 } from "../../src/re2/index.ts";
import { corpusBundle, corpusInput, type BundleForm } from "../corpus/corpus-bundle.ts";
import type { CorpusRule } from "../corpus/corpus-rule.ts";
import { corpusSchema } from "../corpus/corpus-type.ts";
import { celText, corpusRules } from "../corpus/rules.ts";
import { celView, type CelView, onlyTyped, type Verdict } from "../corpus/verdict.ts";
import { withoutCauses } from "./known.ts";
import { type Oracle, oracles } from "./oracles.ts";
import { randomBundle, scalarSchema, scalarType } from "./random-rules.ts";

/** One verdict that is not ours. */
export interface Difference {
  readonly oracle: Oracle["name"];
  readonly cel: string;
  readonly event: JsonObject;
  readonly ours: Verdict;
  readonly theirs: Verdict;
  /** Why we had none, of ours. */
  readonly reason: Finding["reason"];
}

/** What comparing gave. */
export interface Tally {
  verdicts: number;
  /** Differences that a documented one explains, by its name. */
  readonly explained: Map<string, number>;
  readonly unexplained: Difference[];
}

/** An empty one. */
export const newTally = (): Tally => ({ verdicts: 0, explained: new Map(), unexplained: [] });

const verdicts: Readonly<Record<string, Verdict>> = { hit: true, clear: false };

/** Our verdict of a finding: none where it is indeterminate. */
export const verdictOfFinding = (finding: Finding | undefined): Verdict => verdicts[finding?.result ?? ""];

/** Our findings of corpus rules on an event, in their order. */
export const corpusFindings = (
  rules: readonly CorpusRule[],
  form: BundleForm = {},
): ((event: JsonObject) => readonly Finding[]) => {
  const evaluator = compile(corpusBundle(rules, form), { regex: re2 });
  return (event) => evaluator.evaluate(corpusInput(event)).findings;
};

/** The texts of the corpus rules with their limits written in, and what each oracle makes of them. */
export const corpusTexts: readonly string[] = corpusRules.map((rule) => celText(rule.cel, rule.limits));

type Compiled = readonly {
  readonly name: Oracle["name"];
  readonly rules: readonly ((event: CelView) => Verdict)[];
}[];

/** Compiles texts with every oracle. */
export const compileOracles = (texts: readonly string[]): Compiled =>
  oracles.map(({ name, compile: make }) => ({ name, rules: texts.map(make) }));

/** An event as we judged it and as the oracles see it. */
interface Judged {
  readonly event: JsonObject;
  readonly view: CelView;
  readonly findings: readonly Finding[];
}

/** Compares our findings on an event with every oracle's verdicts on its view of the event. */
const compareJudged = (
  tally: Tally,
  texts: readonly string[],
  compiled: Compiled,
  judge: (event: JsonObject) => Judged,
  event: JsonObject,
): void => {
  const { view, findings } = judge(event);
  for (const { name, rules } of compiled)
    for (const [at, rule] of rules.entries()) {
      const ours = verdictOfFinding(findings[at]);
      const theirs = rule(view);
      tally.verdicts += 1;
      if (theirs === ours) continue;
      const known = withoutCauses(event, name).find((other) => {
        const again = judge(other.event);
        return rule(again.view) === verdictOfFinding(again.findings[at]);
      });
      if (known !== undefined) tally.explained.set(known.name, (tally.explained.get(known.name) ?? 0) + 1);
      else
        tally.unexplained.push({
          oracle: name,
          cel: texts[at] ?? "",
          event,
          ours,
          theirs,
          reason: findings[at]?.reason,
        });
    }
};

/** Compares the whole corpus on events, each without what is not of its declared type: our engine is typed. */
export const compareCorpus = (): ((tally: Tally, events: readonly JsonObject[]) => void) => {
  const ours = corpusFindings(corpusRules);
  const compiled = compileOracles(corpusTexts);
  const judge = (event: JsonObject): Judged => ({
    event,
    view: celView(onlyTyped(event, corpusSchema), corpusSchema),
    findings: ours(event),
  });
  return (tally, events) => {
    for (const event of events) compareJudged(tally, corpusTexts, compiled, judge, event);
  };
};

/** Compares one random expression on events; false when it is outside the profile, which is no verdict. */
export const compareRandom = (tally: Tally, cel: string, events: readonly JsonObject[]): boolean => {
  let bundle: ReturnType<typeof randomBundle>;
  try {
    bundle = randomBundle(cel);
  } catch (error) {
    if (error instanceof ProbityError && error.errors.every(({ at }) => at !== undefined)) return false;
    throw error;
  }
  const evaluator = compile(bundle, { regex: re2 });
  const compiled = compileOracles([cel]);
  const judge = (data: JsonObject): Judged => ({
    event: data,
    view: celView(data, scalarSchema),
    findings: evaluator.evaluate({ type: scalarType.type, data, time: "2026-06-01T10:00:00Z" }).findings,
  });
  for (const event of events) compareJudged(tally, [cel], compiled, judge, event);
  return true;
};
