import type { Finding, JsonObject } from "@probity/contracts";
import { ProbityError } from "@probity/contracts";
import { compile } from "../../src/index.ts";
import { re2 } from "../../src/re2/index.ts";
import { corpusBundle, corpusInput, type BundleForm } from "../corpus/corpus-bundle.ts";
import type { CorpusRule } from "../corpus/corpus-rule.ts";
import { corpusSchema } from "../corpus/corpus-type.ts";
import { celText, corpusRules } from "../corpus/rules.ts";
import { celView, type CelView, onlyTyped, type Verdict } from "../corpus/verdict.ts";
import { type Trial, withoutCauses } from "./known.ts";
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

/** Verdicts of one oracle on an event that we judged, expression by expression. */
interface Pair {
  readonly oracle: Oracle["name"];
  readonly texts: readonly string[];
  readonly event: JsonObject;
  readonly findings: readonly Finding[];
  readonly theirs: readonly Verdict[];
}

/** Notes what differs. `again` judges an expression and an event from which a known cause was taken. */
const notePair = (
  tally: Tally,
  { oracle, texts, event, findings, theirs }: Pair,
  again: Again | undefined,
): void => {
  for (const [at, cel] of texts.entries()) {
    const ours = verdictOfFinding(findings[at]);
    tally.verdicts += 1;
    if (theirs[at] === ours) continue;
    const known =
      again === undefined
        ? undefined
        : withoutCauses({ cel, event }, oracle).find((trial) => again(trial, oracle));
    if (known !== undefined) tally.explained.set(known.name, (tally.explained.get(known.name) ?? 0) + 1);
    else
      tally.unexplained.push({ oracle, cel, event, ours, theirs: theirs[at], reason: findings[at]?.reason });
  }
};

/** Whether ours and theirs agree on a trial. */
type Again = (trial: Trial, oracle: Oracle["name"]) => boolean;

/**
 * Compares the whole corpus on events, each without what is not of its declared type: our engine is typed. No known
 * difference is let pass here.
 */
export const compareCorpus = (): ((tally: Tally, events: readonly JsonObject[]) => void) => {
  const ours = corpusFindings(corpusRules);
  const compiled = compileOracles(corpusTexts);
  return (tally, events) => {
    for (const event of events) {
      const view = celView(onlyTyped(event, corpusSchema), corpusSchema);
      const findings = ours(event);
      for (const { name, rules } of compiled) {
        const theirs = rules.map((rule) => rule(view));
        notePair(tally, { oracle: name, texts: corpusTexts, event, findings, theirs }, undefined);
      }
    }
  };
};

/** Our finding of a random expression; undefined when it is outside the profile. */
const randomFindings = (cel: string): ((event: JsonObject) => readonly Finding[]) | undefined => {
  try {
    const evaluator = compile(randomBundle(cel), { regex: re2 });
    return (data) =>
      evaluator.evaluate({ type: scalarType.type, data, time: "2026-06-01T10:00:00Z" }).findings;
  } catch (error) {
    if (error instanceof ProbityError && error.errors.every(({ at }) => at !== undefined)) return undefined;
    throw error;
  }
};

const agreeing: Again = ({ cel, event }, oracle) => {
  const [finding] = randomFindings(cel)?.(event) ?? [];
  const rule = oracles.find(({ name }) => name === oracle)?.compile(cel);
  return rule !== undefined && rule(celView(event, scalarSchema)) === verdictOfFinding(finding);
};

/** Compares one random expression on events; false when it is outside the profile, which is no verdict. */
export const compareRandom = (tally: Tally, cel: string, events: readonly JsonObject[]): boolean => {
  const ours = randomFindings(cel);
  if (ours === undefined) return false;
  const compiled = compileOracles([cel]);
  for (const event of events) {
    const findings = ours(event);
    const view = celView(event, scalarSchema);
    for (const { name, rules } of compiled) {
      const theirs = rules.map((rule) => rule(view));
      notePair(tally, { oracle: name, texts: [cel], event, findings, theirs }, agreeing);
    }
  }
  return true;
};
