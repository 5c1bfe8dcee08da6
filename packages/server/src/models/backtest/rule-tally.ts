import type { Finding } from "@probity/contracts";
import type { Comparison } from "../compare-hits.ts";
import type { JudgedHit } from "../../evaluate/index.ts";
import { JudgedTally, type JudgedTallyJson } from "./judged-tally.ts";
import type { HitCounts, ResultCounts, RuleResult, SampledResult } from "./result.ts";

const maxExamples = 100;
/** Events for each result, by which it is shown what the rule did. */
const maxSamples = 5;
const maxUnits = 200;
const maxReasons = 50;
const shownReasons = 10;
/** Stands for the units and reasons beyond those that are kept. */
const others = "*";

type Counts = { -readonly [Key in keyof ResultCounts]: number };
type Samples = Record<SampledResult, number[]>;
type Hits = { -readonly [Key in keyof HitCounts]: number };

const noCounts = (): Counts => ({ evaluated: 0, hit: 0, clear: 0, notApplicable: 0, indeterminate: 0 });
const noHits = (): Hits => ({ kept: 0, new: 0, lost: 0 });

/** A {@link RuleTally} as it is stored. */
export interface RuleTallyJson {
  readonly candidate: Counts;
  readonly inForce: Counts;
  readonly hits: Hits;
  readonly reasons: readonly (readonly [string, number])[];
  readonly units: readonly (readonly [string, Hits])[];
  readonly examples: Readonly<Record<Comparison, readonly number[]>>;
  readonly samples: Readonly<Record<SampledResult, readonly number[]>>;
  readonly alerts: { readonly candidate: number; readonly inForce: number };
  readonly judged: JudgedTallyJson;
}

/** Counts what one rule does in a backtest, in bounded memory, and as JSON. */
export class RuleTally {
  readonly candidate: Counts;
  readonly inForce: Counts;
  readonly hits: Hits;
  readonly alerts: { candidate: number; inForce: number };
  readonly #reasons: Map<string, number>;
  readonly #units: Map<string, Hits>;
  readonly #examples: Record<Comparison, number[]>;
  readonly #samples: Samples;
  readonly #judged: JudgedTally;

  constructor(stored?: RuleTallyJson) {
    this.candidate = { ...(stored?.candidate ?? noCounts()) };
    this.inForce = { ...(stored?.inForce ?? noCounts()) };
    this.hits = { ...(stored?.hits ?? noHits()) };
    this.alerts = { ...(stored?.alerts ?? { candidate: 0, inForce: 0 }) };
    this.#judged = new JudgedTally(stored?.judged);
    this.#reasons = new Map(stored?.reasons ?? []);
    this.#units = new Map((stored?.units ?? []).map(([unit, hits]) => [unit, { ...hits }]));
    const { kept = [], new: fresh = [], lost = [] } = stored?.examples ?? {};
    this.#examples = { kept: [...kept], new: [...fresh], lost: [...lost] };
    const { notApplicable = [], indeterminate = [], clear = [], hit = [] } = stored?.samples ?? {};
    this.#samples = {
      notApplicable: [...notApplicable],
      indeterminate: [...indeterminate],
      clear: [...clear],
      hit: [...hit],
    };
  }

  /** Judged alerts of the rule at the events that come next. */
  know(hits: readonly JudgedHit[]): void {
    this.#judged.know(hits);
  }

  addResult(side: "candidate" | "inForce", finding: Finding, position: number): void {
    const { result, reason, exception } = finding;
    const isHit = side === "candidate" && result === "hit" && exception === undefined;
    this.#judged.add(position, isHit);
    const counts = this[side];
    counts.evaluated += 1;
    const name = result === "not_applicable" ? "notApplicable" : result;
    counts[name] += 1;
    if (side !== "candidate") return;
    const samples = this.#samples[name];
    // A rule may be bound more than once.
    if (samples.length < maxSamples && samples.at(-1) !== position) samples.push(position);
    if (reason === undefined) return;
    const paths = reason.paths.join(", ").slice(0, 200);
    const text = paths === "" ? reason.code : `${reason.code}: ${paths}`;
    const key = this.#reasons.has(text) || this.#reasons.size < maxReasons ? text : others;
    this.#reasons.set(key, (this.#reasons.get(key) ?? 0) + 1);
  }

  addHit(comparison: Comparison, position: number, unit: string): void {
    this.hits[comparison] += 1;
    const key = this.#units.has(unit) || this.#units.size < maxUnits ? unit : others;
    const hits = this.#units.get(key) ?? noHits();
    hits[comparison] += 1;
    this.#units.set(key, hits);
    const examples = this.#examples[comparison];
    if (examples.length < maxExamples) examples.push(position);
  }

  result(rule: string): RuleResult {
    const reasons = [...this.#reasons].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
    const units = [...this.#units].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const { candidate, inForce, hits, alerts } = this;
    return {
      rule,
      candidate,
      inForce,
      hits,
      alerts,
      judged: this.#judged.counts(),
      reasons: reasons.slice(0, shownReasons).map(([reason, count]) => ({ reason, count })),
      units: units.map(([unit, counts]) => ({ unit, ...counts })),
      examples: this.#examples,
      samples: this.#samples,
    };
  }

  toJSON(): RuleTallyJson {
    const { candidate, inForce, hits, alerts } = this;
    return {
      candidate,
      inForce,
      hits,
      alerts,
      judged: this.#judged.toJSON(),
      reasons: [...this.#reasons],
      units: [...this.#units],
      examples: this.#examples,
      samples: this.#samples,
    };
  }
}
