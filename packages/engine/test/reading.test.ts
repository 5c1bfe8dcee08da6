import type { JsonObject } from "@probity/contracts";
import { describe, expect, test } from "vitest";
import {
  environments,
  fieldDescription,
  readingOf,
  ruleFacts,
  traceRule,
  type TraceStep,
} from "../src/author/index.ts";
import { both, model, notice, now, purchase, rule } from "./support/make.ts";

const types = [purchase, notice];
const params = {
  limit: { type: "money", default: { amount: 5000, currency: "CNY" }, description: both("x") },
  days: { type: "int", default: 3, description: both("x") },
  words: { type: "list<string>", default: ["a", "b"], description: both("x") },
} as const;

function reading(when: string): readonly [english: string, chinese: string] {
  const found = readingOf(rule({ when, params }), environments(types)).find((one) => one.field === "when");
  return [found?.text.en ?? "", found?.text["zh-CN"] ?? ""];
}

const flat = (text: string): string => text.replaceAll(":\n", ": ").replaceAll("：\n", "：");

const trace = (when: string, data: JsonObject, part: object = {}): ReturnType<typeof traceRule> => {
  const traced = rule({ when, params, ...part });
  return traceRule(model(traced), traced, types, {
    type: purchase.type,
    data,
    time: now,
    timeZone: "Asia/Shanghai",
  });
};
const said = (steps: readonly TraceStep[], text: string): unknown =>
  steps.filter((step) => step.text === text).map((step) => step.value ?? step.reason?.paths);

describe("RU-7: a condition in plain words", () => {
  test.each([
    [
      "event.count > params.days",
      "event.count is more than days (parameter, 3 unless set otherwise)",
      "event.count 大于 days（参数，默认 3）",
    ],
    [
      "event.title == 'x' && !event.urgent",
      'event.title is "x" and it is not so that event.urgent',
      "event.title 等于 “x”，并且 并非“event.urgent”",
    ],
    [
      "has(event.title) || !has(event.value)",
      "event.title is given or event.value is not given",
      "有 event.title，或者 没有 event.value",
    ],
    ["event.noticeAt < now", "event.noticeAt is before the time of the act", "event.noticeAt 早于 行权时间"],
    [
      "now - event.noticeAt >= duration('36h')",
      "(the time of the act - event.noticeAt) is at least 1 d 12 h",
      "（行权时间 - event.noticeAt） 不小于 1天12小时",
    ],
    [
      "event.title in params.words",
      "event.title is one of words (parameter, a, b unless set otherwise)",
      "event.title 属于 words（参数，默认 a、b）",
    ],
    ["!(event.title in ['a'])", 'event.title is none of ("a")', "event.title 不属于 （“a”）"],
    [
      "event.tags.exists(t, t == 'a')",
      'for some t of event.tags: t is "a"',
      "event.tags 中至少有一个 t 满足：t 等于 “a”",
    ],
    [
      "event.tags.all(t, t != 'a')",
      'for every t of event.tags: t is not "a"',
      "event.tags 中每个 t 都满足：t 不等于 “a”",
    ],
    [
      "event.tags.exists_one(t, t == '')",
      'for exactly one t of event.tags: t is ""',
      "event.tags 中恰有一个 t 满足：t 等于 “”",
    ],
    [
      "size(event.bids.filter(b, has(b.phone))) >= 3",
      "the number of b of event.bids for which b.phone is given is at least 3",
      "event.bids 中满足“有 b.phone”的 b 的个数 不小于 3",
    ],
    ["size(event.title) < 5", "the length of event.title is less than 5", "event.title 的长度 小于 5"],
    [
      "sum(event.bids.map(b, b.value.amount)) > 1",
      "the sum of [b.value.amount, of each b of event.bids] is more than 1",
      "【event.bids 中每个 b 的 b.value.amount】 之和 大于 1",
    ],
    [
      "event.value.amount >= 500000",
      "event.value.amount is at least 500,000 (minor units)",
      "event.value.amount 不小于 500,000（最小货币单位）",
    ],
    [
      "event.value.amount > {params.limit.currency: params.limit.amount}[event.value.currency]",
      "event.value.amount is more than limit (parameter, 5,000.00 CNY unless set otherwise)",
      "event.value.amount 大于 limit（参数，默认 5,000.00 CNY）",
    ],
    [
      "{true: event.urgent}[event.count > 1]",
      "event.urgent (judged only if event.count is more than 1)",
      "event.urgent（仅当 event.count 大于 1 时才判断）",
    ],
    [
      "event.urgent ? event.count > 1 : true",
      "(if event.urgent, then event.count is more than 1, else yes)",
      "（若 event.urgent，则 event.count 大于 1，否则 是）",
    ],
    [
      "cel.bind(n, event.count, n > 1 && n < 9)",
      "with n standing for event.count:\nn is more than 1 and n is less than 9",
      "以 n 表示 event.count：n 大于 1，并且 n 小于 9",
    ],
    ["event.tags[0] == 'a'", 'the first of event.tags is "a"', "event.tags 中的第 1 个 等于 “a”"],
    ["event.title.matches('^a+$')", 'event.title matches the pattern "^a+$"', "event.title 符合模式 “^a+$”"],
    [
      "event.title == 'a' ? cannotJudge('unclear') : true",
      '(if event.title is "a", then it cannot be judged: unclear, else yes)',
      "（若 event.title 等于 “a”，则 无法判断：unclear，否则 是）",
    ],
  ])("RU-7: %s", (when, english, chinese) => {
    const [en, zh] = reading(when);
    expect([flat(en), flat(zh)]).toEqual([flat(english), chinese]);
  });

  test("RU-7: a long condition has a line for each of its parts", () => {
    const [english, chinese] = reading(
      "event.urgent && (event.count > params.days || event.title.contains('urgent procurement')) && event.bids.exists(b, b.phone == '1' && b.id == '2' && has(b.value))",
    );
    expect(english.split("\n")).toEqual([
      "all of these hold:",
      "- event.urgent",
      "- at least one of these holds:",
      "  - event.count is more than days (parameter, 3 unless set otherwise)",
      '  - event.title contains "urgent procurement"',
      '- for some b of event.bids: b.phone is "1" and b.id is "2" and b.value is given',
    ]);
    expect(chinese.split("\n")).toHaveLength(6);
  });

  test("RU-7: what a rule reads and costs, and what the schemas say of it", () => {
    const facts = ruleFacts(
      rule({
        when: "event.bids.exists(b, b.value.amount > params.limit.amount) && event.title == ''",
        params,
      }),
      environments(types),
    );
    expect(facts).toEqual({
      reads: ["event.bids[].value.amount", "event.title", "params.limit.amount"],
      mostSteps: 100,
      stepBudget: 10_000,
    });
    expect(fieldDescription("event.process.instanceId", types)).toContain("one per business process");
    expect(fieldDescription("event.bids[].nope", types)).toBeUndefined();
    expect(fieldDescription("event.constructor.name", types)).toBeUndefined();
  });
});

describe("RU-7: a rule traced on one event", () => {
  test("RU-7: every part comes with its value or the path that is missing", () => {
    const { finding, steps } = trace("event.count > params.days || event.title == 'a'", { count: 2 });
    expect(finding).toMatchObject({ result: "indeterminate", reason: { paths: ["event.title"] } });
    expect(steps.map(({ depth, text, value, reason }) => [depth, text, value ?? reason?.paths])).toEqual([
      [0, "event.count > params.days || event.title == 'a'", ["event.title"]],
      [1, "event.count > params.days", false],
      [2, "event.count", 2],
      [2, "params.days", 3],
      [1, "event.title == 'a'", ["event.title"]],
      [2, "event.title", ["event.title"]],
    ]);
  });

  test("RU-7: macros are looked into item by item", () => {
    const { finding, steps } = trace("event.bids.exists(b, b.phone == '1')", {
      bids: [{ phone: "0" }, {}, { phone: "1" }],
    });
    expect(finding.result).toBe("hit");
    expect(steps.filter((step) => step.text === "b.phone == '1'").map((step) => step.item)).toEqual([
      0, 1, 2,
    ]);
    expect(said(steps, "b.phone == '1'")).toEqual([false, ["event.bids[1].phone"], true]);
    expect(said(steps, "b.phone")).toEqual(["0", ["event.bids[1].phone"], "1"]);
  });

  test("RU-7: nested macros, bound names, scope and evidence are traced, too", () => {
    const evidence = [{ name: "sum", label: both("sum"), value: "event.value.amount" }];
    const { finding, steps } = trace(
      "cel.bind(n, size(event.bids), event.bids.all(b, event.tags.exists(t, t == b.id && n > 1)))",
      {
        urgent: true,
        bids: [{ id: "a" }, { id: "c" }],
        tags: ["a", "b"],
        value: { amount: 5, currency: "CNY" },
      },
      { applies: "event.urgent", evidence },
    );
    expect(finding.result).toBe("clear");
    expect(said(steps, "t == b.id")).toEqual([true, false, false, false]);
    expect(said(steps, "n")).toEqual([2, 2, 2, 2]);
    expect(said(steps, "event.urgent")).toEqual([true]);
    expect(said(steps, "event.value.amount")).toEqual([{ amount: 500, currency: "CNY" }]);
  });

  test("RU-7: reasons that are not missing data are shown, too", () => {
    expect(trace("1 / event.count > 0", { count: 0 }).steps[1]).toMatchObject({
      text: "1 / event.count",
      reason: { code: "error" },
    });
    expect(trace("event.title == 'a'", { title: 5 }).steps[1]?.reason?.code).toBe("type");
  });

  test("EN-3: a large rule on large lists is traced in bounded steps", () => {
    const bids = Array.from({ length: 100 }, (_, at) => ({ id: `${at}` }));
    const when = Array.from(
      { length: 12 },
      () => "event.bids.exists(a, event.bids.exists(b, a.id == b.id))",
    ).join(" && ");
    expect(trace(when, { bids }).steps.length).toBeLessThanOrEqual(400);
  });

  test("RU-7: an event type that is not the rule's is refused", () => {
    const one = rule({ when: "true" });
    expect(() =>
      traceRule(model(one), one, types, {
        type: notice.type,
        data: {},
        time: now,
        timeZone: "Asia/Shanghai",
      }),
    ).toThrow("is not judged at");
  });
});
