import type { JsonObject } from "@probity/contracts";
import { describe, expect, test } from "vitest";
import type { BundleForm } from "./corpus/corpus-bundle.ts";
import type { CorpusRule } from "./corpus/corpus-rule.ts";
import { corpusSchema } from "./corpus/corpus-type.ts";
import { damageEvents } from "./corpus/damage.ts";
import { makeEvents, withoutFeatures } from "./corpus/events.ts";
import { corpusRules } from "./corpus/rules.ts";
import { celView, type Verdict } from "./corpus/verdict.ts";
import {
  compareCorpus,
  compileOracles,
  corpusFindings,
  corpusTexts,
  newTally,
  type Tally,
  verdictOfFinding,
} from "./differential/compare.ts";

// 100 intact and 100 damaged events take seconds; `pnpm diff:engine` goes on to a million verdicts.
const count = 100;
const seed = 1;
const typed = makeEvents(count, seed);
// The events are plain JSON; only their declared type lacks the index signature.
const events = typed as unknown as readonly JsonObject[];

const ourVerdicts = (
  rules: readonly CorpusRule[],
  form: BundleForm = {},
): ((event: JsonObject) => readonly Verdict[]) => {
  const findings = corpusFindings(rules, form);
  return (event) => findings(event).map(verdictOfFinding);
};

const ours = ourVerdicts(corpusRules);
const oracles = compileOracles(corpusTexts);
const compare = compareCorpus();

/** What differs. Nothing is explained away here: with the event's types made the same there is no difference. */
const differences = (judged: readonly JsonObject[]): Tally => {
  const tally = newTally();
  compare(tally, judged);
  return tally;
};

const none = { explained: new Map(), unexplained: [] };

describe("EN-2: the engine and two independent CEL libraries give the same verdicts", () => {
  test("on intact events", () => {
    expect(differences(events)).toEqual({ ...none, verdicts: count * 82 * 2 });
  });

  test("on damaged events", () => {
    expect(differences(damageEvents(typed, seed))).toEqual({ ...none, verdicts: count * 82 * 2 });
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
    expect(differences([...bare, {}])).toMatchObject(none);
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
