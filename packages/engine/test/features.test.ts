import type { Feature, Finding, JsonObject, Rule } from "@probity/contracts";
import { anything, assert, property, record, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { environments, featureReadingOf, lintModel } from "../src/author/index.ts";
import { compileFeatures, memoryFeatures, type PastEvent } from "../src/features/index.ts";
import { compile } from "../src/index.ts";
import { both, bundleOf, model, notice, now, purchase, rule } from "./support/make.ts";

const cny = (amount: number): JsonObject => ({ amount, currency: "CNY" });

const spent: Feature = {
  window: {
    fn: "sum",
    of: [purchase.type],
    by: ["event.title"],
    where: "!event.urgent",
    value: "event.value",
    within: "30d",
  },
};

const limit = { type: "money", default: cny(100), description: both("limit") } as const;

const overSpent = (more: Partial<Rule> = {}): Rule =>
  rule({
    params: { limit },
    features: { spent },
    when: "features.spent.amount > params.limit.amount",
    evidence: [{ name: "spent", label: both("spent"), value: "features.spent" }],
    ...more,
  });

const buy = (amount: number, more: JsonObject = {}): JsonObject => ({
  title: "chairs",
  urgent: false,
  value: cny(amount),
  ...more,
});

const daysAgo = (days: number): string => new Date(Date.parse(now) - days * 86_400_000).toISOString();

const past = (days: number, data: JsonObject, more: Partial<PastEvent> = {}): PastEvent => ({
  id: `past-${days}`,
  type: purchase.type,
  time: daysAgo(days),
  data,
  ...more,
});

function judge(one: Rule, data: JsonObject, history: readonly PastEvent[], subject?: string): Finding {
  const bundle = bundleOf([one]);
  const input = { type: purchase.type, data, time: now, subject };
  const features = memoryFeatures(bundle).values(input, history);
  const [finding] = compile(bundle).evaluate({ ...input, features }).findings;
  if (finding === undefined) throw new Error("not judged");
  return finding;
}

/** The value of one feature, as evidence shows it. */
function valueOf(feature: Feature, data: JsonObject, history: readonly PastEvent[]): unknown {
  const shown = rule({
    features: { it: feature },
    when: "true || features.it == features.it",
    evidence: [{ name: "it", label: both("it"), value: "features.it" }],
  });
  return judge(shown, data, history).evidence?.[0]?.value;
}

const problemsOf = (one: Rule): readonly { readonly path: string; readonly message: string }[] => {
  try {
    bundleOf([one]);
  } catch (error) {
    return (error as { readonly errors: readonly { path: string; message: string }[] }).errors;
  }
  return [];
};

describe("FE-1: windows", () => {
  test("FE-1: split purchases are seen together, the draft included", () => {
    const history = [
      past(3, buy(40)),
      past(10, buy(40)),
      past(31, buy(1000)),
      past(2, buy(1000, { title: "desks" })),
    ];
    expect(judge(overSpent(), buy(30), history)).toMatchObject({
      result: "hit",
      evidence: [{ value: { amount: 11_000, currency: "CNY" } }],
    });
    expect(judge(overSpent(), buy(20), history).result).toBe("clear");
  });

  test("FE-1: a window ends at the act and begins after its length: (t - W, t]", () => {
    const count: Feature = {
      window: { fn: "count", of: [purchase.type], by: ["event.title"], within: "30d" },
    };
    const at = (ms: number): PastEvent => ({
      ...past(0, buy(1)),
      time: new Date(Date.parse(now) + ms).toISOString(),
    });
    const length = 30 * 86_400_000;
    expect(valueOf(count, buy(1), [at(-length), at(-length + 1), at(0), at(1)])).toBe(3);
  });

  test("FE-1: prior leaves the event under judgement out", () => {
    const before: Feature = {
      window: { fn: "exists", of: [purchase.type], by: ["event.title"], within: "30d", prior: true },
    };
    expect(valueOf(before, buy(1), [])).toBe(false);
    expect(valueOf(before, buy(1), [past(1, buy(1))])).toBe(true);
  });

  test("FE-1: every function", () => {
    const history = [past(3, buy(40)), past(2, buy(10.5)), past(1, buy(40))];
    const of = (fn: "sum" | "avg" | "min" | "max" | "distinct" | "last"): unknown =>
      valueOf(
        { window: { fn, of: [purchase.type], by: ["event.title"], value: "event.value", within: "30d" } },
        buy(9.5),
        history,
      );
    expect(of("sum")).toEqual(cny(10_000));
    expect(of("avg")).toEqual(cny(2500));
    expect(of("min")).toEqual(cny(950));
    expect(of("max")).toEqual(cny(4000));
    expect(of("distinct")).toBe(3);
    expect(of("last")).toEqual(cny(950));
  });

  test("FE-1: calendar periods are those of the time zone", () => {
    const year: Feature = {
      window: { fn: "count", of: [purchase.type], by: ["event.title"], period: "year" },
    };
    const edge = (time: string): PastEvent => ({ ...past(0, buy(1)), time });
    // `now` is in Asia/Shanghai's 2026.
    const first = `${new Date(now).getUTCFullYear()}-01-01T00:00:00+08:00`;
    const before = new Date(Date.parse(first) - 1).toISOString();
    expect(valueOf(year, buy(1), [edge(first), edge(before)])).toBe(2);
  });

  test("FE-1: a list in the key gives a value for each of its items", () => {
    const wins: Feature = {
      window: { fn: "count", of: [purchase.type], by: ["event.tags"], within: "30d", prior: true },
    };
    const history = [past(1, buy(1, { tags: ["a", "b", "a"] })), past(2, buy(1, { tags: ["a"] }))];
    expect(valueOf(wins, buy(1, { tags: ["a", "b", "c"] }), history)).toEqual([
      { key: "a", value: 2 },
      { key: "b", value: 1 },
      { key: "c", value: 0 },
    ]);
  });

  test("FE-1: another key is looked up than the one that is counted by", () => {
    const named: Feature = {
      window: {
        fn: "count",
        of: [notice.type],
        by: ["event.notice.id"],
        at: ["event.title"],
        within: "30d",
      },
    };
    const history = [past(1, { notice: { id: "chairs" } }, { type: notice.type })];
    expect(valueOf(named, buy(1), history)).toBe(1);
  });

  test("FE-1: a span may be a parameter, in days or as a duration", () => {
    const days = { type: "int", default: 5, description: both("days") } as const;
    const feature: Feature = {
      window: { fn: "count", of: [purchase.type], by: ["event.title"], within: "params.days" },
    };
    const counted = rule({ params: { days }, features: { feature }, when: "features.feature == 2" });
    expect(judge(counted, buy(1), [past(4, buy(1)), past(6, buy(1))]).result).toBe("hit");
  });

  test("FE-1: history is the earlier events of the same process, by time", () => {
    const feature: Feature = { history: { of: [notice.type] } };
    const steps = rule({
      features: { steps: feature },
      when: "features.steps.exists(s, s.person == event.actor.personId)",
      evidence: [{ name: "types", label: both("types"), value: "features.steps.map(s, s.id)" }],
    });
    const actor = { personId: "p1" };
    const history = [
      past(1, { actor }, { type: notice.type, subject: "one", id: "b" }),
      past(2, { actor }, { type: notice.type, subject: "one", id: "a" }),
      past(2, { actor }, { type: notice.type, subject: "other" }),
    ];
    const found = judge(steps, buy(1, { actor }), history, "one");
    expect(found).toMatchObject({ result: "hit", evidence: [{ value: ["a", "b"] }] });
    expect(judge(steps, buy(1, { actor: { personId: "p2" } }), history, "one").result).toBe("clear");
  });
});

test("FE-1: the sum of nothing is 0 in any currency", () => {
  const before: Feature = {
    window: {
      fn: "sum",
      of: [purchase.type],
      by: ["event.title"],
      value: "event.value",
      within: "30d",
      prior: true,
    },
  };
  const over = (when: string): Finding => judge(rule({ features: { before }, when }), buy(1), []);
  expect(over("features.before.amount > 0").result).toBe("clear");
  expect(over("features.before.currency == 'CNY'")).toMatchObject({
    result: "indeterminate",
    reason: { code: "missing", paths: ["features.before.currency"] },
  });
});

describe("FE-4, RU-3: what cannot be judged says so", () => {
  test("RU-3: without features a rule is unavailable, and one that does not apply is not", () => {
    const bundle = bundleOf([overSpent({ applies: "event.title == 'chairs'" })]);
    const evaluator = compile(bundle);
    const [finding] = evaluator.evaluate({ type: purchase.type, data: buy(1), time: now }).findings;
    expect(finding).toMatchObject({ result: "indeterminate", reason: { code: "unavailable" } });
    const other = { type: purchase.type, data: buy(1, { title: "desks" }), time: now };
    expect(evaluator.evaluate(other).findings[0]?.result).toBe("not_applicable");
    expect(compileFeatures(bundle).plan(other)).toEqual([]);
  });

  test("RU-3: what the draft lacks is named", () => {
    const { title: _, ...untitled } = buy(1);
    expect(judge(overSpent(), untitled, [])).toMatchObject({
      result: "indeterminate",
      reason: { code: "missing", paths: ["event.title"] },
    });
    const { value: __, ...unvalued } = buy(1);
    expect(judge(overSpent(), unvalued, [])).toMatchObject({
      result: "indeterminate",
      reason: { code: "missing", paths: ["event.value"] },
    });
  });

  test("FE-4: more than a fifth of the members without what is needed is low coverage", () => {
    const { value: _, ...unvalued } = buy(1);
    const whole = [past(1, buy(1)), past(2, buy(1)), past(3, buy(1))];
    expect(judge(overSpent(), buy(1), [...whole, past(4, unvalued)]).result).toBe("clear");
    expect(judge(overSpent(), buy(1), [past(1, buy(1)), past(2, buy(1)), past(4, unvalued)])).toMatchObject({
      result: "indeterminate",
      reason: {
        code: "declared",
        paths: ["features.spent"],
        detail: expect.stringContaining("low_coverage"),
      },
    });
  });

  test("EV-4: two currencies in one window cannot be summed", () => {
    const dollars = past(1, buy(1, { value: { amount: 1, currency: "USD" } }));
    expect(judge(overSpent(), buy(1), [dollars])).toMatchObject({
      result: "indeterminate",
      reason: { code: "declared", detail: expect.stringContaining("CNY and USD") },
    });
  });
});

describe("RU-2: features are checked when a bundle is made", () => {
  const window: NonNullable<Feature["window"]> = {
    fn: "count",
    of: [purchase.type],
    by: ["event.title"],
    within: "30d",
  };
  test.each<[string, Feature, string]>([
    ["misspelled fields", { window: { ...window, by: ["event.titel"] } }, "by.0"],
    ["keys that are no scalars", { window: { ...window, by: ["event.value"] } }, "by.0"],
    ["a condition that is no bool", { window: { ...window, where: "event.count" } }, "where"],
    ["a sum of texts", { window: { ...window, fn: "sum", value: "event.title" } }, "value"],
    ["a sum of nothing", { window: { ...window, fn: "sum" } }, "value"],
    ["unknown types", { window: { ...window, of: ["test.no.such"] } }, "of"],
    ["no length", { window: { fn: "count", of: [purchase.type], by: ["event.title"] } }, "within"],
    ["two lengths", { window: { ...window, period: "year" } }, "within"],
    ["a length of nothing", { window: { ...window, within: "0d" } }, "within"],
    ["a length in no unit", { window: { ...window, within: "soon" } }, "within"],
    ["a parameter that is not there", { window: { ...window, within: "params.days" } }, "within"],
    ["keys of two lengths", { window: { ...window, at: ["event.title", "event.title"] } }, "at"],
    ["two lists", { window: { ...window, by: ["event.tags", "event.tags"] } }, "by"],
    ["parameters in what is stored", { window: { ...window, where: "params.x == 1" } }, "where"],
    ["two kinds at once", { window, history: {} }, ""],
    ["parties that are no texts", { owners: { among: "event.count", depth: 4 } }, "among"],
  ])("RU-2: %s are refused with their place", (_, feature, part) => {
    const [problem] = problemsOf(rule({ features: { it: feature }, when: "true" }));
    expect(problem?.path).toBe(`TST-ONE-001.features.it${part === "" ? "" : `.${part}`}`);
  });

  test("RU-2: a feature that is not declared is a misspelling, and applies reads none", () => {
    expect(problemsOf(overSpent({ when: "features.spend.amount > 1" }))).toHaveLength(1);
    expect(problemsOf(overSpent({ applies: "features.spent.amount > 1" }))).toEqual([
      expect.objectContaining({ path: "TST-ONE-001.applies" }),
    ]);
  });
});

describe("EN-3: hostile events", () => {
  test("EN-3: planning and counting never throw, whatever is in the data", () => {
    const bundle = bundleOf([
      overSpent(),
      rule({
        id: "TST-ONE-002",
        features: {
          tags: { window: { fn: "count", of: [purchase.type], by: ["event.tags"], within: "1h" } },
        },
        when: "features.tags.exists(t, t.value > 1)",
      }),
    ]);
    const memory = memoryFeatures(bundle);
    const evaluator = compile(bundle);
    const any = record(
      { title: anything(), urgent: anything(), value: anything(), tags: anything() },
      { requiredKeys: [] },
    );
    assert(
      property(any, any, string(), (data, earlier, time) => {
        const input = { type: purchase.type, data: data as JsonObject, time: now };
        const history = [past(1, earlier as JsonObject), { ...past(2, earlier as JsonObject), time }];
        const features = memory.values(input, history);
        for (const { result } of evaluator.evaluate({ ...input, features }).findings)
          expect(["hit", "clear", "indeterminate"]).toContain(result);
      }),
    );
  });
});

describe("RU-7: features in plain words", () => {
  test("RU-7: a window is read in both languages", () => {
    const readings = featureReadingOf(overSpent(), environments([purchase, notice]));
    expect(readings).toEqual([
      {
        field: "features.spent",
        text: {
          en: "the sum of event.value over test.purchase.decided within 30 days up to the act, this act included, with the same event.title, where it is not so that event.urgent",
          "zh-CN": expect.stringContaining(
            "最近 30 天内 test.purchase.decided 的 event.value 之和，含本次；相同的 event.title",
          ),
        },
      },
    ]);
  });

  test("RU-7: the time of counted events is theirs, and the length of a window names its parameter", () => {
    const days = { type: "int", default: 1, description: both("days") } as const;
    const latest: Feature = {
      window: {
        fn: "max",
        of: [purchase.type],
        by: ["event.title", "event.tags"],
        value: "now",
        within: "params.days",
      },
    };
    const one = rule({
      params: { days },
      features: { latest },
      when: "features.latest.exists(l, l.value < now)",
    });
    expect(featureReadingOf(one, environments([purchase, notice]))[0]?.text).toEqual({
      en: `the time of the latest ${purchase.type} within 1 day (parameter days) up to the act, this act included, with the same event.title and each item of event.tags by itself`,
      "zh-CN": `最近 1 天（参数 days）内，最近一次 ${purchase.type} 的时间，含本次；相同的 event.title，逐项按 event.tags`,
    });
  });

  test("RU-7: questions about links name the relations and shares that count", () => {
    const one = rule({
      features: {
        held: { owners: { among: "event.tags", depth: 1, minShare: 0.5, kinds: ["shareholder"] } },
        same: { shared: { among: "event.tags", kinds: ["has_phone", "has_email"] } },
        near: { path: { from: "event.title", to: "event.tags", depth: 2, kinds: ["spouse", "director"] } },
      },
      when: "size(features.held) + size(features.same) + size(features.near) > 0",
    });
    const texts = featureReadingOf(one, environments([purchase, notice])).map(({ text }) => text);
    expect(texts.map(({ en }) => en)).toEqual([
      "who owns several of these (shareholder), up to 1 level, with at least 50 % of each:\nevent.tags",
      "has_phone, has_email in common among these:\nevent.tags",
      "the shortest connection over at most 2 relations (spouse, director)\nfrom: event.title\nto: event.tags",
    ]);
    expect(texts.map((text) => text["zh-CN"])).toEqual([
      "以下各方的共同所有者（shareholder），向上 1 层，在每家至少持有 50 %：\nevent.tags",
      "以下各方之间相同的 has_phone、has_email：\nevent.tags",
      "至多 2 步的最短关系路径（spouse、director）\n自：event.title\n至：event.tags",
    ]);
  });

  test("RU-7: a parameter that only a feature uses is used", () => {
    const param = { type: "int", default: 30, description: both("days") } as const;
    const one = rule({
      params: { days: param, idle: param },
      features: {
        spent: {
          window: {
            ...spent.window,
            fn: "sum",
            of: [purchase.type],
            by: ["event.title"],
            within: "params.days",
          },
        },
      },
      when: "features.spent.amount > 1",
    });
    const unused = lintModel(model(one), [purchase, notice]).filter(({ check }) => check === "unused-param");
    expect(unused.map(({ message }) => message)).toEqual(["The parameter idle is not used"]);
  });
});
