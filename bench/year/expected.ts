import type { CalendarData } from "@probity/contracts";

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

const dayMs = 86_400_000;
/** Of Asia/Shanghai. */
const offsetMs = 8 * 3_600_000;

/** Working days of states at risk level 2 (catalogue 9.2), and of each escalation level. */
const stageDays: Readonly<Record<string, number>> = {
  warned: 2,
  assigned: 2,
  verifying: 15,
  disposing: 10,
  applying: 20,
  appraising: 10,
};
const levelDays = 5;

/** Day after day, as a person would count on a wall calendar: nothing of the product's arithmetic is in it. */
export function wallCalendar({ days, week }: CalendarData): (from: number, count: number) => number {
  const special = new Map(days.map(({ date, kind }) => [date, kind]));
  const works = (date: string): boolean => {
    const kind = special.get(date);
    if (kind === "holiday") return false;
    if (kind === "workday") return true;
    return week.some((one) => one === (new Date(`${date}T00:00:00Z`).getUTCDay() || 7));
  };
  return (from, count) => {
    let day = Math.floor((from + offsetMs) / dayMs);
    for (let left = count; left > 0;) {
      day += 1;
      if (works(new Date(day * dayMs).toISOString().slice(0, 10))) left -= 1;
    }
    return (day + 1) * dayMs - offsetMs - 1;
  };
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
  worstLateMs: number;
}

/**
 * Goes through the timeline of each case: at every deadline that passed before the state was left, and after the time of each
 * level, there is exactly one hand-up to the next level, not sooner, and at most `tickMs` later.
 */
export function judge(
  timelines: ReadonlyMap<string, readonly TimelineStep[]>,
  {
    end,
    tickMs,
    add,
  }: { readonly end: number; readonly tickMs: number; readonly add: ReturnType<typeof wallCalendar> },
): Verdict {
  const tally: Tally = { wrong: [], byLevel: [0, 0, 0, 0], worstLateMs: 0 };
  let [reminders, disposed] = [0, 0];
  for (const [id, steps] of timelines) {
    judgeOne(id, steps, { end, tickMs, add }, tally);
    reminders += steps.filter(({ name }) => name === "reminded").length;
    if (steps.some(({ to }) => to === "applying")) disposed += 1;
  }
  const { wrong, byLevel, worstLateMs } = tally;
  return { wrong, byLevel, reminders, disposed, worstLateMs, handUps: byLevel.reduce((a, b) => a + b, 0) };
}

function judgeOne(
  id: string,
  steps: readonly TimelineStep[],
  {
    end,
    tickMs,
    add,
  }: { readonly end: number; readonly tickMs: number; readonly add: ReturnType<typeof wallCalendar> },
  tally: Tally,
): void {
  let level = 0;
  const moves = steps.filter(({ to, from }) => to !== null && to !== from);
  const raised = steps.filter(({ name }) => name === "raised");
  for (const [index, { to, at }] of moves.entries()) {
    const days = stageDays[to ?? ""];
    if (days === undefined) continue;
    const left = moves[index + 1]?.at ?? end;
    let due = add(at, days);
    const own = raised.filter((one) => one.at > at && one.at <= left);
    let seen = 0;
    // A hand-up is late by a tick at most; what falls due within the last tick may be either.
    while (due + tickMs < left) {
      level = Math.min(3, level + 1);
      const actual = own[seen];
      seen += 1;
      if (actual === undefined) {
        tally.wrong.push(
          `${id}: no hand-up to level ${level} of ${to ?? ""} at ${new Date(due).toISOString()}`,
        );
        return;
      }
      const late = actual.at - due;
      tally.worstLateMs = Math.max(tally.worstLateMs, late);
      if (late < 0 || late > tickMs || actual.escalationLevel !== level)
        tally.wrong.push(
          `${id}: level ${String(actual.escalationLevel)} at ${new Date(actual.at).toISOString()} instead of ${level} at ${new Date(due).toISOString()}`,
        );
      tally.byLevel[level] = (tally.byLevel[level] ?? 0) + 1;
      if (level === 3) break;
      due = add(actual.at, levelDays);
    }
    const extra = own.slice(seen);
    for (const one of extra) {
      if (one.at < due || seen < own.length - 1)
        tally.wrong.push(`${id}: one hand-up too many at ${new Date(one.at).toISOString()}`);
      level = Math.min(3, level + 1);
      tally.byLevel[level] = (tally.byLevel[level] ?? 0) + 1;
      seen += 1;
    }
  }
}
