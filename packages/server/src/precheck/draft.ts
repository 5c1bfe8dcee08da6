import type { Finding } from "@probity/contracts";
import { decide, type EvaluationInput, type Verdict } from "@probity/engine";
import { type Answer, featureValues, type Need } from "@probity/engine/features";
import type { MadeMember, StoredDefinition } from "../features/index.ts";
import type { ActiveBundle } from "../rules/index.ts";

/** The draft of an act under judgement, with what is known about it before the database is asked. */
export interface Draft {
  readonly source: string;
  readonly decisionId: string;
  readonly active: ActiveBundle;
  readonly input: EvaluationInput;
  /** Its process. */
  readonly subject: string | undefined;
  /** When the act happens, in milliseconds since 1970. */
  readonly at: number;
  /** What its rules need to know. */
  readonly needs: readonly Need[];
  /** What it will be to windows once it is an act. */
  readonly members: readonly MadeMember[];
  /** Of which windows members are kept. */
  readonly definitions: readonly StoredDefinition[];
  /** False: links could not be read in time. */
  readonly linked: boolean;
  /** True: links were not looked at anew when it came. */
  readonly isAhead: boolean;
  readonly now: Date;
  readonly expiresAt: Date;
  /** The decision whose draft this one is instead; it may still be taken back. */
  readonly replaces: string | undefined;
}

/** What of a draft is asked of windows, or will count in them. */
export const touchesWindows = ({ needs, members }: Pick<Draft, "needs" | "members">): boolean =>
  members.length > 0 || needs.some(({ kind }) => kind === "window");

/** What the rules say to a draft. */
export interface Conclusion {
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
}

/** Judges a draft with the answers to its needs. `code` says why some are missing, where that degrades the verdict. */
export function conclude(
  { active, input, needs }: Pick<Draft, "active" | "input" | "needs">,
  answers: readonly Answer[],
  code?: string,
): Conclusion {
  const { evaluator } = active;
  const features = needs.length === 0 ? undefined : featureValues(needs, answers);
  const { findings } = evaluator.evaluate({ ...input, features });
  const verdict = decide(findings, evaluator.bundle);
  const isNamed = code !== undefined && verdict.degraded;
  const degradedReasons = isNamed ? [...verdict.degradedReasons, code] : verdict.degradedReasons;
  return { findings, verdict: { ...verdict, degradedReasons } };
}

/** Judges a draft about which nothing can be looked up: just the rules that need it cannot be checked. */
export function concludeWithout(draft: Draft, code: string): Conclusion {
  const answer: Answer = { unavailable: code };
  return conclude(
    draft,
    draft.needs.map(() => answer),
    code,
  );
}
