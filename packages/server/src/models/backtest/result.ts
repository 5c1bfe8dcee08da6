import type { NeededWindow } from "../needed-windows.ts";
import type { Comparison } from "../compare-hits.ts";

/** Results of a rule over many events. */
export interface ResultCounts {
  readonly evaluated: number;
  readonly hit: number;
  readonly clear: number;
  readonly notApplicable: number;
  readonly indeterminate: number;
}

/** How hits stand to those of the version in force. */
export type HitCounts = Readonly<Record<Comparison, number>>;

/** Alerts that people judged, by whether the candidate would raise them again (ML-2). Partly confirmed counts as confirmed. */
export interface JudgedCounts {
  readonly confirmedKept: number;
  readonly confirmedLost: number;
  readonly dismissedKept: number;
  readonly dismissedAvoided: number;
}

/** Results of the candidate of which events are kept. */
export type SampledResult = Exclude<keyof ResultCounts, "evaluated">;

/** What a rule did in a backtest. */
export interface RuleResult {
  readonly rule: string;
  readonly candidate: ResultCounts;
  readonly inForce: ResultCounts;
  readonly hits: HitCounts;
  readonly judged: JudgedCounts;
  /** Why the candidate could not judge, the most frequent reasons first. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  /** By unit of the actor; '' where the event names none, `*` for those beyond the first 200. */
  readonly units: readonly (HitCounts & { readonly unit: string })[];
  /** Positions in the log of up to 100 hits each. */
  readonly examples: Readonly<Record<Comparison, readonly number[]>>;
  /** Positions in the log of up to five events of each result of the candidate. */
  readonly samples: Readonly<Record<SampledResult, readonly number[]>>;
  /** Alerts that its hits open: grouped by rule and subject, as the inbox does. */
  readonly alerts: { readonly candidate: number; readonly inForce: number };
}

/** Expected load of the inbox: alerts by the day of the event that opens them. */
export interface InboxLoad {
  readonly alerts: number;
  /** Mean over the days from the first to the last one with an event that was judged. */
  readonly perDay: number;
  readonly busiest: { readonly day: string; readonly alerts: number } | null;
}

/** Evaluation of one event by all rules of the model, in microseconds. Measured: it is another one each time. */
export type Cost = { readonly mean: number; readonly p99: number } | null;

/** What a backtest found (ML-2). But for `cost` the same inputs give the same result. */
export interface BacktestResult {
  readonly model: { readonly id: string; readonly version: string; readonly digest: string };
  /** The version in force that it was compared with; null when none is. */
  readonly against: { readonly version: string; readonly digest: string } | null;
  /** The windows of both versions; all were filled before the first event was judged (FE-1). */
  readonly windows: readonly Omit<NeededWindow, "id">[];
  readonly scope: {
    /** Event time; null: no bound. */
    readonly from: string | null;
    readonly to: string | null;
    /** The last position of the log that was looked at. */
    readonly through: number;
    readonly sources: readonly {
      readonly source: string;
      /** Events that were judged. */
      readonly judged: number;
      /** Payloads that are erased: nobody can judge them any more. */
      readonly erased: number;
      /** Events that could not be judged as a whole. */
      readonly failed: number;
    }[];
  };
  readonly totals: {
    readonly judged: number;
    readonly erased: number;
    readonly failed: number;
    readonly candidate: ResultCounts;
    readonly inForce: ResultCounts;
    readonly hits: HitCounts;
    readonly judgedAlerts: JudgedCounts;
  };
  readonly rules: readonly RuleResult[];
  readonly inbox: {
    readonly candidate: InboxLoad;
    readonly inForce: InboxLoad;
    /** Persons who may verify alerts, when the backtest ran. */
    readonly reviewers: number;
    readonly days: readonly { readonly day: string; readonly candidate: number; readonly inForce: number }[];
  };
  readonly cost: { readonly candidate: Cost; readonly inForce: Cost };
}
