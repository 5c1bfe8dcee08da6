import type { Answer } from "@probity/engine/features";
import { answerNeeds, closeHolds, openHold } from "../features/index.ts";
import type { Links } from "../links/index.ts";
import { type LockKey, type Store, underLocks } from "../store/index.ts";
import { conclude, concludeWithout, type Draft } from "./draft.ts";
import {
  answeredMeanwhile,
  codeOf,
  endedOf,
  holdOf,
  type Judged,
  linksOf,
  opens,
  requestOf,
  stillOpen,
  timeFor,
  type Turn,
  unrecorded,
  withLinks,
} from "./turns.ts";

/** What {@link judgeBatch} works with. */
export interface BatchParts {
  readonly store: Pick<Store, "run" | "pipelines">;
  readonly links: Pick<Links, "latest">;
  readonly onError: (error: unknown) => void;
  /** Takes turns that are to have their hold recorded later. */
  readonly again: (turns: readonly Turn[]) => void;
}

/**
 * Judges drafts of which no two touch the same place of a window: what they look at is read under locks, and each that may
 * become an act holds its place before it is answered (PC-4). Whoever cannot be judged that way is judged without what is
 * in the database. Never rejects.
 */
export async function judgeBatch(parts: BatchParts, turns: readonly Turn[]): Promise<void> {
  const keys = new Map<string, LockKey>();
  for (const key of turns.flatMap((turn) => turn.keys)) keys.set(key.id, key);
  let judged: Judged = [];
  try {
    await underLocks(parts.store, [...keys.values()], timeFor(turns), async (run) => {
      const waiting = turns.filter(({ given }) => given === undefined);
      const late = await stillOpen(
        run,
        turns.filter(({ given }) => given !== undefined),
      );
      judged = await judgeTurns(parts, run, waiting);
      for (const [turn, conclusion] of judged) if (!opens(turn.draft, conclusion)) turn.give(conclusion);
      const opened = [...judged, ...late.map((turn) => [turn, turn.given] as const)].filter(
        ([turn, conclusion]) => opens(turn.draft, conclusion),
      );
      const ended = endedOf(turns);
      const holds = opened.map(([turn, conclusion]) => holdOf(turn.draft, conclusion));
      if (holds.length + ended.length === 0) return undefined;
      return async (write) => await Promise.all([closeHolds(write, ended), openHold(write, holds)]);
    });
    for (const [turn, conclusion] of judged) turn.give(conclusion);
    const { blocked, letThrough } = answeredMeanwhile(judged);
    parts.again(letThrough);
    await closeHolds(parts.store, blocked);
  } catch (error) {
    parts.onError(error);
    for (const turn of turns) turn.give(concludeWithout(turn.draft, codeOf(error)));
    parts.again(unrecorded(turns));
  }
}

/** What those say who can be judged: all in one statement, where they only count and sum. */
async function judgeTurns(
  { links }: BatchParts,
  run: Pick<Store, "run">,
  turns: readonly Turn[],
): Promise<Judged> {
  const asked = turns.map(({ draft }) => draft);
  const answers = await answerDrafts(run, links, asked);
  return turns.map((turn, index) => [turn, conclude(turn.draft, answers[index] ?? [])] as const);
}

/** Answers the needs of drafts as of now, their own holds and those that they replace left out. */
export async function answerDrafts(
  run: Pick<Store, "run">,
  links: Pick<Links, "latest">,
  drafts: readonly Draft[],
): Promise<readonly (readonly Answer[])[]> {
  const requests = drafts.map(requestOf);
  if (requests.every(({ needs }) => needs.length === 0)) return requests.map(() => []);
  const answers = await answerNeeds(run, requests, { links: linksOf(links) });
  return drafts.map((draft, index) => withLinks(draft, answers[index] ?? []));
}
