import type { Answer } from "@probity/engine/features";
import { answerNeeds, closeHolds, openHold } from "../features/index.ts";
import type { Links } from "../links/index.ts";
import { type LockKey, type Store, underLocks } from "../store/index.ts";
import { conclude, concludeWithout, type Conclusion, type Draft } from "./draft.ts";
import {
  codeOf,
  endedOf,
  holdOf,
  isBlock,
  linksOf,
  opens,
  requestOf,
  stillOpen,
  type Turn,
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
      const ended = endedOf(turns);
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
  links: Pick<Links, "latest">,
  drafts: readonly Draft[],
): Promise<readonly (readonly Answer[])[]> {
  const requests = drafts.map(requestOf);
  if (requests.every(({ needs }) => needs.length === 0)) return requests.map(() => []);
  const answers = await answerNeeds(run, requests, { links: linksOf(links) });
  return drafts.map((draft, index) => withLinks(draft, answers[index] ?? []));
}

/** Whoever was answered with a block while its hold was on the way holds nothing. */
async function takeBack({ store }: BatchParts, counted: readonly Turn[]): Promise<void> {
  const blocked = counted.filter(({ given }) => isBlock(given));
  await closeHolds(
    store,
    blocked.map(({ draft }) => ({ source: draft.source, decision: draft.decisionId })),
  );
}
