import type { CorpusRule } from "../../packages/engine/test/corpus/corpus-rule.ts";
import { damageEvents } from "../../packages/engine/test/corpus/damage.ts";
import { corpusSchema } from "../../packages/engine/test/corpus/corpus-type.ts";
import { onlyTyped, verdictOf, type Verdict } from "../../packages/engine/test/corpus/verdict.ts";
import type { Contender, Fixture } from "./contender.ts";

/** Outcome of comparing verdicts before anything is timed. */
export interface Comparison {
  readonly verdicts: number;
  readonly hits: number;
  readonly unequal: number;
  /** The first twenty of the unequal ones in words. */
  readonly differences: readonly string[];
}

type Judge = (event: number) => readonly Verdict[];

const handVerdicts =
  (rules: readonly CorpusRule[], { typed }: Fixture): Judge =>
  (index) => {
    const event = typed[index];
    return event === undefined ? [] : rules.map((rule) => verdictOf(rule.js(rule.limits)(event)));
  };

/** Compares each contender with the reference on the first `count` events. */
const compareOn = (
  reference: Judge,
  contenders: readonly Contender[],
  rules: readonly CorpusRule[],
  fixture: Fixture,
  count: number,
): Comparison => {
  const judges = contenders.map((contender) => ({ contender, loaded: contender.load(rules, fixture) }));
  const found = { verdicts: 0, hits: 0, unequal: 0, differences: [] as string[] };
  for (let index = 0; index < count; index += 1) {
    const expected = reference(index);
    found.hits += expected.filter((verdict) => verdict === true).length;
    for (const { contender, loaded } of judges) {
      const actual = loaded.verdicts(index);
      for (const [at, rule] of rules.entries()) {
        found.verdicts += 1;
        if (actual[at] === expected[at]) continue;
        found.unequal += 1;
        if (found.differences.length < 20)
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
  unequal: a.unequal + b.unequal,
  differences: [...a.differences, ...b.differences],
});

/**
 * Intact events against the rules by hand; damaged ones, where unchecked JavaScript has no opinion, against `ours`. What
 * is not of its declared type was taken out of the damaged ones: our engine is typed, the CEL libraries are not.
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
  const damaged = damageEvents(fixture.typed.slice(0, count));
  const reference = ours.load(rules, { wire: damaged, typed: [] });
  const withoutWrong = damaged.map((event) => onlyTyped(event, corpusSchema));
  const hurt = compareOn(
    (index) => reference.verdicts(index),
    complete.filter((contender) => contender.checksData),
    rules,
    // Taking members out of a JSON object leaves a JSON object.
    { wire: withoutWrong as Fixture["wire"], typed: [] },
    count,
  );
  return { ...sum(intact, hurt), hits: intact.hits };
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
