import type { Bundle, DisclosedFinding, Finding, JsonObject, Outcome } from "@probity/contracts";
import type { PlainMap } from "./values/value.ts";

/** A compiled pattern. Must run in time linear in the input (RE2), never a backtracking matcher. */
export interface Pattern {
  /** True when the pattern matches anywhere in the text. */
  test(text: string): boolean;
}

/** Compiles a literal RE2 pattern; throws on an invalid one. `@probity/engine/re2` exports one. */
export type RegexEngine = (pattern: string) => Pattern;

/** Options of `compile`. */
export interface CompileOptions {
  /** Needed when a rule of the bundle uses `matches`; without it such a bundle is refused. */
  readonly regex?: RegexEngine | undefined;
}

/** What is judged: an event or the draft of one, with what the caller knows about its process. */
export interface EvaluationInput {
  readonly type: string;
  /** The event's data as it is on the wire (money in the major unit, instants as strings). */
  readonly data: JsonObject;
  /** The compiled record of the process before this event; the engine merges `data` into it. */
  readonly record?: JsonObject | undefined;
  /**
   * By the id of a binding: what its rule's features are (FE-1). A rule with features that is given none is
   * `indeterminate` with the reason `unavailable`.
   */
  readonly features?: ReadonlyMap<string, FeatureValues> | undefined;
  /** RFC 3339 with offset: when the act happens. It is `now` in rules and selects bindings and parameters. */
  readonly time: string;
  /** Organisation unit of the actor, for bindings and parameters. Default: `data.actor.unitId`. */
  readonly unit?: string | undefined;
  readonly district?: string | undefined;
  readonly region?: string | undefined;
}

/** Values of the features of one rule by name; made by `@probity/engine/features`. */
export type FeatureValues = PlainMap;

/** The findings of every bound rule, in bundle order. */
export interface Evaluation {
  readonly findings: readonly Finding[];
}

/** A bundle made ready to run. Pure: the same input gives the same findings, everywhere (EN-1). */
export interface Evaluator {
  readonly bundle: Bundle;
  /** Never throws: what cannot be judged is `indeterminate` with its reason (EN-3). */
  evaluate(input: EvaluationInput): Evaluation;
}

/** What follows from findings at a pre-check: the outcome and what the approver may see. */
export interface Verdict {
  readonly outcome: Outcome;
  /** Strongest first; silent ones left out, generic ones reduced (RU-4). */
  readonly shown: readonly DisclosedFinding[];
  /** True when a rule that binds here could not be checked (no record, no server) or was weakened by its breaker. */
  readonly degraded: boolean;
  readonly degradedReasons: readonly string[];
}
