import type { Evidence } from "./finding.ts";
import type { JsonObject } from "./json.ts";
import type { Outcome, Result, RiskLevel } from "./outcome.ts";
import type { LocalizedText } from "./text.ts";

/**
 * What the approver may see of a finding. A `generic` one has no evidence, values or rule id of its own; a `silent`
 * one is not in the list at all (RU-4).
 */
export interface DisclosedFinding {
  /** Rule id; absent for a generic finding. */
  readonly rule?: string | undefined;
  readonly version?: string | undefined;
  readonly result: Result;
  readonly level?: RiskLevel | undefined;
  readonly name: LocalizedText;
  readonly message: LocalizedText;
  readonly evidence?: readonly Evidence[] | undefined;
  readonly params?: JsonObject | undefined;
}

interface DecisionBase {
  /** UUID version 7; also the id under which the pre-check is logged. */
  readonly decisionId: string;
  /** Event type of the draft. */
  readonly type: string;
  /** What the approver may see, strongest first. */
  readonly findings: readonly DisclosedFinding[];
  /** Where it was decided. */
  readonly source: "local" | "remote";
  /** True when a bound rule could not be checked: the outcome then follows `onUnavailable`, never silence (PC-2). */
  readonly degraded: boolean;
  /** Why it is degraded, as error codes; empty otherwise. */
  readonly degradedReasons: readonly string[];
  /** Version of the bundle that answered; 0 when there was none. */
  readonly bundleVersion: number;
  /** SHA-256 (hex) of that bundle's signed bytes; empty when there was none. */
  readonly bundleHash: string;
  /** SHA-256 (hex) of the canonical JSON (RFC 8785) of the draft. */
  readonly payloadDigest: string;
  /** RFC 3339; after it the token is refused. */
  readonly expiresAt: string;
  /** The signed proof of this decision for the host's backend (PC-5). */
  readonly token: string;
}

/** The act may go on. */
export interface AllowDecision extends DecisionBase {
  readonly outcome: "allow";
}
/** The act may go on after the findings were acknowledged. */
export interface WarnDecision extends DecisionBase {
  readonly outcome: "warn";
}
/** The act may go on with a written reason. */
export interface JustifyDecision extends DecisionBase {
  readonly outcome: "justify";
}
/** The act waits for another person. */
export interface SecondApproverDecision extends DecisionBase {
  readonly outcome: "second_approver";
}
/** The act cannot go on. */
export interface BlockDecision extends DecisionBase {
  readonly outcome: "block";
}

/** The answer of a pre-check, discriminated by `outcome` (PC-2). */
export type Decision =
  | AllowDecision
  | WarnDecision
  | JustifyDecision
  | SecondApproverDecision
  | BlockDecision;

/** A decision of a given outcome. */
export type DecisionOf<O extends Outcome> = Extract<Decision, { readonly outcome: O }>;
