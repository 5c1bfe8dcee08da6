import type { Answer, Need } from "@probity/engine/features";
import {
  answerNeeds,
  closeHolds,
  type FeatureRequest,
  linkAnswer,
  openHold,
  type WindowHold,
} from "../features/index.ts";
import type { Links } from "../links/index.ts";
import { isPlain } from "../plain-text.ts";
import { type LockKey, type Statement, type Store, underLocks } from "../store/index.ts";
import { conclude, concludeWithout, type Conclusion, type Draft } from "./draft.ts";

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

/** What {@link judgeBatch} works with. */
export interface BatchParts {
  readonly store: Pick<Store, "run" | "pipelines">;
  readonly links: Pick<Links, "latest">;
  readonly onError: (error: unknown) => void;
  /** Takes turns that are to have their hold recorded later. */
  readonly again: (turns: readonly Turn[]) => void;
}

/** Who was answered already may take this long to have its hold recorded. */
const leastMs = 1_000;

/**
 * Judges drafts of which no two touch the same place of a window: what they look at is read under locks, and each that may
 * become an act holds its place before it is answered (PC-4). Whoever cannot be judged that way is judged without what is
 * in the database. Never rejects.
 */
export async function judgeBatch(parts: BatchParts, turns: readonly Turn[]): Promise<void> {
  const keys = new Map<string, LockKey>();
  for (const key of turns.flatMap((turn) => turn.keys)) keys.set(key.id, key);
  const left = Math.max(...turns.map(({ end }) => end - performance.now()));
  const judged = new Map<Turn, Conclusion>();
  const counted: Turn[] = [];
  try {
    await underLocks(parts.store, [...keys.values()], left > 0 ? left : leastMs, async (run) => {
      const waiting = turns.filter(({ given }) => given === undefined);
      const late = await stillOpen(
        run,
        turns.filter(({ given }) => given !== undefined),
      );
      for (const [turn, conclusion] of await judgeTurns(parts, run, waiting)) judged.set(turn, conclusion);
      for (const [turn, conclusion] of judged) if (!opens(turn.draft, conclusion)) turn.give(conclusion);
      const opened = [...judged, ...late.map((turn) => [turn, turn.given] as const)].filter(
        ([turn, conclusion]) => opens(turn.draft, conclusion),
      );
      counted.push(...opened.filter(([, conclusion]) => !isBlock(conclusion)).map(([turn]) => turn));
      const ended = turns.flatMap(({ draft: { source, replaces } }) =>
        replaces === undefined ? [] : [{ source, decision: replaces }],
      );
      const holds = opened.map(([turn, conclusion]) => holdOf(turn.draft, conclusion));
      if (holds.length + ended.length === 0) return undefined;
      return async (write) => await Promise.all([closeHolds(write, ended), openHold(write, holds)]);
    });
    for (const [turn, conclusion] of judged) turn.give(conclusion);
    await takeBack(parts, counted);
  } catch (error) {
    parts.onError(error);
    for (const turn of turns) turn.give(concludeWithout(turn.draft, codeOf(error)));
    parts.again(
      turns.filter(({ draft, given, isSecond }) => !isSecond && !isBlock(given) && opens(draft, given)),
    );
  }
}

/** A statement that was cancelled took longer than somebody waits for it. */
const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && error.code === "57014"
    ? "PROBITY_E_DEADLINE"
    : "PROBITY_E_UNAVAILABLE";

/** What those say who can be judged: all in one statement, where they only count and sum. */
async function judgeTurns(
  { links }: BatchParts,
  run: Pick<Store, "run">,
  turns: readonly Turn[],
): Promise<readonly (readonly [Turn, Conclusion])[]> {
  const asked = turns.map(({ draft }) => draft);
  const answers = await answerDrafts(run, links, asked);
  return turns.map((turn, index) => [turn, conclude(turn.draft, answers[index] ?? [])] as const);
}

/** Answers the needs of drafts as of now, their own holds and those that they replace left out. */
export async function answerDrafts(
  run: Pick<Store, "run">,
  { latest: graph }: Pick<Links, "latest">,
  drafts: readonly Draft[],
): Promise<readonly (readonly Answer[])[]> {
  const requests = drafts.map(
    ({ needs, source, subject, at, now, decisionId, replaces }): FeatureRequest => ({
      needs,
      source,
      subject,
      at,
      holds: { now, except: replaces === undefined ? [decisionId] : [decisionId, replaces] },
    }),
  );
  if (requests.every(({ needs }) => needs.length === 0)) return requests.map(() => []);
  const answers = await answerNeeds(run, requests, {
    links: graph === undefined ? undefined : (need, at) => linkAnswer(graph, need, at),
  });
  return drafts.map(({ linked, needs }, index) => {
    const found = answers[index] ?? [];
    return linked ? found : found.map((answer, at) => (isLink(needs[at]) ? noLinks : answer));
  });
}

const noLinks: Answer = { unavailable: "links could not be read in time" };

/** Whether a need is answered by what is in memory, not in the database. */
export const isLink = (need: Need | undefined): boolean =>
  need?.kind === "owners" || need?.kind === "shared" || need?.kind === "path";

const isBlock = (conclusion: Conclusion | undefined): boolean => conclusion?.verdict.outcome === "block";

/** Whether the draft counts from now on, or, blocked, would if somebody overrode that (PC-8). */
function opens({ members, active }: Draft, conclusion: Conclusion | undefined): boolean {
  if (conclusion === undefined || members.length === 0) return false;
  return !isBlock(conclusion) || (active.evaluator.bundle.breakGlass?.roles.length ?? 0) > 0;
}

/** A blocked draft's hold is over from the beginning; breaking the glass gives it its time. */
function holdOf(draft: Draft, conclusion: Conclusion | undefined): WindowHold {
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

const findEnded: Statement = {
  name: "precheck-ended",
  text: `select p.source, p.id from precheck p join unnest($1::text[], $2::text[]) as t(source, id)
    on p.source = t.source and p.id = t.id where p.act_position is not null or p.stage in ('aborted', 'expired')`,
};

/** Those that were answered without the database, and whose act was not scored meanwhile. */
async function stillOpen(run: Pick<Store, "run">, late: readonly Turn[]): Promise<readonly Turn[]> {
  const asked = late.filter(({ draft }) => draft.members.length > 0);
  if (asked.length === 0) return [];
  const rows = await run.run<{ source: string; id: string }>(findEnded, [
    asked.map(({ draft }) => draft.source),
    asked.map(({ draft }) => draft.decisionId),
  ]);
  const ended = new Set(rows.map(({ source, id }) => `${source}\n${id}`));
  return asked.filter(({ draft }) => !ended.has(`${draft.source}\n${draft.decisionId}`));
}

/** Whoever was answered with a block while its hold was on the way holds nothing. */
async function takeBack({ store }: BatchParts, counted: readonly Turn[]): Promise<void> {
  const blocked = counted.filter(({ given }) => isBlock(given));
  await closeHolds(
    store,
    blocked.map(({ draft }) => ({ source: draft.source, decision: draft.decisionId })),
  );
}
