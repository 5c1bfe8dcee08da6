import type { RiskLevel, RuleClass } from "@probity/contracts";
import { betaQuantile } from "./beta.ts";

/** What people found out about the alerts of a rule version, added up: a partly confirmed one is a half of each. */
export interface LabelSums {
  /** Weight of what was confirmed. */
  readonly confirmed: number;
  /** Weight of what was not. */
  readonly refuted: number;
  /** Alerts with a label that counts. */
  readonly closed: number;
}

/** How often a rule is right, as far as is known. */
export interface Precision {
  /** Mean of the posterior: the probability that scores use. */
  readonly mean: number;
  /** 95 % of the posterior lie between these. */
  readonly low: number;
  readonly high: number;
  /** Share confirmed of the labels alone; null without any. */
  readonly observed: number | null;
}

/** No label so far. */
export const noLabels: LabelSums = { confirmed: 0, refuted: 0, closed: 0 };

/**
 * What is taken of a rule before anybody looked at its alerts: a starting value, not a finding. A breach of a business rule
 * is mostly there to be read; what points at integrity is a lead.
 */
const priorMeans: Readonly<Record<RuleClass, Readonly<Record<RiskLevel, number>>>> = {
  business: { 1: 0.6, 2: 0.45, 3: 0.3 },
  integrity: { 1: 0.5, 2: 0.35, 3: 0.2 },
};

/** How many labels the prior is worth. */
const priorWeight = 8;

interface Beta {
  readonly a: number;
  readonly b: number;
}

function posterior(level: RiskLevel, track: RuleClass, { confirmed, refuted }: LabelSums): Beta {
  const mean = priorMeans[track][level];
  return { a: mean * priorWeight + confirmed, b: (1 - mean) * priorWeight + refuted };
}

/** The probability by which a hit counts. */
export function probabilityOf(level: RiskLevel, track: RuleClass, sums: LabelSums = noLabels): number {
  const { a, b } = posterior(level, track, sums);
  return a / (a + b);
}

/** The same with its interval, exact quantiles of the posterior. */
export function precisionOf(level: RiskLevel, track: RuleClass, sums: LabelSums): Precision {
  const { a, b } = posterior(level, track, sums);
  const weight = sums.confirmed + sums.refuted;
  return {
    mean: a / (a + b),
    low: betaQuantile(0.025, a, b),
    high: betaQuantile(0.975, a, b),
    observed: weight === 0 ? null : sums.confirmed / weight,
  };
}
