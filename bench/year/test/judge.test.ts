import { builtinCalendars } from "@probity/models";
import { describe, expect, test } from "vitest";
import { judge, type TimelineStep } from "../judge.ts";
import { wallCalendar } from "../wall-calendar.ts";

const [data] = builtinCalendars();
if (data === undefined) throw new Error("no calendar is there");
const calendar = wallCalendar(data);
const at = (text: string): number => Date.parse(`${text}+08:00`);
const none = { caseId: "c-1", from: null, to: null, escalationLevel: null };
const moved = (to: string, time: string): TimelineStep => ({
  ...none,
  kind: "transition",
  name: to,
  to,
  at: at(time),
});
const reminded = (time: string): TimelineStep => ({
  ...none,
  kind: "escalation",
  name: "reminded",
  at: at(time),
});
const raised = (escalationLevel: number, time: string): TimelineStep => ({
  ...none,
  kind: "escalation",
  name: "raised",
  at: at(time),
  escalationLevel,
});

/** Warned on Thursday 24 September 2026 and never assigned: 25 September and 1 to 7 October are holidays, 20 September and 10 October are worked. */
const right: readonly TimelineStep[] = [
  moved("warned", "2026-09-24T10:00:00"),
  reminded("2026-09-28T00:00:00.001"),
  raised(1, "2026-09-30T00:00:00.001"),
  raised(2, "2026-10-14T00:00:00.001"),
  raised(3, "2026-10-22T00:00:00.001"),
];
const judged = (steps: readonly TimelineStep[]): readonly string[] =>
  judge(new Map([["c-1", steps]]), { end: at("2026-11-01T00:00:00"), tickMs: 5_000, calendar }).wrong;

describe("CA-2: the judge of simulate:year", () => {
  test("finds nothing where there is nothing to find, and counts", () => {
    const verdict = judge(new Map([["c-1", right]]), {
      end: at("2026-11-01T00:00:00"),
      tickMs: 5_000,
      calendar,
    });
    expect(verdict.wrong).toEqual([]);
    expect(verdict).toMatchObject({ handUps: 3, byLevel: [0, 1, 1, 1], reminders: 1, worstLateMs: 2 });
  });

  test.each([
    ["a hand-up that was missed", right.toSpliced(4, 1), "no hand-up to level 3"],
    ["one that came late", right.with(4, raised(3, "2026-10-22T00:00:06")), "level 3 at 2026-10-21T16:00:06"],
    ["one that came early", right.with(2, raised(1, "2026-09-29T23:59:59")), "instead of 1 at"],
    ["one to another level", right.with(3, raised(3, "2026-10-14T00:00:00.001")), "level 3 at"],
    [
      "one too many at the top",
      [...right, raised(3, "2026-10-30T00:00:00.001")],
      "one hand-up of warned too many",
    ],
    ["one that came twice", right.toSpliced(3, 0, raised(1, "2026-09-30T00:00:00.002")), "level 1 at"],
    ["a reminder that was missed", right.toSpliced(1, 1), "no reminder of warned"],
    ["a reminder that was doubled", right.toSpliced(2, 0, reminded("2026-09-28T00:00:00.002")), "once more"],
    ["a reminder that came late", right.with(1, reminded("2026-09-28T10:00:00")), "reminded of warned at"],
  ])("finds %s", (_what, steps, text) => {
    expect(judged(steps).join("\n")).toContain(text);
  });

  test("wants none of what a state that was left in time leaves behind", () => {
    const left = [moved("warned", "2026-09-24T10:00:00"), moved("assigned", "2026-09-24T15:00:00")];
    expect(judged([...left, moved("closed", "2026-09-24T16:00:00")])).toEqual([]);
    expect(judged([...right.slice(0, 2), moved("closed", "2026-09-29T23:00:00")])).toEqual([]);
  });
});
