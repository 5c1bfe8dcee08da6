import type { CellReader, Mirror, PreparedNeeds, WindowHold } from "../features/index.ts";
import { closeHolds, holdAt, namesOfCells, prepareNeeds, windowReader } from "../features/index.ts";
import type { Links } from "../links/index.ts";
import type { Store } from "../store/index.ts";
import { concludeWithout, type Conclusion, conclude } from "./draft.ts";
import {
  answeredMeanwhile,
  codeOf,
  endedOf,
  holdOf,
  isLink,
  type Judged,
  linksOf,
  opens,
  requestOf,
  stillOpen,
  type Turn,
  unrecorded,
  withLinks,
} from "./turns.ts";

type Run = Pick<Store, "run">;

/** What {@link judgeAlone} works with. */
export interface AloneParts {
  readonly store: Run;
  readonly links: Links;
  readonly mirror: Mirror;
  readonly onError: (error: unknown) => void;
  /** Takes turns that are to have their hold recorded later. */
  readonly again: (turns: readonly Turn[]) => void;
}

/** Somebody else changed windows meanwhile; more often than that in a row is no accident. */
const mostTries = 3;

/**
 * Judges drafts one after the other, each seeing what those before it hold, from what is in memory: one statement writes
 * what they hold, and nothing when windows are not where memory thinks. To be called while no other server judges any. Never
 * rejects. Returns those that could not be judged that way, because somebody else keeps changing windows.
 */
export async function judgeAlone(
  parts: AloneParts,
  run: Run,
  turns: readonly Turn[],
): Promise<readonly Turn[]> {
  let left = turns;
  try {
    const prepared = new Map(turns.map((turn) => [turn, prepare(parts, turn)]));
    for (const { needs } of prepared.values())
      // oxlint-disable-next-line no-await-in-loop -- one connection
      if (needs.asksHistories) await needs.readHistories(run);
    for (let tries = 0; left.length > 0 && tries < mostTries; tries++) {
      // oxlint-disable-next-line no-await-in-loop -- again where windows moved
      await parts.mirror.load(
        run,
        [...prepared.values()].flatMap(({ names }) => names),
      );
      // oxlint-disable-next-line no-await-in-loop
      left = await judgeAll(parts, run, left, prepared);
      // oxlint-disable-next-line no-await-in-loop
      if (left.length > 0) await prepareAgain(parts, run, left, prepared);
    }
    return left;
  } catch (error) {
    parts.mirror.clear();
    parts.onError(error);
    for (const turn of left) turn.give(concludeWithout(turn.draft, codeOf(error)));
    parts.again(unrecorded(left));
    return [];
  }
}

/** Links may be others by now: what was asked of them is asked again. */
async function prepareAgain(
  parts: AloneParts,
  run: Run,
  turns: readonly Turn[],
  prepared: Map<Turn, Prepared>,
): Promise<void> {
  const { revision } = await parts.links.graph();
  for (const turn of turns) {
    const before = prepared.get(turn)?.revision ?? null;
    if (before === null || before === revision) continue;
    const now = prepare(parts, turn);
    prepared.set(turn, now);
    // oxlint-disable-next-line no-await-in-loop -- one connection
    if (now.needs.asksHistories) await now.needs.readHistories(run);
  }
}

interface Prepared {
  /** Of the links that it was answered by; null where it asks about none. */
  readonly revision: number | null;
  readonly needs: PreparedNeeds;
  readonly read: CellReader | undefined;
  readonly names: ReturnType<typeof namesOfCells>;
}

function prepare({ links, mirror }: AloneParts, { draft }: Turn): Prepared {
  const needs = prepareNeeds([requestOf(draft)], { links: linksOf(links) });
  return {
    needs,
    revision: draft.linked && draft.needs.some(isLink) ? (links.latest?.revision ?? null) : null,
    read: windowReader(mirror, draft.definitions),
    names: namesOfCells(draft.definitions, needs.cells),
  };
}

/** Returns those that are left when windows were not where memory thought. */
async function judgeAll(
  parts: AloneParts,
  run: Run,
  turns: readonly Turn[],
  prepared: ReadonlyMap<Turn, Prepared>,
): Promise<readonly Turn[]> {
  const group = new Group(parts, run);
  for (const [place, turn] of turns.entries()) {
    const one = prepared.get(turn);
    if (one === undefined) continue;
    const answers = turn.given === undefined ? one.needs.answerNow(one.read) : [];
    if (answers !== undefined) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
      await group.add(turn, one, answers);
      continue;
    }
    // What the database is asked for has to see what was held before.
    // oxlint-disable-next-line no-await-in-loop
    if (!(await group.write())) return turns.slice(place - group.size);
    // oxlint-disable-next-line no-await-in-loop
    await group.add(turn, one, await one.needs.answer(run, one.read));
  }
  return (await group.write()) ? [] : turns.slice(turns.length - group.size);
}

/** Drafts whose holds are written together, all judged by the same memory. */
class Group {
  readonly #parts: AloneParts;
  readonly #run: Run;
  #judged: (readonly [Turn, Conclusion])[] = [];
  #late: Turn[] = [];
  #opened: WindowHold[] = [];
  /** Of the links that they were answered by. */
  #revisions = new Set<number | null>();
  /** Of what is in memory when the first of them is judged. */
  #generation: number;

  constructor(parts: AloneParts, run: Run) {
    this.#parts = parts;
    this.#run = run;
    this.#generation = parts.mirror.generation;
  }

  /** Turns that are not written; the last ones that were added. */
  get size(): number {
    return this.#judged.length + this.#late.length;
  }

  async add(
    turn: Turn,
    { revision }: Prepared,
    answers: Awaited<ReturnType<PreparedNeeds["answer"]>>,
  ): Promise<void> {
    const { mirror } = this.#parts;
    this.#revisions.add(revision);
    mirror.close(endedOf([turn]));
    const conclusion = turn.given ?? conclude(turn.draft, withLinks(turn.draft, answers[0] ?? []));
    const isLate = turn.given !== undefined;
    if (isLate) this.#late.push(turn);
    else this.#judged.push([turn, conclusion]);
    const isOver = isLate && (await stillOpen(this.#run, [turn])).length === 0;
    if (isOver || !opens(turn.draft, conclusion)) return;
    const hold = holdOf(turn.draft, conclusion);
    this.#opened.push(hold);
    mirror.open([hold]);
  }

  /** Answers, once what they hold is written; false, and memory forgotten, when windows were elsewhere. */
  async write(): Promise<boolean> {
    if (this.size > 0 && !(await this.#hold())) {
      this.#parts.mirror.clear();
      return false;
    }
    const judged = this.#judged;
    this.#judged = [];
    this.#late = [];
    this.#opened = [];
    this.#revisions = new Set();
    for (const [turn, conclusion] of judged) turn.give(conclusion);
    await this.#settle(judged);
    this.#generation = this.#parts.mirror.generation;
    return true;
  }

  async #hold(): Promise<boolean> {
    const { mirror } = this.#parts;
    const places = mirror.places();
    const revisions = [...this.#revisions].filter((one) => one !== null);
    // Where memory is now says nothing about what it was when it began anew meanwhile.
    const isOther = mirror.generation !== this.#generation;
    if (places === undefined || isOther || revisions.length > 1) return false;
    const ended = endedOf([...this.#judged.map(([turn]) => turn), ...this.#late]);
    return await holdAt(this.#run, {
      places,
      revision: revisions[0] ?? null,
      opened: this.#opened,
      ended,
    });
  }

  async #settle(judged: Judged): Promise<void> {
    const { blocked, letThrough } = answeredMeanwhile(judged);
    this.#parts.again(letThrough);
    this.#parts.mirror.close(blocked);
    await closeHolds(this.#run, blocked);
  }
}
