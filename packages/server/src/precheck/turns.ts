import type { Answer, Need } from "@probity/engine/features";
import {
  type FeatureRequest,
  type HoldName,
  type LinkAnswers,
  linkAnswer,
  type WindowHold,
} from "../features/index.ts";
import type { Links } from "../links/index.ts";
import { isPlain } from "../plain-text.ts";
import type { LockKey, Statement, Store } from "../store/index.ts";
import type { Conclusion, Draft } from "./draft.ts";

/** A draft that waits for its turn or has it. */
export interface Turn {
  readonly draft: Draft;
  readonly keys: readonly LockKey[];
  /** When its answer is due, by `performance.now()`. */
  readonly end: number;
  /** It was answered, and its hold could not be recorded the first time. */
  readonly isSecond: boolean;
  /** What was answered, once it was. Before its turn is over: too late for what is in the database. */
  readonly given: Conclusion | undefined;
  /** Answers; only the first answer counts. */
  give(conclusion: Conclusion): void;
}

/** A statement that was cancelled took longer than somebody waits for it. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && error.code === "57014"
    ? "PROBITY_E_DEADLINE"
    : "PROBITY_E_UNAVAILABLE";

/** What a draft asks: as of now, its own hold and the one that it replaces left out. */
export const requestOf = ({
  needs,
  source,
  subject,
  at,
  now,
  decisionId,
  replaces,
}: Draft): FeatureRequest => ({
  needs,
  source,
  subject,
  at,
  holds: { now, except: replaces === undefined ? [decisionId] : [decisionId, replaces] },
});

/** What answers questions about links, if they were ever read. */
export const linksOf = ({ latest: graph }: Pick<Links, "latest">): LinkAnswers | undefined =>
  graph === undefined ? undefined : (need, at) => linkAnswer(graph, need, at);

const noLinks: Answer = { unavailable: "links could not be read in time" };

/** The answers, without those about links where these could not be read in time. */
export const withLinks = (
  { linked, needs }: Pick<Draft, "linked" | "needs">,
  answers: readonly Answer[],
): readonly Answer[] =>
  linked ? answers : answers.map((answer, at) => (isLink(needs[at]) ? noLinks : answer));

/** Whether a need is answered by what is in memory, not in the database. */
export const isLink = (need: Need | undefined): boolean =>
  need?.kind === "owners" || need?.kind === "shared" || need?.kind === "path";

/** Whether it blocks. */
export const isBlock = (conclusion: Conclusion | undefined): boolean =>
  conclusion?.verdict.outcome === "block";

/** Whether the draft counts from now on, or, blocked, would if somebody overrode that (PC-8). */
export function opens({ members, active }: Draft, conclusion: Conclusion | undefined): boolean {
  if (conclusion === undefined || members.length === 0) return false;
  return !isBlock(conclusion) || (active.evaluator.bundle.breakGlass?.roles.length ?? 0) > 0;
}

/** Who was answered already may take this long to have its hold recorded. */
const leastMs = 1_000;

/** How many milliseconds statements for these turns may take: as long as one of them still waits for its answer. */
export function timeFor(turns: readonly Turn[]): number {
  const left = Math.max(...turns.map(({ end }) => end - performance.now()));
  return left > 0 ? left : leastMs;
}

/** Turns with what was concluded about them, once that is written. */
export type Judged = readonly (readonly [Turn, Conclusion])[];

/** Those that were answered otherwise while their turn was on. */
export interface AnsweredMeanwhile {
  /** Answered with a block: they hold nothing. */
  readonly blocked: readonly HoldName[];
  /** Let through, although they are blocked here: what they hold has to be recorded after all. */
  readonly letThrough: readonly Turn[];
}

/** Finds those whose time ran out while they were judged. */
export function answeredMeanwhile(judged: Judged): AnsweredMeanwhile {
  const others = judged.filter(([{ given }, conclusion]) => isBlock(given) !== isBlock(conclusion));
  return {
    blocked: others
      .filter(([{ given }]) => isBlock(given))
      .map(
        ([
          {
            draft: { source, decisionId: decision },
          },
        ]) => ({ source, decision }),
      ),
    letThrough: unrecorded(others.map(([turn]) => turn)),
  };
}

/** Those that were let through; their hold is to be recorded in a second turn, unless this was it. */
export const unrecorded = (turns: readonly Turn[]): readonly Turn[] =>
  turns.filter(({ draft, given, isSecond }) => !isSecond && !isBlock(given) && opens(draft, given));

/** A blocked draft's hold is over from the beginning; breaking the glass gives it its time. */
export function holdOf(draft: Draft, conclusion: Conclusion | undefined): WindowHold {
  const { source, decisionId: decision, subject, members, now } = draft;
  const expiresAt = isBlock(conclusion) ? now : draft.expiresAt;
  return {
    source,
    decision,
    subject: subject !== undefined && isPlain(subject) ? subject : null,
    members,
    expiresAt,
  };
}

/** The holds that these drafts take the place of. */
export const endedOf = (turns: readonly Turn[]): readonly HoldName[] =>
  turns.flatMap(({ draft: { source, replaces } }) =>
    replaces === undefined ? [] : [{ source, decision: replaces }],
  );

const findEnded: Statement = {
  name: "precheck-ended",
  text: `select p.source, p.id from precheck p join unnest($1::text[], $2::text[]) as t(source, id)
    on p.source = t.source and p.id = t.id where p.act_position is not null or p.stage in ('aborted', 'expired')`,
};

/** Those that were answered without the database, and whose act was not scored meanwhile. */
export async function stillOpen(run: Pick<Store, "run">, late: readonly Turn[]): Promise<readonly Turn[]> {
  const asked = late.filter(({ draft }) => draft.members.length > 0);
  if (asked.length === 0) return [];
  const rows = await run.run<{ source: string; id: string }>(findEnded, [
    asked.map(({ draft }) => draft.source),
    asked.map(({ draft }) => draft.decisionId),
  ]);
  const ended = new Set(rows.map(({ source, id }) => `${source}\n${id}`));
  return asked.filter(({ draft }) => !ended.has(`${draft.source}\n${draft.decisionId}`));
}
