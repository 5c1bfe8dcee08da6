import type { Finding, RiskLevel } from "@probity/contracts";

/** How much harm a level stands for: 6, 3, 1 (catalogue, section 3), of 6. */
const harms: Readonly<Record<RiskLevel, number>> = { 1: 1, 2: 0.5, 3: 1 / 6 };

/** What a score is made of. */
export interface Rating {
  /** Tenths of 0 to 100. */
  readonly score: number;
  /** The part of each hit that counts, in tenths; together they are the score. */
  readonly shares: ReadonlyMap<Finding, number>;
}

/** Nothing was hit. */
export const noRating: Rating = { score: 0, shares: new Map() };

/**
 * Scores the hits of one event (AL-1): `1 - Π(1 - p h)` over its rules, with the probability `p` that the rule is right and
 * the harm `h` of its level. Every rule counts once, by its gravest hit, however many bindings it has; a rule whose subject
 * has an exception does not count. The parts are in proportion to `-ln(1 - p h)`, which is how much each adds to the
 * logarithm of the product, rounded to tenths so that they add up to the score exactly (largest remainders, then by rule).
 */
export function rate(findings: readonly Finding[], probability: (finding: Finding) => number): Rating {
  const counting = gravestOf(findings);
  if (counting.length === 0) return noRating;
  const strengths = counting.map((finding) => {
    // Below 1, so that its logarithm is a number: nothing is certain.
    const strength = Math.min(probability(finding), 0.999) * harms[finding.level];
    return -Math.log1p(-strength);
  });
  const total = strengths.reduce((sum, one) => sum + one, 0);
  const score = Math.round(-Math.expm1(-total) * 1000);
  return { score, shares: split(counting, strengths, score) };
}

/** One hit of each rule, in the order of rules: the same hits give the same parts whatever order they come in. */
function gravestOf(findings: readonly Finding[]): readonly Finding[] {
  const byRule = new Map<string, Finding>();
  for (const finding of findings) {
    if (finding.result !== "hit" || finding.exception !== undefined) continue;
    const known = byRule.get(finding.rule);
    if (known === undefined || isGraver(finding, known)) byRule.set(finding.rule, finding);
  }
  return [...byRule.values()].toSorted((x, y) => (x.rule < y.rule ? -1 : 1));
}

const isGraver = (one: Finding, other: Finding): boolean =>
  one.level < other.level || (one.level === other.level && one.binding < other.binding);

function split(
  findings: readonly Finding[],
  strengths: readonly number[],
  score: number,
): ReadonlyMap<Finding, number> {
  const total = strengths.reduce((sum, one) => sum + one, 0);
  const exact = findings.map((finding, index) => {
    const part = (score * (strengths[index] ?? 0)) / total;
    const whole = Math.floor(part);
    return { finding, index, whole, rest: part - whole };
  });
  let left = score - exact.reduce((sum, { whole }) => sum + whole, 0);
  const shares = new Map(exact.map(({ finding, whole }) => [finding, whole]));
  for (const { finding, whole } of exact.toSorted((x, y) => y.rest - x.rest || x.index - y.index)) {
    if (left <= 0) break;
    shares.set(finding, whole + 1);
    left -= 1;
  }
  return shares;
}
