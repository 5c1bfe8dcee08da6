import { awardRules } from "./award-rules.ts";
import type { CorpusRule, Limits } from "./corpus-rule.ts";
import { personnelRules } from "./personnel-rules.ts";
import { subsidyRules } from "./subsidy-rules.ts";
import { tenderRules } from "./tender-rules.ts";

const procurementRules: readonly CorpusRule[] = [...tenderRules, ...awardRules];

/** All 82 rules: 40 procurement, 22 personnel, 20 subsidies. */
export const corpusRules: readonly CorpusRule[] = [...procurementRules, ...personnelRules, ...subsidyRules];

/** CEL text of a rule with its limits written in. */
export const celText = (text: string, limits: Limits): string =>
  text.replace(/\{([a-zA-Z]+)\}/g, (whole, name: string) => (name in limits ? String(limits[name]) : whole));

const scaled = (value: number, round: number): number =>
  Number.isInteger(value)
    ? Math.round(value * (1 + round * 0.03))
    : Number((value * (1 + round * 0.01)).toFixed(4));

/** The rule again with other limits; `round` 0 is the rule itself. */
const variantOf = (rule: CorpusRule, round: number): CorpusRule =>
  round === 0
    ? rule
    : {
        ...rule,
        id: `${rule.id}v${round}`,
        limits: Object.fromEntries(
          Object.entries(rule.limits).map(([name, value]) => [name, scaled(value, round)]),
        ),
      };

/**
 * `count` rules: up to 82 a selection spread over the three domains, beyond that the corpus again and again with other
 * limits.
 */
export const selectRules = (count: number): readonly CorpusRule[] =>
  Array.from({ length: count }, (_, index) => {
    const at =
      count < corpusRules.length
        ? Math.floor((index * corpusRules.length) / count)
        : index % corpusRules.length;
    const chosen = corpusRules[at];
    if (chosen === undefined) throw new RangeError(`no rule at ${at}`);
    return variantOf(chosen, Math.floor(index / corpusRules.length));
  });
