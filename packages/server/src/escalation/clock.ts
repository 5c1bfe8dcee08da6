import { dueWithPauses, type Pause, type WorkCalendar } from "@probity/engine/calendar";

/** A deadline of a track as it is stored. */
export interface ClockRow {
  readonly case_id: string;
  readonly track: "business" | "integrity";
  readonly state: string;
  readonly situation: "A" | "B";
  readonly open: boolean;
  readonly days: number;
  readonly level_days: number;
  readonly warn_days: number;
  readonly started_at: Date;
  readonly given_at: Date | null;
  readonly calendar: string;
  readonly calendar_version: number;
  readonly due_at: Date | null;
  readonly warn_at: Date | null;
  readonly remind_at: Date | null;
  readonly hand_up_at: Date | null;
  readonly reminded: boolean;
  readonly told: boolean;
  readonly review: "accepted" | "refused" | null;
  readonly escalation_level: number;
  readonly raises: number;
  readonly raised_at: Date | null;
  readonly body: string | null;
  readonly turn: number;
}

/** The highest escalation level. */
export const topLevel = 3;

/** What follows from the calendar and from when the clock stood still. */
type Planned = Pick<
  ClockRow,
  "calendar" | "calendar_version" | "due_at" | "warn_at" | "remind_at" | "hand_up_at"
>;

/**
 * A clock counted anew: when its stage is due, from when to warn and remind, and when it goes up next. The first hand-up is at
 * the deadline of the stage, the others after the time of each escalation level. Pure.
 */
export function planned<Clock extends ClockRow>(
  clock: Clock,
  calendar: WorkCalendar,
  pauses: readonly Pause[],
): Clock {
  return { ...clock, ...planOf(clock, calendar, pauses) };
}

function planOf(clock: ClockRow, calendar: WorkCalendar, pauses: readonly Pause[]): Planned {
  const stands = pauses.some(({ to }) => to === undefined);
  const base = { calendar: calendar.id, calendar_version: calendar.version };
  const none = { ...base, due_at: null, warn_at: null, remind_at: null, hand_up_at: null };
  if (!clock.open || stands) return none;
  const due =
    clock.given_at?.getTime() ?? dueWithPauses(calendar, clock.started_at.getTime(), clock.days, pauses)?.at;
  if (due === undefined) return none;
  const before = (days: number): Date | null => {
    const from = calendar.addWorkingDays(due, -days)?.at;
    return from === undefined ? null : new Date(Math.max(from, clock.started_at.getTime()));
  };
  return {
    ...base,
    due_at: new Date(due),
    warn_at: before(clock.warn_days),
    // Of a short stage on its last day but one: not at once.
    remind_at: before(clock.days > clock.warn_days ? clock.warn_days : 1),
    hand_up_at: handUpOf(clock, due, calendar, pauses),
  };
}

function handUpOf(
  { raises, raised_at: raised, escalation_level: level, level_days: days }: ClockRow,
  due: number,
  calendar: WorkCalendar,
  pauses: readonly Pause[],
): Date | null {
  if (raises === 0 || raised === null) return after(due);
  if (level >= topLevel) return null;
  const end = dueWithPauses(calendar, raised.getTime(), days, pauses)?.at;
  return end === undefined ? null : after(end);
}

/** What is done at the last moment of a deadline is in time. */
const after = (due: number): Date => new Date(due + 1);

/** When something is to be done about a clock by itself; undefined: nothing is. */
export function nextOf({
  told,
  started_at: started,
  reminded,
  remind_at: remind,
  hand_up_at: up,
  open,
}: ClockRow): Date | undefined {
  if (!open) return undefined;
  const times = [told ? null : started, reminded ? null : remind, up];
  return times.filter((at) => at !== null).toSorted((a, b) => a.getTime() - b.getTime())[0];
}
