import type { JsonObject } from "@probity/contracts";
import type { CorpusRule } from "../../packages/engine/test/corpus/corpus-rule.ts";
import { damageEvents } from "../../packages/engine/test/corpus/damage.ts";
import { explainedDifferences } from "../../packages/engine/test/corpus/explained.ts";
import { verdictOf, type Verdict } from "../../packages/engine/test/corpus/verdict.ts";
import type { Contender, Fixture } from "./contender.ts";

/** Outcome of comparing verdicts before anything is timed. */
export interface Comparison {
  readonly verdicts: number;
  readonly hits: number;
  readonly explained: number;
  /** Unexplained differences, at most twenty of them in words. */
  readonly differences: readonly string[];
}

type Judge = (event: number) => readonly Verdict[];

const handVerdicts =
  (rules: readonly CorpusRule[], { typed }: Fixture): Judge =>
  (index) => {
    const event = typed[index];
    return event === undefined ? [] : rules.map((rule) => verdictOf(rule.js(rule.limits)(event)));
  };

const isExplained = (contender: Contender, rule: CorpusRule, event: JsonObject): boolean =>
  explainedDifferences.some(
    (entry) =>
      contender.name.includes(entry.oracle) &&
      (rule.id === entry.rule || rule.id.startsWith(`${entry.rule}v`)) &&
      entry.applies(event),
  );

/** Compares each contender with the reference on the first `count` events. */
const compareOn = (
  reference: Judge,
  contenders: readonly Contender[],
  rules: readonly CorpusRule[],
  fixture: Fixture,
  count: number,
): Comparison => {
  const judges = contenders.map((contender) => ({ contender, loaded: contender.load(rules, fixture) }));
  const found = { verdicts: 0, hits: 0, explained: 0, differences: [] as string[] };
  for (let index = 0; index < count; index += 1) {
    const expected = reference(index);
    const event = fixture.wire[index] ?? {};
    found.hits += expected.filter((verdict) => verdict === true).length;
    for (const { contender, loaded } of judges) {
      const actual = loaded.verdicts(index);
      for (const [at, rule] of rules.entries()) {
        found.verdicts += 1;
        if (actual[at] === expected[at]) continue;
        if (isExplained(contender, rule, event)) found.explained += 1;
        else if (found.differences.length < 20)
          found.differences.push(
            `${contender.name}, rule ${rule.id}, event ${index}: ${actual[at]}, not ${expected[at]}`,
          );
      }
    }
  }
  return found;
};

const sum = (a: Comparison, b: Comparison): Comparison => ({
  verdicts: a.verdicts + b.verdicts,
  hits: a.hits + b.hits,
  explained: a.explained + b.explained,
  differences: [...a.differences, ...b.differences],
});

/**
 * Intact events against the rules by hand; damaged ones, where unchecked JavaScript has no opinion, against `ours`.
 */
export const compareVerdicts = (
  ours: Contender,
  others: readonly Contender[],
  rules: readonly CorpusRule[],
  fixture: Fixture,
  count: number,
): Comparison => {
  const complete = others.filter((contender) => contender.complete);
  const intact = compareOn(handVerdicts(rules, fixture), [ours, ...complete], rules, fixture, count);
  const damagedFixture = { wire: damageEvents(fixture.typed.slice(0, count)), typed: [] };
  const reference = ours.load(rules, damagedFixture);
  const checking = complete.filter((contender) => contender.checksData);
  const damaged = compareOn((index) => reference.verdicts(index), checking, rules, damagedFixture, count);
  return { ...sum(intact, damaged), hits: intact.hits };
};

/** The rules that a contender can express: it loads them, and they give the right verdict on the first events. */
export const expressible = (
  contender: Contender,
  rules: readonly CorpusRule[],
  fixture: Fixture,
): readonly CorpusRule[] => {
  if (contender.complete) return rules;
  return rules.filter((rule) => {
    try {
      const loaded = contender.load([rule], fixture);
      const expected = handVerdicts([rule], fixture);
      return fixture.wire.slice(0, 100).every((_, index) => loaded.verdicts(index)[0] === expected(index)[0]);
    } catch {
      return false;
    }
  });
};
