import type { JsonObject } from "@probity/contracts";
import { describe, expect, test } from "vitest";
import { compile } from "../src/index.ts";
import { re2 } from "../src/re2/index.ts";
import { compileBufbuild } from "./corpus/bufbuild.ts";
import { corpusBundle, corpusInput, type BundleForm } from "./corpus/corpus-bundle.ts";
import type { CorpusRule } from "./corpus/corpus-rule.ts";
import { corpusSchema } from "./corpus/corpus-type.ts";
import { damageEvents } from "./corpus/damage.ts";
import { makeEvents, withoutFeatures } from "./corpus/events.ts";
import { compileMarcbachmann } from "./corpus/marcbachmann.ts";
import { celText, corpusRules } from "./corpus/rules.ts";
import { celView, onlyTyped, type CelView, type Verdict } from "./corpus/verdict.ts";

// 100 intact and 100 damaged events take seconds; PROBITY_DIFFERENTIAL_EVENTS=1000 is the long form.
const count = Number(process.env["PROBITY_DIFFERENTIAL_EVENTS"] ?? 100);
const seed = Number(process.env["PROBITY_DIFFERENTIAL_SEED"] ?? 1);
const typed = makeEvents(count, seed);
// The events are plain JSON; only their declared type lacks the index signature.
const events = typed as unknown as readonly JsonObject[];

const ourVerdicts = (
  rules: readonly CorpusRule[],
  form: BundleForm = {},
): ((event: JsonObject) => readonly Verdict[]) => {
  const evaluator = compile(corpusBundle(rules, form), { regex: re2 });
  const verdicts: Readonly<Record<string, Verdict>> = { hit: true, clear: false };
  return (event) =>
    evaluator.evaluate(corpusInput(event)).findings.map((finding) => verdicts[finding.result]);
};

const ours = ourVerdicts(corpusRules);
const texts = corpusRules.map((rule) => celText(rule.cel, rule.limits));
const oracles: readonly {
  readonly name: string;
  readonly rules: readonly ((event: CelView) => Verdict)[];
}[] = [
  { name: "marcbachmann", rules: texts.map(compileMarcbachmann) },
  { name: "bufbuild", rules: texts.map(compileBufbuild) },
];

/** Every difference, in words. None is explained away: with the event's types made the same there is none. */
const differences = (
  judged: readonly JsonObject[],
): { readonly verdicts: number; readonly unequal: readonly string[] } => {
  const unequal: string[] = [];
  let verdicts = 0;
  for (const [index, event] of judged.entries()) {
    const mine = ours(event);
    const view = celView(onlyTyped(event, corpusSchema), corpusSchema);
    for (const { name, rules } of oracles)
      for (const [at, rule] of rules.entries()) {
        const id = corpusRules[at]?.id ?? "";
        const theirs = rule(view);
        verdicts += 1;
        if (theirs !== mine[at]) unequal.push(`${id}, event ${index}: ours ${mine[at]}, ${name} ${theirs}`);
      }
  }
  return { verdicts, unequal };
};

describe("EN-2: the engine and two independent CEL libraries give the same verdicts", () => {
  test("on intact events", () => {
    expect(differences(events)).toEqual({ verdicts: count * 82 * 2, unequal: [] });
  });

  test("on damaged events", () => {
    expect(differences(damageEvents(typed, seed))).toEqual({ verdicts: count * 82 * 2, unequal: [] });
  });

  test("where the engine has a verdict, untyped libraries have no other, on damaged events as they are (RU-3)", () => {
    const other = damageEvents(typed, seed).flatMap((event) => {
      const mine = ours(event);
      const view = celView(event, corpusSchema);
      return corpusRules.filter(
        (_, at) => mine[at] !== undefined && oracles.some(({ rules }) => rules[at]?.(view) !== mine[at]),
      );
    });
    expect(other.map((rule) => rule.id)).toEqual([]);
  });

  test("on events without the features of a server, and on empty ones", () => {
    const bare = typed.slice(0, 20).map((event) => withoutFeatures(event) as unknown as JsonObject);
    expect(differences([...bare, {}]).unequal).toEqual([]);
  });
});

describe("EN-2: the corpus judges something", () => {
  test("every rule hits on some event and clears on another", () => {
    const all = [...events, ...(makeEvents(400, 3) as unknown as readonly JsonObject[])].map(ours);
    const oneSided = corpusRules.filter(
      (_, at) =>
        !all.some((verdicts) => verdicts[at] === true) || !all.some((verdicts) => verdicts[at] === false),
    );
    expect(oneSided.map((rule) => rule.id)).toEqual([]);
  });

  test("damage makes rules indeterminate, and not all of them", () => {
    const verdicts = damageEvents(typed, seed).flatMap((event) => ours(event));
    const share = verdicts.filter((verdict) => verdict === undefined).length / verdicts.length;
    expect(share).toBeGreaterThan(0.05);
    expect(share).toBeLessThan(0.5);
  });
});

describe("EN-2: other forms of the same rules", () => {
  test("rules by hand in JavaScript agree on intact events", () => {
    const byHand = corpusRules.map((rule) => rule.js(rule.limits));
    for (const [index, event] of typed.entries())
      expect(ours(events[index] ?? {})).toEqual(byHand.map((rule) => rule(event)));
  });

  test("distinct() finds what the pairwise loops find (RU-7)", () => {
    const distinct = ourVerdicts(corpusRules, { distinct: true });
    for (const event of events) expect(distinct(event)).toEqual(ours(event));
  });

  test("limits as parameters judge like literals (RU-4)", () => {
    const params = ourVerdicts(corpusRules, { params: true });
    for (const event of [...events, ...damageEvents(typed, seed)]) expect(params(event)).toEqual(ours(event));
  });
});
