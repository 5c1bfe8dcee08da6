import type { Finding } from "@probity/contracts";
import type { JudgedHit } from "../../evaluate/index.ts";
import { compareHits } from "../compare-hits.ts";
import { Histogram, type HistogramJson } from "./histogram.ts";
import type { BacktestResult, InboxLoad } from "./result.ts";
import { RuleTally, type RuleTallyJson } from "./rule-tally.ts";

/** What both versions said about one event. */
export interface JudgedEvent {
  readonly source: string;
  readonly position: number;
  /** Day of the event, `YYYY-MM-DD`. */
  readonly day: string;
  /** Unit of the actor; '' where the event names none. */
  readonly unit: string;
  readonly candidate: readonly Finding[];
  readonly inForce: readonly Finding[];
}

/** What becomes of an event. */
export type Fate = "judged" | "erased" | "failed";

/** One side of the comparison. */
export type Side = "candidate" | "inForce";

/** A {@link Tally} as it is stored. */
export interface TallyJson {
  readonly rules: readonly (readonly [string, RuleTallyJson])[];
  readonly sources: readonly (readonly [string, Record<Fate, number>])[];
  readonly days: readonly (readonly [string, Record<Side, number>])[];
  readonly first: string | null;
  readonly last: string | null;
  readonly cost: Record<Side, HistogramJson>;
}

/** Days beyond this many are counted under {@link otherDays}: times are what sources say. */
const maxDays = 5_000;
const otherDays = "*";

/** Counts a backtest, in memory that does not grow with the number of events, and as JSON for a checkpoint. */
export class Tally {
  readonly cost: Record<Side, Histogram>;
  readonly #rules: Map<string, RuleTally>;
  readonly #sources: Map<string, Record<Fate, number>>;
  readonly #days: Map<string, Record<Side, number>>;
  #first: string | null;
  #last: string | null;

  constructor(stored?: TallyJson) {
    this.cost = {
      candidate: new Histogram(stored?.cost.candidate),
      inForce: new Histogram(stored?.cost.inForce),
    };
    this.#rules = new Map((stored?.rules ?? []).map(([rule, tally]) => [rule, new RuleTally(tally)]));
    this.#sources = new Map((stored?.sources ?? []).map(([source, fates]) => [source, { ...fates }]));
    this.#days = new Map((stored?.days ?? []).map(([day, alerts]) => [day, { ...alerts }]));
    this.#first = stored?.first ?? null;
    this.#last = stored?.last ?? null;
  }

  /** Judged alerts of every rule at the source that comes next. */
  know(hits: readonly JudgedHit[]): void {
    for (const [rule, own] of Map.groupBy(hits, (hit) => hit.rule)) this.#rule(rule).know(own);
  }

  addFate(source: string, fate: Fate): void {
    const fates = this.#sources.get(source) ?? { judged: 0, erased: 0, failed: 0 };
    fates[fate] += 1;
    this.#sources.set(source, fates);
  }

  addEvent(judged: JudgedEvent): void {
    this.addFate(judged.source, "judged");
    this.addFindings(judged);
  }

  /** What was found of an event that was counted as judged, or later of what it began. */
  addFindings({ position, day, unit, candidate, inForce }: JudgedEvent): void {
    if (this.#first === null || day < this.#first) this.#first = day;
    if (this.#last === null || day > this.#last) this.#last = day;
    for (const finding of candidate) this.#rule(finding.rule).addResult("candidate", finding, position);
    for (const finding of inForce) this.#rule(finding.rule).addResult("inForce", finding, position);
    for (const { finding, comparison } of compareHits(candidate, inForce))
      this.#rule(finding.rule).addHit(comparison, position, unit);
  }

  addAlert(side: Side, rule: string, day: string): void {
    this.#rule(rule).alerts[side] += 1;
    const key = this.#days.has(day) || this.#days.size < maxDays ? day : otherDays;
    const alerts = this.#days.get(key) ?? { candidate: 0, inForce: 0 };
    alerts[side] += 1;
    this.#days.set(key, alerts);
  }

  result(
    head: Pick<BacktestResult, "model" | "against" | "windows">,
    scope: Omit<BacktestResult["scope"], "sources">,
    reviewers: number,
  ): BacktestResult {
    const rules = [...this.#rules].toSorted(byName).map(([rule, tally]) => tally.result(rule));
    const sources = [...this.#sources].toSorted(byName).map(([source, fates]) => ({ source, ...fates }));
    const days = [...this.#days].toSorted(byName).map(([day, alerts]) => ({ day, ...alerts }));
    const counts = (side: Side): BacktestResult["totals"][Side] => ({
      evaluated: sum(rules, (rule) => rule[side].evaluated),
      hit: sum(rules, (rule) => rule[side].hit),
      clear: sum(rules, (rule) => rule[side].clear),
      notApplicable: sum(rules, (rule) => rule[side].notApplicable),
      indeterminate: sum(rules, (rule) => rule[side].indeterminate),
    });
    return {
      ...head,
      scope: { ...scope, sources },
      totals: {
        judged: sum(sources, ({ judged }) => judged),
        erased: sum(sources, ({ erased }) => erased),
        failed: sum(sources, ({ failed }) => failed),
        candidate: counts("candidate"),
        inForce: counts("inForce"),
        hits: {
          kept: sum(rules, ({ hits }) => hits.kept),
          new: sum(rules, ({ hits }) => hits.new),
          lost: sum(rules, ({ hits }) => hits.lost),
        },
        judgedAlerts: {
          confirmedKept: sum(rules, ({ judged }) => judged.confirmedKept),
          confirmedLost: sum(rules, ({ judged }) => judged.confirmedLost),
          dismissedKept: sum(rules, ({ judged }) => judged.dismissedKept),
          dismissedAvoided: sum(rules, ({ judged }) => judged.dismissedAvoided),
        },
      },
      rules,
      inbox: { candidate: this.#load("candidate"), inForce: this.#load("inForce"), reviewers, days },
      cost: { candidate: this.cost.candidate.summary(), inForce: this.cost.inForce.summary() },
    };
  }

  toJSON(): TallyJson {
    return {
      rules: [...this.#rules].map(([rule, tally]) => [rule, tally.toJSON()]),
      sources: [...this.#sources],
      days: [...this.#days],
      first: this.#first,
      last: this.#last,
      cost: { candidate: this.cost.candidate.toJSON(), inForce: this.cost.inForce.toJSON() },
    };
  }

  #rule(rule: string): RuleTally {
    const tally = this.#rules.get(rule) ?? new RuleTally();
    this.#rules.set(rule, tally);
    return tally;
  }

  #load(side: Side): InboxLoad {
    let alerts = 0;
    let busiest: InboxLoad["busiest"] = null;
    for (const [day, { [side]: count }] of [...this.#days].toSorted(byName)) {
      alerts += count;
      if (count > (busiest?.alerts ?? 0)) busiest = { day, alerts: count };
    }
    const span = this.#first === null || this.#last === null ? 0 : daysBetween(this.#first, this.#last) + 1;
    return { alerts, perDay: span === 0 ? 0 : Math.round((alerts / span) * 1_000) / 1_000, busiest };
  }
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

const daysBetween = (first: string, last: string): number =>
  Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000);

const sum = <Item>(items: readonly Item[], value: (item: Item) => number): number =>
  items.reduce((total, item) => total + value(item), 0);
