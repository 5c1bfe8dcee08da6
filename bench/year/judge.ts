import type { WallCalendar } from "./wall-calendar.ts";

/** What the timeline of a case says, the oldest first. */
export interface TimelineStep {
  readonly caseId: string;
  readonly kind: string;
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly at: number;
  /** Of a hand-up. */
  readonly escalationLevel: number | null;
}

/** Working days of states at risk level 2 (catalogue 9.2). */
const stageDays: Readonly<Record<string, number>> = {
  warned: 2,
  assigned: 2,
  verifying: 15,
  disposing: 10,
  applying: 20,
  appraising: 10,
};
/** Working days of each escalation level, and of the warning before a deadline (catalogue 10). */
const levelDays = 5;
const warnDays = 5;
const topLevel = 3;

/** By what is judged. */
export interface Measure {
  /** When the play ended. */
  readonly end: number;
  /** How late something may be seen: the clock stands still, and is set on between. */
  readonly tickMs: number;
  readonly calendar: WallCalendar;
}

/** What was wrong, and how much was looked at. */
export interface Verdict {
  readonly wrong: readonly string[];
  readonly handUps: number;
  readonly byLevel: readonly number[];
  readonly reminders: number;
  readonly disposed: number;
  readonly worstLateMs: number;
}

interface Tally {
  readonly wrong: string[];
  readonly byLevel: number[];
  reminders: number;
  worstLateMs: number;
}

/** A state of a case, and when it was left. */
interface Stage {
  readonly id: string;
  readonly state: string;
  readonly from: number;
  readonly left: number;
  readonly due: number;
  readonly remindAt: number;
}

/**
 * Goes through the timeline of each case. At every deadline that passed before the state was left, and after the time of each
 * level, there is exactly one hand-up to the next level; in every state of which the warning time began there is exactly one
 * reminder, at its beginning; none of it sooner, none more than `tickMs` later.
 */
export function judge(timelines: ReadonlyMap<string, readonly TimelineStep[]>, measure: Measure): Verdict {
  const tally: Tally = { wrong: [], byLevel: [0, 0, 0, 0], reminders: 0, worstLateMs: 0 };
  let disposed = 0;
  for (const [id, steps] of timelines) {
    judgeCase(id, steps, measure, tally);
    if (steps.some(({ to }) => to === "applying")) disposed += 1;
  }
  return { ...tally, disposed, handUps: tally.byLevel.reduce((a, b) => a + b, 0) };
}

function judgeCase(id: string, steps: readonly TimelineStep[], measure: Measure, tally: Tally): void {
  let level = 0;
  for (const stage of stagesOf(id, steps, measure)) {
    const own = steps.filter(({ at }) => at > stage.from && at <= stage.left);
    const named = (name: string): readonly TimelineStep[] => own.filter((step) => step.name === name);
    judgeReminders(stage, named("reminded"), measure, tally);
    level = judgeHandUps(stage, named("raised"), level, measure, tally);
  }
}

function stagesOf(id: string, steps: readonly TimelineStep[], { end, calendar }: Measure): readonly Stage[] {
  const moves = steps.filter(({ to, from }) => to !== null && to !== from);
  return moves.flatMap(({ to, at: from }, index): readonly Stage[] => {
    const state = to ?? "";
    const days = stageDays[state];
    if (days === undefined) return [];
    const due = calendar.after(from, days);
    const remindAt = calendar.before(due, days > warnDays ? warnDays : 1);
    return [{ id, state, from, left: moves[index + 1]?.at ?? end, due, remindAt }];
  });
}

const iso = (at: number): string => new Date(at).toISOString();

function judgeReminders(
  { id, state, left, remindAt }: Stage,
  reminders: readonly TimelineStep[],
  { tickMs }: Measure,
  tally: Tally,
): void {
  tally.reminders += reminders.length;
  const [first, ...more] = reminders;
  if (first === undefined) {
    if (remindAt + tickMs < left) tally.wrong.push(`${id}: no reminder of ${state} at ${iso(remindAt)}`);
    return;
  }
  if (first.at < remindAt || first.at > remindAt + tickMs)
    tally.wrong.push(`${id}: reminded of ${state} at ${iso(first.at)} instead of ${iso(remindAt)}`);
  for (const one of more) tally.wrong.push(`${id}: reminded of ${state} once more at ${iso(one.at)}`);
}

/** Returns the level at which the state was left. */
function judgeHandUps(
  { id, state, left, due: deadline }: Stage,
  handUps: readonly TimelineStep[],
  before: number,
  { tickMs, calendar }: Measure,
  tally: Tally,
): number {
  let level = before;
  let seen = 0;
  for (let due: number | undefined = deadline; due !== undefined && due < left; seen += 1) {
    const wanted = Math.min(topLevel, level + 1);
    const actual: TimelineStep | undefined = handUps[seen];
    if (actual === undefined) {
      // What falls due within the last tick may be either.
      if (due + tickMs < left)
        tally.wrong.push(`${id}: no hand-up to level ${wanted} of ${state} at ${iso(due)}`);
      break;
    }
    const late = actual.at - due;
    tally.worstLateMs = Math.max(tally.worstLateMs, late);
    if (late < 0 || late > tickMs || actual.escalationLevel !== wanted)
      tally.wrong.push(
        `${id}: level ${String(actual.escalationLevel)} at ${iso(actual.at)} instead of ${wanted} at ${iso(due)}`,
      );
    tally.byLevel[wanted] = (tally.byLevel[wanted] ?? 0) + 1;
    level = wanted;
    due = level === topLevel ? undefined : calendar.after(actual.at, levelDays);
  }
  for (const one of handUps.slice(seen))
    tally.wrong.push(`${id}: one hand-up of ${state} too many at ${iso(one.at)}`);
  return level;
}
