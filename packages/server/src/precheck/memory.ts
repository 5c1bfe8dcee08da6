import type { Bundle } from "@probity/contracts";
import type { Need } from "@probity/engine/features";
import { everySource, membersOf, planned, type Windows } from "../features/index.ts";
import type { Links } from "../links/index.ts";
import type { ActiveBundle } from "../rules/index.ts";
import { createSole, type LockKey, type Sole, type Statement, type Store } from "../store/index.ts";
import { createConflictQueue, type QueueLimits } from "./conflict-queue.ts";
import { type Conclusion, concludeWithout, type Draft, conclude, touchesWindows } from "./draft.ts";
import { type AloneParts, judgeAlone } from "./judge-alone.ts";
import { answerDrafts, type BatchParts, judgeBatch } from "./judge-batch.ts";
import { isLink, timeFor, type Turn } from "./turns.ts";
import { createKnownDefinitions } from "./known-definitions.ts";
import { lockKeys } from "./lock-keys.ts";
import { createSeen, type Seen } from "./seen.ts";
import { typesOfRules } from "./types-of-rules.ts";

/** What is known about a draft before it is said what its rules need. */
export type NewDraft = Omit<Draft, "needs" | "members" | "definitions" | "linked" | "isAhead">;

/** Judges drafts with what the server remembers beside the record of their process (FE-1, PC-4). */
export interface Memory {
  /** Whether a draft of this type is judged by what is remembered, or will count in it. */
  concerns(active: ActiveBundle, source: string, type: string): Promise<boolean>;
  /**
   * Judges by `end` (of `performance.now()`): what could not be looked up by then makes just those rules unavailable that
   * need it. `unseen`: the answer could not wait for what the caller emitted before. Throws `PROBITY_E_OVERLOADED`.
   */
  judge(draft: NewDraft, end: number, unseen: boolean): Promise<Conclusion>;
  readonly seen: Omit<Seen, "close">;
  /** Resolves when what was answered is recorded. */
  close(): Promise<void>;
}

/** What {@link createMemory} works with. */
export interface MemoryOptions {
  readonly store: Pick<Store, "run" | "pipelines">;
  readonly windows: Pick<Windows, "definitions" | "mirror">;
  readonly links: Links;
  /** Requests that the server handles at once. */
  readonly maxConcurrentRequests: number;
  readonly onError: (error: unknown) => void;
}

const batchDrafts = 32;

/** Makes it; drafts that share a place in a window take turns, in this process and against all others. */
export function createMemory(options: MemoryOptions): Memory {
  const { store, links, windows, onError } = options;
  const sole = createSole(store);
  const definitions = createKnownDefinitions(store, windows.definitions);
  const seen = createSeen(store, onError);
  const again = (turns: readonly Turn[]): void => {
    for (const turn of turns) {
      try {
        queue.push(() => secondTurn(turn));
      } catch (error) {
        onError(error);
      }
    }
  };
  const parts = { store, links, onError, again, mirror: windows.mirror };
  const queue = createConflictQueue<Turn>(limitsOf(options, sole), (batch, alone) =>
    alone ? judgeWhileAlone(parts, sole, batch) : judgeWithOthers(parts, batch),
  );

  const inTurn = (due: Due, answered?: Conclusion): Promise<Conclusion> =>
    new Promise((resolve) => {
      queue.push(() => {
        const turn = createTurn(due, resolve);
        if (answered !== undefined) turn.give(answered);
        return turn;
      });
    });
  return {
    seen,
    concerns: async (active, source, type) => {
      if (typesWithFeatures(active.evaluator.bundle).has(type)) return true;
      const known = await definitions.of(planned(active), source);
      return known.some(({ scope, types }) => types.has(type) && (scope === source || scope === everySource));
    },
    judge: async (started, end, unseen) => {
      const { active, input, source, at, now } = started;
      const planner = planned(active);
      const known = await definitions.of(planner, source);
      const members = membersOf(known, source, input);
      const needs = planner.plan(input).map((need) => untilNow(need, at, now.getTime()));
      const replaces = await replaceable(store, started);
      const asksLinks = !unseen && needs.some(isLink);
      // Whoever is alone finds out with its only statement whether links have changed.
      const isAhead =
        asksLinks && links.latest !== undefined && sole.isLikely && touchesWindows({ needs, members });
      const linked = !asksLinks || isAhead || (await inTime(links.graph(), end, onError)) !== undefined;
      const draft: Draft = { ...started, needs, members, definitions: known, replaces, linked, isAhead };
      if (unseen) return await inTurn({ draft, end }, concludeWithout(draft, "PROBITY_E_BEHIND"));
      if (touchesWindows(draft) || replaces !== undefined) return await inTurn({ draft, end });
      return await unlocked({ store, links, onError }, draft, end);
    },
    close: async () => {
      seen.close();
      await queue.idle();
      await sole.close();
    },
  };
}

const limitsOf = (
  { store, maxConcurrentRequests }: Pick<MemoryOptions, "store" | "maxConcurrentRequests">,
  sole: Sole,
): QueueLimits => ({
  // Half of the server is left to whatever else is asked of it.
  waiting: Math.max(1, Math.floor(maxConcurrentRequests / 2)),
  batch: batchDrafts,
  batches: store.pipelines === undefined ? 1 : 2,
  isAlone: () => sole.isLikely,
});

/** A draft before its turn. */
type Due = Pick<Turn, "draft" | "end">;

function createTurn({ draft, end }: Due, resolve: (conclusion: Conclusion) => void): Turn {
  let given: Conclusion | undefined;
  const give = (conclusion: Conclusion): void => {
    if (given !== undefined) return;
    clearTimeout(timer);
    given = conclusion;
    resolve(conclusion);
  };
  const timer = setTimeout(
    () => give(concludeWithout(draft, "PROBITY_E_DEADLINE")),
    Math.max(0, end - performance.now()),
  );
  let keys: readonly LockKey[] | undefined;
  return {
    draft,
    // Whoever judges alone needs none.
    get keys() {
      return (keys ??= lockKeys(draft));
    },
    end,
    isSecond: false,
    give,
    get given() {
      return given;
    },
  };
}

/** It only has its hold recorded, so it waits for nobody who only looks. */
const secondTurn = ({ draft, given, end }: Turn): Turn => ({
  draft,
  keys: lockKeys({ ...draft, needs: [] }),
  end,
  isSecond: true,
  given,
  give: () => undefined,
});

/** Histories and links can be looked up at any time: nothing that is held changes them. */
async function unlocked({ store, links, onError }: Parts, draft: Draft, end: number): Promise<Conclusion> {
  if (draft.needs.length === 0) return conclude(draft, []);
  const answers = await inTime(answerDrafts(store, links, [draft]), end, onError);
  if (answers === undefined) return concludeWithout(draft, "PROBITY_E_DEADLINE");
  return conclude(draft, answers[0] ?? []);
}

async function judgeWithOthers(
  parts: AloneParts & BatchParts,
  turns: readonly Turn[],
): Promise<readonly Turn[]> {
  if (turns.some(({ draft }) => draft.isAhead)) await parts.links.graph().catch(parts.onError);
  await judgeBatch(parts, turns);
  return [];
}

/** Those that have to be judged with others around are left. */
async function judgeWhileAlone(
  parts: AloneParts,
  sole: Sole,
  turns: readonly Turn[],
): Promise<readonly Turn[]> {
  let left = turns;
  try {
    const isAlone = await sole.tryRun(timeFor(turns), async (run, isAnew) => {
      // What others hold is nowhere but in the database.
      if (isAnew) parts.mirror.clear();
      left = await judgeAlone(parts, run, turns);
    });
    // Whoever scores elsewhere all the time changes windows under what is in memory.
    if (isAlone && left.length > 0) sole.leave();
  } catch (error) {
    parts.onError(error);
  }
  return left;
}

type Parts = Pick<MemoryOptions, "store" | "links" | "onError">;

/** What the work gives by then; undefined for what is late or fails. */
async function inTime<Found>(
  work: Promise<Found>,
  end: number,
  onError: Parts["onError"],
): Promise<Found | undefined> {
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => late.resolve(undefined), Math.max(0, end - performance.now()));
  const done = work.catch((error: unknown) => {
    onError(error);
    return undefined;
  });
  try {
    return await Promise.race([done, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** A draft whose time is no further from now than this is one of now. */
const nearMs = 30 * 60_000;
/** Clocks of hosts may differ by so much. */
const skewMs = 5 * 60_000;

/**
 * Windows end at the act. A draft of now is judged in its turn, after others whose time may be later by the clock of their
 * host: for it everything counts that is known now.
 */
function untilNow(need: Need, at: number, now: number): Need {
  if (need.kind !== "window" || Math.abs(now - at) > nearMs) return need;
  const { span } = need;
  return { ...need, span: { ...span, until: Math.max(span.until, now + skewMs) } };
}

const committed: Statement = {
  name: "precheck-committed",
  text: "select 1 from precheck where source = $1 and id = $2 and (stage = 'committed' or act_position is not null)",
};

/** The decision that is replaced, unless its act happened: nothing of that can be taken back. */
async function replaceable(
  store: Pick<Store, "run">,
  { source, replaces }: Pick<Draft, "source" | "replaces">,
): Promise<string | undefined> {
  if (replaces === undefined) return undefined;
  const rows = await store.run(committed, [source, replaces]);
  return rows.length > 0 ? undefined : replaces;
}

const featureTypes = new WeakMap<Bundle, ReadonlySet<string>>();

/** The event types at which a bundle has rules that need to know more than event and record. */
function typesWithFeatures(bundle: Bundle): ReadonlySet<string> {
  const known = featureTypes.get(bundle);
  if (known !== undefined) return known;
  const types = typesOfRules(bundle, ({ features }) => features !== undefined);
  featureTypes.set(bundle, types);
  return types;
}
