import type { AppealReason, AppealState, Disclosure } from "@probity/contracts";

/** An appeal against what one rule found in one pre-check: a row of the table `appeal`. */
export interface StoredAppeal {
  readonly id: string;
  readonly source: string;
  /** The pre-check. */
  readonly decision: string;
  readonly rule: string;
  readonly rule_version: string | null;
  readonly disclosure: Disclosure;
  /** As the events of the source name them; null once it was erased. */
  readonly person: string | null;
  readonly reason: AppealReason;
  readonly text: string;
  readonly via: "api" | "console";
  readonly raised_at: Date;
  readonly state: AppealState;
  readonly answer: string | null;
  readonly answered_by: string | null;
  readonly answered_at: Date | null;
}
