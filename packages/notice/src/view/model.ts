import type { NoticeAppeal, NoticeReason } from "../decision.ts";
import type { Locale } from "../plain-text.ts";
import type { ApprovalView, CandidateView } from "../read-approval.ts";
import type { DecisionView } from "../read-decision.ts";
import type { NoticeState } from "../state.ts";

/** What a person is entering, by the `id` of the control; the controls write into it. */
export interface Draft {
  /** Kind of reason. */
  code: string;
  /** Written reason. */
  text: string;
  /** Chosen second approver. */
  person: string;
  /** Grounds of an appeal. */
  grounds: string;
}

/** What is forgotten with the next decision. */
export interface Passing {
  readonly approval?: ApprovalView | undefined;
  /** A submit was tried, so what is missing is marked. */
  readonly tried?: boolean | undefined;
  readonly reminded?: boolean | undefined;
  readonly appealOpen?: boolean | undefined;
  readonly appeal?: NoticeAppeal | undefined;
}

/** Everything that is shown. */
export interface Model extends Passing {
  readonly state: NoticeState;
  readonly locale: Locale;
  readonly decision: DecisionView | undefined;
  readonly candidates: readonly CandidateView[];
  readonly reasons: readonly NoticeReason[];
  readonly draft: Draft;
  /** The warning was confirmed. */
  readonly acknowledged: boolean;
  /** Keys of findings that were confirmed in this form before. */
  readonly seen: ReadonlySet<string>;
  readonly readOnly: boolean;
  /** What the host handles beside the rest: `retry`, `remind`, `appeal`. */
  readonly offers: ReadonlySet<string>;
  /** Of the heading: `2` to `6`; `3` for anything else. */
  readonly level: string | null;
}

/** What the controls do. */
export interface Actions {
  readonly acknowledge: () => void;
  readonly fix: (rule: string, field: string) => void;
  readonly retry: () => void;
  readonly ask: () => void;
  readonly remind: () => void;
  readonly openAppeal: () => void;
  readonly sendAppeal: () => void;
  /** What is entered in {@link Draft} has changed. */
  readonly changed: () => void;
}
