import type { JsonObject } from "@probity/contracts";
import type { NewTimer, TimerKey } from "../timers/index.ts";
import type { PendingEvent } from "../watch/index.ts";
import type { Deadline, DeadlineName, Told } from "./deadline-row.ts";

/** Type under which the server tells of deadlines. */
export const passedType = "process.deadline.passed";

const kind = "rule.deadline";

/** Kind of the timers of deadlines. */
export { kind as deadlineKind };

/** Names the timer of a deadline. */
export const deadlineKey = ({ source, binding, position, part }: DeadlineName): TimerKey => ({
  kind,
  key: [source, binding, position, part].join("\n"),
});

/** Reads the name of a timer. */
export function deadlineName(key: string): DeadlineName {
  const [source = "", binding = "", position = "", part = ""] = key.split("\n");
  return { source, binding, position: Number(position), part };
}

/** It fires so long after the last moment, and never sooner after the server heard of it: the awaited may be under way. */
export const deadlineTimer = (row: Deadline, now: Date, graceMs: number): NewTimer => ({
  ...deadlineKey(row),
  dueAt: new Date(Math.max(row.due, now.getTime()) + graceMs),
  payload: {},
});

/** What there is to tell of a deadline as it stands; null: nothing, and nothing was told. */
function wantedOf({ state, told }: Deadline): Told | null {
  if (state === "waiting") return "absent";
  if (state === "late") return "late";
  return told === null ? null : "withdrawn";
}

/** Once its timer has fired, everything new about a deadline is told: changes the row and gives what is to be logged. */
export function tellOf(row: Deadline, isMoved = false): readonly PendingEvent[] {
  const wanted = row.fired ? wantedOf(row) : row.told;
  if (wanted === null || wanted === row.told) return [];
  return [tellAs(row, wanted, isMoved)];
}

/**
 * What there is to tell of a deadline that a change of its calendar moved; changes the row. One that was told of as
 * passed and has time again is withdrawn, and its timer tells of it anew.
 */
export function tellMoved(row: Deadline, now: Date): readonly PendingEvent[] {
  if (row.state !== "waiting" || row.due < now.getTime()) return tellOf(row, true);
  row.fired = false;
  return row.told === "absent" || row.told === "late" ? [tellAs(row, "withdrawn", true)] : [];
}

function tellAs(row: Deadline, state: Told, isMoved: boolean): PendingEvent {
  row.told = state;
  row.turn += 1;
  return eventOf(row, state, isMoved);
}

function eventOf(row: Deadline, state: Told, isMoved: boolean): PendingEvent {
  const {
    source,
    binding,
    position,
    part,
    rule,
    eventId,
    eventType,
    subject,
    from,
    due,
    counted,
    awaited,
    turn,
    done,
  } = row;
  const data: JsonObject = {
    state,
    rule,
    binding,
    startEventId: eventId,
    startType: eventType,
    fromAt: new Date(from).toISOString(),
    dueAt: new Date(due).toISOString(),
    ...(counted !== null && {
      workingDays: counted.workingDays,
      calendar: counted.calendar,
      calendarVersion: counted.version,
    }),
    awaited: [...awaited],
    ...(row.state !== "void" &&
      done !== null && { doneEventId: done.id, doneAt: new Date(done.at).toISOString() }),
    ...(part !== "" && { part }),
    ...(isMoved && { moved: true }),
    turn,
  };
  return {
    source,
    type: passedType,
    eventId: [pendingPrefix(position), binding, part, turn].join("-"),
    subject,
    data: { deadline: data },
  };
}

/** How the ids of what is still to be logged about an event begin. */
export const pendingPrefix = (position: number): string => `deadline-${position}`;
