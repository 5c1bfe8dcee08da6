import type { LinkNeed, Need } from "@probity/engine/features";
import type { Answer } from "@probity/engine/features";

/** What the features of one event, or of the draft of one, are asked for. */
export interface FeatureRequest {
  /** Of {@link planned}. */
  readonly needs: readonly Need[];
  readonly source: string;
  /** Its process. */
  readonly subject?: string | null | undefined;
  /** When the act happens, in milliseconds since 1970. */
  readonly at: number;
  /**
   * Position of the event that is judged: events before it count, as they stood when it came. Undefined: a draft, for which
   * everything counts that is known now.
   */
  readonly position?: number | undefined;
  /** Open holds count as well; for pre-checks only, never where a result must be repeatable. */
  readonly holds?:
    | {
        /** Holds that expired by then do not count. */
        readonly now: Date;
        /** Ids of decisions of the same source that do not count: the draft's own, and the one that it replaces. */
        readonly except?: readonly string[] | undefined;
      }
    | undefined;
}

/** Answers a question about links as of a moment. */
export type LinkAnswers = (need: LinkNeed, atMs: number) => Answer;
