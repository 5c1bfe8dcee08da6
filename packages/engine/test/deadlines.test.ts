import type { Rule } from "@probity/contracts";
import { describe, expect, test } from "vitest";
import { deadlineReadingOf, environments, expressionAt, lintModel } from "../src/author/index.ts";
import { compileCalendar } from "../src/calendar/index.ts";
import { calendarData } from "./calendar/make.ts";
import { compileDeadlines, doneBy } from "../src/features/index.ts";
import { compile } from "../src/index.ts";
import { both, type BundleParts, bundleOf, model, notice, now, purchase, rule } from "./support/make.ts";

const awaiting = (more: Partial<Rule> = {}, deadline: Partial<NonNullable<Rule["deadline"]>> = {}): Rule =>
  rule({
    when: "event.urgent",
    ceiling: "observe",
    message: { "zh-CN": "{title} 应于 {dueAt} 前公告", en: "{title} was due by {dueAt}" },
    evidence: [{ name: "title", label: both("title"), value: "event.title" }],
    deadline: { within: "3d", until: { of: [notice.type] }, ...deadline },
    ...more,
  });

const input = (data: object, time = now): Parameters<ReturnType<typeof compileDeadlines>["started"]>[0] => ({
  type: purchase.type,
  data: { title: "chairs", urgent: true, ...data },
  time,
});

const dueOf = (one: Rule, data: object = {}, parts: BundleParts = {}, time = now): unknown =>
  compileDeadlines(bundleOf([one], parts))
    .started(input(data, time))
    .map(({ due }) => new Date(due).toISOString());

const days = (within: string, more: Partial<Rule> = {}): Rule => awaiting(more, { within });
const broken = (
  more: Partial<Rule>,
  deadline: Partial<NonNullable<Rule["deadline"]>> = {},
): (() => unknown) => {
  return () => bundleOf([awaiting(more, deadline)]);
};

describe("FE-3: a deadline of a rule", () => {
  test("is begun where applies and when hold, by the record where the rule reads it", () => {
    expect(dueOf(awaiting())).toEqual(["2026-05-04T15:59:59.999Z"]);
    expect(dueOf(awaiting(), { urgent: false })).toEqual([]);
    expect(dueOf(awaiting({ applies: "event.title == 'tables'" }))).toEqual([]);
    const reading = awaiting({ reads: "record", when: "record.title == 'chairs' && record.count == 2" });
    const planner = compileDeadlines(bundleOf([reading]));
    expect(planner.started({ ...input({}), record: { count: 2 } })).toHaveLength(1);
    expect(planner.started({ ...input({}), record: { count: 3 } })).toHaveLength(0);
    expect(planner.started(input({}))).toHaveLength(0);
  });

  test("ends with its last day in the zone, also where the clocks change, or after a duration", () => {
    expect(dueOf(days("0d"))).toEqual(["2026-05-01T15:59:59.999Z"]);
    expect(dueOf(days("36h"))).toEqual(["2026-05-02T13:00:00.000Z"]);
    // Of the 24th of October nine hours are left; the 25th has 25.
    const berlin = { timeZone: "Europe/Berlin" };
    expect(dueOf(days("1d"), {}, berlin, "2026-10-24T12:00:00Z")).toEqual(["2026-10-25T22:59:59.999Z"]);
    const params: Rule["params"] = { limit: { type: "int", default: 2, description: both("limit") } };
    expect(dueOf(days("params.limit", { params }))).toEqual(["2026-05-03T15:59:59.999Z"]);
    const spans: Rule["params"] = { limit: { type: "duration", default: "90m", description: both("limit") } };
    expect(dueOf(days("params.limit", { params: spans }))).toEqual(["2026-05-01T02:30:00.000Z"]);
  });

  test("CA-2: is counted in working days of a calendar, and says by which; without one none begins", () => {
    const work = (workingDays: number | string, params: Rule["params"] = {}): Rule => {
      const { within: _, ...deadline } = awaiting().deadline ?? { until: { of: [notice.type] } };
      return awaiting({ params, deadline: { ...deadline, workingDays } });
    };
    const data = calendarData({ days: [{ date: "2026-05-04", kind: "holiday" }] });
    const calendar = compileCalendar(data, 3);
    const planner = compileDeadlines(bundleOf([work(3)]));
    expect([...planner.workingDayStarts]).toEqual([purchase.type]);
    expect(compileDeadlines(bundleOf([awaiting()])).workingDayStarts.size).toBe(0);
    // A Friday; then Tuesday, Wednesday, Thursday.
    expect(planner.started(input({}), calendar)).toMatchObject([
      {
        due: Date.parse("2026-05-08T00:00:00+08:00") - 1,
        counted: { workingDays: 3, calendar: "T", version: 3, isProvisional: false },
      },
    ]);
    expect(planner.started(input({}))).toEqual([]);
    const limit = { limit: { type: "int", default: 1, description: both("limit") } } as const;
    const [late] = compileDeadlines(bundleOf([work("params.limit", limit)])).started(
      input({}, "2026-12-31T10:00:00+08:00"),
      calendar,
    );
    expect(late).toMatchObject({ counted: { workingDays: 1, isProvisional: true } });
    const reading = deadlineReadingOf(work(3), environments([purchase, notice]))[0]?.text;
    expect(reading?.en).toMatch(/^within 3 working days of/);
    expect(reading?.["zh-CN"]).toContain("3 个工作日");
    const wrong = (workingDays: number | string, params: Rule["params"] = {}): (() => unknown) => {
      return () => bundleOf([work(workingDays, params)]);
    };
    expect(wrong("5")).toThrow(/workingDays/);
    expect(wrong("params.none")).toThrow(/params\.none must be an int/);
    const span = { limit: { type: "duration", default: "90m", description: both("limit") } } as const;
    expect(wrong("params.limit", span)).toThrow(/must be an int/);
    expect(broken({}, { workingDays: 3 })).toThrow(/either within or workingDays/);
    expect(() => bundleOf([awaiting({ deadline: { until: { of: [notice.type] } } })])).toThrow(
      /either within or workingDays/,
    );
    const used = lintModel(model(work("params.limit", limit)), [purchase, notice]);
    expect(used.filter(({ check }) => check === "unused-param")).toEqual([]);
  });

  test("is counted from an instant of the event; one for each key that the event gives", () => {
    const from = awaiting({}, { from: "event.noticeAt", within: "24h" });
    expect(dueOf(from, { noticeAt: "2026-04-20T10:00:00Z" })).toEqual(["2026-04-21T10:00:00.000Z"]);
    const keyed = awaiting({}, { until: { of: [notice.type], by: "event.notice.id", at: "event.tags" } });
    const planner = compileDeadlines(bundleOf([keyed]));
    const [first, second, ...none] = planner.started(input({ tags: ["a", "b", "a"] }));
    expect(none).toEqual([]);
    const event = (id: string, at: number): Parameters<typeof doneBy>[1][number] => ({
      at,
      keys: planner.meets("b-TST-ONE-001", { type: notice.type, data: { notice: { id } }, time: now }),
    });
    const start = Date.parse(now);
    const events = [event("b", start + 9), event("b", start + 5), event("b", start - 1), event("c", start)];
    if (first === undefined || second === undefined) throw new Error("there are two");
    expect(doneBy(first, events)).toBeUndefined();
    expect(doneBy(second, events)?.at).toBe(start + 5);
  });

  test("is met by an event of the right type for which the condition holds", () => {
    const where = awaiting({}, { until: { of: [notice.type], where: "event.notice.id == 'x'" } });
    const planner = compileDeadlines(bundleOf([where]));
    const meets = (type: string, data: object): readonly string[] =>
      planner.meets("b-TST-ONE-001", { type, data: { ...data }, time: now });
    expect(meets(notice.type, { notice: { id: "x" } })).toEqual([""]);
    expect(meets(notice.type, { notice: { id: "y" } })).toEqual([]);
    expect(meets(notice.type, {})).toEqual([]);
    expect(meets(purchase.type, { notice: { id: "x" } })).toEqual([]);
    expect(planner.meets("another", { type: notice.type, data: {}, time: now })).toEqual([]);
  });

  test("leaves its rule clear where it begins, and not judged where that cannot be told; an SDK passes it over", () => {
    const from = awaiting({}, { from: "event.noticeAt" });
    const evaluator = compile(bundleOf([from]));
    const result = (data: object): unknown => evaluator.evaluate(input(data)).findings[0]?.result;
    expect(result({ noticeAt: now })).toBe("clear");
    expect(result({ urgent: false })).toBe("clear");
    expect(result({})).toBe("indeterminate");
    expect(result({ urgent: "yes", noticeAt: now })).toBe("indeterminate");
  });

  test("RU-3: is not judged, never silently passed, where a key of what is awaited is missing", () => {
    const keyed = awaiting({}, { until: { of: [notice.type], by: "event.notice.id", at: "event.tags" } });
    const evaluator = compile(bundleOf([keyed]));
    const finding = (data: object): unknown => evaluator.evaluate(input(data)).findings[0];
    expect(finding({ tags: ["a"] })).toMatchObject({ result: "clear" });
    expect(finding({ tags: [] })).toMatchObject({ result: "clear" });
    expect(finding({})).toMatchObject({ result: "indeterminate", reason: { paths: ["event.tags"] } });
    expect(finding({ urgent: false })).toMatchObject({ result: "clear" });
    const until = { of: [notice.type], by: "event.notice.id", at: "event.bids.map(b, b.id)" };
    const one = compile(bundleOf([awaiting({}, { until })])).evaluate(input({ bids: [{ id: "a" }, {}] }));
    expect(one.findings).toMatchObject([{ result: "indeterminate", reason: { paths: ["event.bids[].id"] } }]);
  });

  test("is told with the words of the rule and what became of it", () => {
    const planner = compileDeadlines(bundleOf([awaiting()]));
    const [started] = planner.started(input({}));
    if (started === undefined) throw new Error("it was begun");
    const note = { ...started, startId: "e-1", awaited: [notice.type], tellAt: Date.parse(now) };
    const tell = (more: object): unknown =>
      planner.finding(started.binding, input({}), { ...note, state: "absent", ...more });
    expect(tell({})).toMatchObject({
      result: "hit",
      rule: "TST-ONE-001",
      level: 2,
      message: {
        en: "chairs was due by 2026-05-04 23:59:59",
        "zh-CN": "chairs 应于 2026-05-04 23:59:59 前公告",
      },
      evidence: [
        { name: "title", value: "chairs" },
        { name: "dueAt", value: "2026-05-04T23:59:59.999+08:00" },
        { name: "fromAt" },
        { name: "awaited", value: [notice.type] },
        { name: "startEvent", value: "e-1" },
      ],
    });
    const doneAt = Date.parse("2026-05-06T10:00:00+08:00");
    expect(tell({ state: "late", doneAt, doneId: "e-2" })).toMatchObject({
      result: "hit",
      message: { en: "chairs was due by 2026-05-04 23:59:59 (Done late, 2026-05-06 10:00.)" },
    });
    expect(tell({ state: "withdrawn", doneAt, doneId: "e-2" })).toMatchObject({
      result: "clear",
      message: { en: expect.stringContaining("Withdrawn: it was done in time") },
    });
    expect(planner.finding("another", input({}), { ...note, state: "absent" })).toBeUndefined();
  });

  test("excepts the subjects that were taken out of its rule", () => {
    const exceptions = [
      {
        id: "x-1",
        rule: "TST-ONE-001",
        scope: { kind: "process", id: "o-1" },
        validFrom: "2026-01-01T00:00:00Z",
        validTo: "2027-01-01T00:00:00Z",
      },
    ] as const;
    const planner = compileDeadlines(bundleOf([awaiting()], { exceptions }));
    const note = {
      state: "absent",
      from: 0,
      due: 1,
      startId: "e",
      awaited: [],
      tellAt: Date.parse(now),
    } as const;
    const told = (ocid: string): unknown =>
      planner.finding("b-TST-ONE-001", input({ ocid }), note)?.exception;
    expect([told("o-1"), told("o-2")]).toEqual(["x-1", undefined]);
  });

  test("is checked when its model is: types, conditions, keys, spans, and what it cannot have", () => {
    const of = [notice.type];
    expect(broken({}, { within: "soon" })).toThrow(/within/);
    expect(broken({}, { within: "params.days" })).toThrow(/params\.days/);
    expect(broken({}, { within: "99999d" })).toThrow(/within/);
    expect(broken({}, { from: "event.title" })).toThrow(/an instant, not string/);
    expect(broken({}, { until: { of: ["no.such.type"] } })).toThrow(/not known/);
    expect(broken({}, { until: { of, where: "event.notice.id" } })).toThrow(/until\.where/);
    expect(broken({}, { until: { of, by: "event.notice.id" } })).toThrow(/belong together/);
    expect(broken({}, { until: { of, by: "event.notice", at: "event.title" } })).toThrow(/until\.by/);
    expect(broken({ when: "event.titel == 'x'" })).toThrow(/TST-ONE-001\.when/);
    expect(broken({ ceiling: "warn" })).toThrow(/ceiling observe/);
    expect(broken({ features: { steps: { history: {} } } })).toThrow(/no features/);
    const evidence = [{ name: "title", label: both("t"), value: "record.title" }];
    expect(broken({ reads: "record", evidence })).toThrow(/reads the record/);
  });

  test("RU-7: is read aloud in both languages", () => {
    const keyed = awaiting(
      {},
      {
        from: "event.noticeAt",
        until: {
          of: [notice.type],
          where: "event.notice.id != 'x'",
          by: "event.notice.id",
          at: "event.title",
        },
      },
    );
    const [reading] = deadlineReadingOf(keyed, environments([purchase, notice]));
    expect(reading?.text.en).toMatch(/^within 3d of .*noticeAt.*, test\.notice\.published has to come/);
    expect(reading?.text["zh-CN"]).toContain("同一流程应有");
    expect(deadlineReadingOf(rule({ when: "true" }), environments([purchase]))).toEqual([]);
  });

  test("EN-3: no data makes it throw", () => {
    const planner = compileDeadlines(bundleOf([awaiting({}, { from: "event.noticeAt" })]));
    const hostile: object[] = [
      {},
      { urgent: [] },
      { noticeAt: 1 },
      { noticeAt: "9999-99-99" },
      { title: null },
    ];
    for (const data of hostile) {
      expect(planner.started(input(data))).toEqual([]);
      expect(planner.started({ ...input(data), time: "never" })).toEqual([]);
      expect(() =>
        planner.meets("b-TST-ONE-001", { type: notice.type, data: { ...data }, time: "never" }),
      ).not.toThrow();
    }
  });

  test("RU-7: its parts are found by the paths of problems, and what it reads is used", () => {
    const params: Rule["params"] = {
      limit: { type: "int", default: 2, description: both("limit") },
      grace: { type: "duration", default: "90m", description: both("grace") },
      idle: { type: "int", default: 2, description: both("idle") },
    };
    const until = { of: [notice.type], by: "event.notice.id", at: "event.tags" };
    const one = awaiting(
      { params },
      { from: "event.noticeAt + params.grace", within: "params.limit", until },
    );
    const made = model(one);
    expect(expressionAt(made, "TST-ONE-001.deadline.from")).toBe("event.noticeAt + params.grace");
    expect(expressionAt(made, "TST-ONE-001.deadline.until.at")).toBe("event.tags");
    expect(expressionAt(made, "TST-ONE-001.deadline.until.where")).toBeUndefined();
    const unused = lintModel(made, [purchase, notice]).filter(({ check }) => check === "unused-param");
    expect(unused.map(({ message }) => message)).toEqual(["The parameter idle is not used"]);
  });
});
