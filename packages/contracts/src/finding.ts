import type { Json, JsonObject } from "./json.ts";
import type { Action, Disclosure, Result, RiskLevel, RuleClass } from "./outcome.ts";
import type { LocalizedText } from "./text.ts";

/** Why a rule could not be judged. */
export interface IndeterminateReason {
  /**
   * `missing` data, wrong `type`, `error` such as a division by zero, `budget` used up, no `record`, no `server`, or
   * `declared`: the rule itself says why it cannot judge.
   */
  readonly code: "missing" | "type" | "error" | "budget" | "record" | "unavailable" | "declared";
  /** Paths that were read and not there, e.g. `event.tender.value.amount`. */
  readonly paths: readonly string[];
  /** One English sentence for the log. */
  readonly detail?: string | undefined;
}

/** One value that a hit compared (EN-4). Money is an integer of minor units with its currency beside it. */
export interface Evidence {
  readonly name: string;
  readonly label: LocalizedText;
  readonly value: Json;
}

/** An event that a window of a rule counted beside the one that was judged (FE-1). */
export interface RelatedEvent {
  /** Name of the window in the rule. */
  readonly feature: string;
  readonly source: string;
  readonly subject?: string | undefined;
  /** RFC 3339. */
  readonly time: string;
  /** Id of the event, and its position in the log. */
  readonly event: string;
  readonly position: number;
  /** What the window took of it; money is an integer of minor units with its currency. */
  readonly value?: Json | undefined;
}

/** One rule's result on one event, with what is needed to explain and repeat it. */
export interface Finding {
  /** Rule id, e.g. `PROC-CMP-002`. */
  readonly rule: string;
  /** Semantic version of the rule. */
  readonly version: string;
  /** Id of the binding that had the rule evaluated. */
  readonly binding: string;
  readonly result: Result;
  /** Present exactly when `result` is `indeterminate`. */
  readonly reason?: IndeterminateReason | undefined;
  readonly level: RiskLevel;
  readonly class: RuleClass;
  /** What this binding does on a hit, after the rule's ceiling. */
  readonly action: Action;
  readonly disclosure: Disclosure;
  readonly name: LocalizedText;
  /** One sentence, filled from the evidence; present on a hit. */
  readonly message?: LocalizedText | undefined;
  /** Present on a hit. */
  readonly evidence?: readonly Evidence[] | undefined;
  /** On a hit of a rule with windows: up to 20 events of each, by time. For reviewers; no approver sees it. */
  readonly related?: readonly RelatedEvent[] | undefined;
  /** The thresholds used, after resolution (RU-4). */
  readonly params: JsonObject;
  /** What the binding would do if its circuit breaker had not weakened it to `action` (PC-8). */
  readonly weakenedFrom?: Action | undefined;
  /** Id of the exception that took this subject out of the rule; `action` is then `observe`, and no alert follows. */
  readonly exception?: string | undefined;
}
