import type { Finding, RiskLevel, RuleClass } from "@probity/contracts";
import { describe, expect, test } from "vitest";
import { betaCdf, betaQuantile, logGamma } from "../src/evaluate/beta.ts";
import { rate } from "../src/evaluate/noisy-or.ts";
import { noLabels, precisionOf, probabilityOf } from "../src/evaluate/precision.ts";
import { random } from "./support/random.ts";

const hit = (
  rule: string,
  level: RiskLevel,
  more: { readonly class?: RuleClass; readonly binding?: string; readonly exception?: string } = {},
): Finding => ({
  rule,
  version: "1.0.0",
  binding: more.binding ?? `observe.${rule}`,
  result: "hit",
  level,
  class: more.class ?? "business",
  action: "observe",
  disclosure: "full",
  name: { "zh-CN": rule, en: rule },
  params: {},
  ...(more.exception !== undefined && { exception: more.exception }),
});

const prior = (finding: Finding): number => probabilityOf(finding.level, finding.class);

describe("AL-2: beta quantiles are exact", () => {
  // Reference: scipy 1.17.1 (special.betainc, special.betaincinv, special.gammaln).
  test.each([
    [0.5, 0.5, 0.25, 0.33333333333333337],
    [2, 3, 0.4, 0.5247999999999999],
    [2.8, 45.2, 0.02, 0.0894848472507213],
    [3.6, 84.4, 0.05, 0.7141277468130143],
    [120.5, 880.25, 0.13, 0.8253880206820192],
    [4.8, 3.2, 0.999, 0.9999999908766666],
    [10_000, 20_000, 0.335, 0.7301346342435686],
  ])("I(%d, %d) at %d", (a, b, x, expected) => {
    expect(betaCdf(x, a, b)).toBeCloseTo(expected, 10);
    expect(betaCdf(1 - x, b, a)).toBeCloseTo(1 - expected, 10);
  });

  test.each([
    [0.025, 4.8, 3.2, 0.26737132988064954],
    [0.975, 4.8, 3.2, 0.8857121402235894],
    [0.025, 3.6, 44.4, 0.019346536713038872],
    [0.975, 3.6, 44.4, 0.16362292524548352],
    [0.025, 1.6, 1006.4, 0.0001301773685735415],
    [0.975, 1.6, 1006.4, 0.00481519188801978],
    [0.5, 0.5, 0.5, 0.5],
    [0.025, 3004.8, 103.2, 0.9602182497505316],
  ])("quantile %d of (%d, %d)", (p, a, b, expected) => {
    expect(betaQuantile(p, a, b) / expected).toBeCloseTo(1, 10);
  });

  test.each([
    [0.3, 1.0957979948180756],
    [1, 0],
    [2.5, 0.2846828704729192],
    [171.5, 709.1431630309283],
    [10_000.25, 82_102.02007216029],
  ])("the logarithm of gamma(%d)", (x, expected) => {
    expect(logGamma(x)).toBeCloseTo(expected, 9);
  });

  test("the ends of the scale are what they are", () => {
    expect([betaCdf(0, 2, 3), betaCdf(1, 2, 3), betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([
      0, 1, 0, 1,
    ]);
  });
});

describe("AL-2: the precision of a rule", () => {
  test("starts from its level and class and moves with labels, a partly confirmed one as a half", () => {
    expect(precisionOf(1, "business", noLabels)).toMatchObject({ mean: 0.6, observed: null });
    // Worked in docs/guides/scores.md: prior Beta(3.6, 4.4), 2 confirmed, 1 partly, 37 not.
    const moved = precisionOf(2, "business", { confirmed: 2.5, refuted: 37.5, closed: 40 });
    expect(moved.mean).toBeCloseTo(6.1 / 48, 12);
    expect(moved.observed).toBe(0.0625);
    expect(moved.low).toBeGreaterThan(0.04);
    expect(moved.high).toBeLessThan(0.24);
  });

  test("an interval narrows with every label and holds the mean", () => {
    let width = Number.POSITIVE_INFINITY;
    for (const n of [0, 5, 20, 100, 1000]) {
      const { mean, low, high } = precisionOf(3, "integrity", { confirmed: n, refuted: n, closed: 2 * n });
      expect(low).toBeLessThan(mean);
      expect(high).toBeGreaterThan(mean);
      expect(high - low).toBeLessThan(width);
      width = high - low;
    }
  });
});

describe("AL-1: the score of an event", () => {
  test("is the noisy-or of its rules: worked numbers of the guide", () => {
    // 1 - (1 - 0.6)(1 - 0.45 / 2)(1 - 0.2 / 6) = 0.7003
    const hits = [
      hit("PROC-TND-001", 1),
      hit("PROC-CMP-002", 2),
      hit("PROC-LNK-002", 3, { class: "integrity" }),
    ];
    const { score, shares } = rate(hits, prior);
    expect(score).toBe(700);
    expect(hits.map((one) => shares.get(one))).toEqual([532, 148, 20]);
  });

  test("an exception takes a rule out, and a rule counts once however many bindings it has", () => {
    const one = hit("A-B-001", 2);
    const twice = [one, hit("A-B-001", 2, { binding: "other" }), hit("A-B-002", 1, { exception: "x" })];
    expect(rate(twice, prior).score).toBe(rate([one], prior).score);
    expect([...rate(twice, prior).shares.values()]).toEqual([225]);
    expect(rate([{ ...one, result: "indeterminate" }], prior)).toMatchObject({ score: 0 });
  });

  test("the parts add up to the score exactly and do not depend on the order of the hits", () => {
    const next = random(17);
    for (let round = 0; round < 500; round += 1) {
      const count = 1 + Math.floor(next() * 12);
      const hits = Array.from({ length: count }, (_, index) =>
        hit(`A-B-${String(index).padStart(3, "0")}`, (1 + Math.floor(next() * 3)) as RiskLevel),
      );
      const chances = new Map(hits.map(({ rule }) => [rule, next()]));
      const chance = ({ rule }: Finding): number => chances.get(rule) ?? 0;
      const { score, shares } = rate(hits, chance);
      expect([...shares.values()].reduce((sum, share) => sum + share, 0)).toBe(score);
      expect(score).toBeLessThanOrEqual(1000);
      const backwards = rate(hits.toReversed(), chance);
      expect(hits.map((one) => backwards.shares.get(one))).toEqual(hits.map((one) => shares.get(one)));
      // Another hit never lowers the score.
      expect(rate(hits.slice(1), chance).score).toBeLessThanOrEqual(score);
    }
  });
});
