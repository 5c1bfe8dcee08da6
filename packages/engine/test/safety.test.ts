import type { JsonObject } from "@probity/contracts";
import { describe, expect, test } from "vitest";
import { judge } from "./support/make.ts";

const many = (count: number, item: unknown): unknown[] => Array.from({ length: count }, () => item);
const data = (value: object): JsonObject => JSON.parse(JSON.stringify(value));

const doubling = (count: number): string =>
  `event.tags${Array.from({ length: count }, () => ".map(v, v + v)").join("")}.exists(v, v == "")`;

describe("EN-3: budgets", () => {
  const sixty = data({ anything: many(60, 1) });

  test("EN-3: nested loops over large lists stop with a typed error", () => {
    const finding = judge(
      "event.anything.map(a, event.anything.map(b, event.anything)).size() < 0",
      data({ anything: many(2000, 1) }),
    );
    expect(finding.reason?.code).toBe("budget");
  });

  test("EN-3: an exhausted budget is not absorbed by ||", () => {
    const finding = judge(
      "event.anything.all(a, event.anything.all(b, true)) || true",
      data({ anything: many(2000, 1) }),
    );
    expect(finding.reason?.code).toBe("budget");
  });

  test("EN-3: what fits the budget is judged", () => {
    expect(judge("event.anything.all(a, event.anything.all(b, a == b))", sixty).result).toBe("hit");
  });

  test("EN-3: 24 doublings of a text stop at 64 kB", () => {
    expect(judge(doubling(24), data({ tags: ["ab"] })).reason?.code).toBe("budget");
    expect(judge(doubling(3), data({ tags: ["ab"] })).result).toBe("clear");
  });

  test("EN-3: doublings of a list stop", () => {
    const when = `event.tags${Array.from({ length: 24 }, () => ".map(v, v)").join("")}.size() < 0`;
    expect(judge(when, data({ tags: many(1000, "a") })).reason?.code).toBe("budget");
    const lists = `[event.tags]${Array.from({ length: 20 }, () => ".map(l, l + l)").join("")}.size() < 0`;
    expect(judge(lists, data({ tags: many(50, "a") })).reason?.code).toBe("budget");
  });

  test.each([
    ["replace", `event.title.replace("", event.title).size() < 0`],
    ["join", `event.tags.join(event.title).size() < 0`],
    ["split", `event.title.split("").size() < 0`],
    [
      "contains in a loop",
      `event.tags.all(t, event.title.contains("b"))|| event.tags.all(t, !event.title.contains("b"))`,
    ],
    ["in a loop over itself", "event.tags.all(t, t in event.tags)"],
    ["distinct of objects", "event.anything.distinct() == 1 || size(distinct(event.anything)) < 0"],
  ])("EN-3: %s is bounded", (name, when) => {
    if (name === "distinct of objects") {
      const objects = Array.from({ length: 3000 }, (_, at) => ({ at }));
      expect(judge("size(distinct(event.anything)) < 0", data({ anything: objects })).reason?.code).toBe(
        "budget",
      );
      return;
    }
    const event = data({
      title: "a".repeat(100_000),
      tags: Array.from({ length: 3000 }, (_, at) => `t${at}`),
    });
    expect(judge(when, event).reason?.code).toBe("budget");
  });

  test("EN-3: a pattern that blows up backtracking matchers is linear", () => {
    const started = performance.now();
    expect(judge(`event.title.matches("^(a+)+$")`, { title: `${"a".repeat(5000)}b` }).result).toBe("clear");
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe("EN-3: no way to prototypes", () => {
  test.each([
    "has(event.anything.constructor)",
    "has(event.anything.toString)",
    "has(event.anything.__proto__)",
    "has(event.anything.hasOwnProperty)",
    "'constructor' in event.anything",
    "'__proto__' in event.anything",
    "event.anything.exists(k, k == 'constructor')",
    "has(event.labels.valueOf)",
  ])("EN-3: %s is false", (when) => expect(judge(when, { anything: {}, labels: {} }).result).toBe("clear"));

  test.each([
    "event.anything.constructor == 1",
    "event.anything['constructor'] == 1",
    "event.anything['__proto__'] == 1",
    "event.anything.__proto__ == 1",
    "event.anything.constructor.name == 'Object'",
    "event.labels['toString'] == 1",
    "event.constructor == 'x'",
  ])("EN-3: %s is missing, not leaked", (when) =>
    expect(judge(when, { anything: {}, labels: {} })).toMatchObject({
      result: "indeterminate",
      reason: { code: "missing" },
    }),
  );

  test.each(["event.anything.length == 3", "event.anything.byteLength == 3", "event.anything.map == 3"])(
    "EN-3: %s of a list is no field",
    (when) => expect(judge(when, { anything: [1, 2, 3] }).reason?.code).toBe("type"),
  );

  test("EN-3: fields of texts and of the engine's own values are not readable", () => {
    expect(judge("dyn(event.title).length == 1", { title: "a" }).reason?.code).toBe("type");
    expect(judge("dyn(now).epochMs > 0").reason?.code).toBe("type");
    expect(judge("dyn(event.count).intValue == 1", { count: 1 }).reason?.code).toBe("type");
    expect(judge("event.anything.errorPath == ''", {}).reason?.code).toBe("missing");
  });

  test("EN-3: a map literal with __proto__ pollutes nothing", () => {
    const event: JsonObject = JSON.parse('{"anything": {"__proto__": {"polluted": true}}}');
    expect(judge(`{"__proto__": {"polluted": true}}["__proto__"].polluted == true`).result).toBe("hit");
    expect(judge(`event.anything["__proto__"].polluted == true`, event).result).toBe("hit");
    expect(judge("has(event.anything.polluted)", event).result).toBe("clear");
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  test("EN-2: absorption, overflow, division, duplicate keys", () => {
    expect(judge("event.count == 1 || true").result).toBe("hit");
    expect(judge("event.count == 1 && false").result).toBe("clear");
    expect(judge("[0, 1].exists(x, 1 / x == 1)").result).toBe("hit");
    expect(judge("event.count * 2 > 0", { count: Number.MAX_SAFE_INTEGER }).reason?.code).toBe("error");
    expect(judge("1 / (event.count - 1) == 1", { count: 1 }).reason?.code).toBe("error");
    expect(judge("{'a': 1, 'a': 2}.size() == 1").reason?.code).toBe("error");
  });
});
