import { type Bundle, type Json, type JsonObject, ProbityError } from "@probity/contracts";
import { describe, expect, test } from "vitest";
import { compileModel, lintModel } from "../src/author/index.ts";
import { compile } from "../src/index.ts";
import { re2 } from "../src/re2/index.ts";
import { hostileTexts } from "./hostile/texts.ts";
import { both, bundleOf, findingsOf, judge, model, notice, now, purchase, rule } from "./support/make.ts";

function refusal(run: () => unknown): ProbityError {
  try {
    run();
  } catch (error) {
    if (error instanceof ProbityError) return error;
    throw error;
  }
  throw new Error("accepted");
}

describe("EN-3: attacks on parser and checker", () => {
  test.each(hostileTexts)("EN-3: $name is refused with a code and a place", ({ when, code }) => {
    const error = refusal(() => compileModel(model(rule({ when })), [purchase, notice]));
    expect(error.code).toBe(code);
    const [item] = error.errors;
    expect(item?.at).toBeGreaterThanOrEqual(0);
    expect((item?.at ?? 0) + (item?.length ?? 0)).toBeLessThanOrEqual(Math.max(1, when.length));
    expect(item?.message.length).toBeLessThan(6000);
    expect(lintModel(model(rule({ when })), [purchase, notice])[0]?.severity).toBe("error");
  });
});

/** A bundle whose rule has this IR in place of its condition. */
const withIr = (when: unknown): Bundle => {
  const base = bundleOf([rule({ when: "event.count > 1" })]);
  return {
    ...base,
    rules: base.rules.map((item) => ({ ...item, when: when as Bundle["rules"][number]["when"] })),
  };
};

const event: Json = ["var", "event"];
const list: Json = ["get", event, "anything", "l"];
const nest = (count: number, inner: Json, wrap: (inner: Json) => Json): Json =>
  Array.from({ length: count }).reduce<Json>((made) => wrap(made), inner);

describe("EN-3: attacks by the IR of a bundle", () => {
  test.each<readonly [string, unknown]>([
    ["no IR at all", undefined],
    ["null", null],
    ["a text", "true"],
    ["an empty list", []],
    ["an unknown form", ["eval", "1"]],
    ["a form from the prototype", ["constructor"]],
    ["__proto__ as a form", ["__proto__", event]],
    ["an unknown variable", ["var", "process"]],
    ["a variable from the prototype", ["var", "constructor"]],
    ["an unknown function", ["call", "fetch", event]],
    ["a function from the prototype", ["call", "valueOf", event]],
    ["__proto__ as a function", ["call", "__proto__", event]],
    ["a function without its arguments", ["call", "add_i"]],
    ["a function with too many arguments", ["call", "size", event, event, event]],
    ["a loop variable outside of loops", ["loc", 0]],
    ["a loop variable far outside", ["exists", list, "*", ["loc", 99]]],
    ["a negative loop variable", ["exists", list, "*", ["loc", -1]]],
    ["a fraction of a loop variable", ["exists", list, "*", ["loc", 0.5]]],
    ["a loop variable that is a text", ["exists", list, "*", ["loc", "0"]]],
    ["an unknown type code", ["get", event, "count", "Z"]],
    ["a field that is no text", ["get", event, 5, "i"]],
    ["a literal of an unknown type", ["lit", "Z", 1]],
    ["an int literal that is none", ["lit", "i", "1"]],
    ["an int literal beyond 2^53", ["lit", "i", 1e300]],
    ["a bool literal that is a list", ["lit", "b", [true]]],
    ["a moment that is none", ["lit", "t", "tomorrow"]],
    ["a duration that is none", ["lit", "r", "5 days"]],
    ["bytes that are no base64", ["lit", "y", "@@@"]],
    ["a pattern that is no text", ["matches", ["get", event, "title", "s"], event]],
    ["a pattern that is invalid", ["matches", ["get", event, "title", "s"], "(a"]],
    ["a huge pattern", ["matches", ["get", event, "title", "s"], "a".repeat(100_000)]],
    ["5,000 times not", nest(5000, ["lit", "b", true], (inner) => ["not", inner])],
    ["nesting of 5,000 lists", nest(5000, ["lit", "b", true], (inner) => ["list", inner])],
    ["nesting in a type", ["box", nest(5000, "i", (inner) => ["l", inner]), event]],
    ["100,000 parts", ["and", ...Array.from({ length: 100_000 }, (): Json => ["lit", "b", true])]],
    [
      "a literal of a megabyte",
      ["call", "eq", ["lit", "s", "x".repeat(1_000_000)], ["get", event, "title", "s"]],
    ],
    ["an odd number of map parts", ["dict", ["lit", "s", "a"]]],
    ["an if without branches", ["if", ["lit", "b", true]]],
    ["an and of nothing that is no node", ["and", 5]],
  ])("EN-3: %s is refused or gives a finding, and nothing else", (_name, when) => {
    const bundle = withIr(when);
    try {
      const { findings } = compile(bundle, { regex: re2 }).evaluate({
        type: purchase.type,
        data: { title: "a" },
        time: now,
      });
      expect(findings).toHaveLength(1);
      expect(["hit", "clear", "indeterminate"]).toContain(findings[0]?.result);
    } catch (error) {
      if (!(error instanceof ProbityError)) throw error;
      expect(error.code).toBe("PROBITY_E_BUNDLE_FORMAT");
    }
  });

  test("EN-3: IR that contains itself is refused before the stack is used up", () => {
    const cycle: unknown[] = ["not"];
    cycle.push(cycle);
    expect(refusal(() => compile(withIr(cycle))).code).toBe("PROBITY_E_BUNDLE_FORMAT");
    const twice: unknown[] = ["and"];
    twice.push(["lit", "b", true], twice);
    expect(refusal(() => compile(withIr(twice))).code).toBe("PROBITY_E_BUNDLE_FORMAT");
  });

  test("EN-3: four nested loops in IR, which no author could publish, end with the budget", () => {
    const loops = nest(4, ["lit", "i", 1], (inner) => ["map", list, "*", inner]);
    const when = ["call", "eq", ["call", "size", loops], ["lit", "i", 0]];
    const data: JsonObject = { anything: Array.from({ length: 60 }, (_, at) => at) };
    const [finding] = compile(withIr(when)).evaluate({ type: purchase.type, data, time: now }).findings;
    expect(finding?.reason?.code).toBe("budget");
  });

  test("EN-3: the same list shared many times does not make IR that is larger than it is", () => {
    const doubled = nest(40, ["lit", "b", true], (inner) => ["and", inner, inner]);
    expect(refusal(() => compile(withIr(doubled))).code).toBe("PROBITY_E_BUNDLE_FORMAT");
  });
});

const hostile = (text: string): JsonObject => JSON.parse(text);

describe("EN-3: attacks by data", () => {
  test("EN-3: __proto__ and constructor in events, records and parameters are data and nothing more", () => {
    const evil = hostile(
      '{"__proto__": {"count": 5, "title": "x"}, "constructor": {"name": "x"}, "toString": 1}',
    );
    expect(judge("event.count == 5", evil).reason?.paths).toEqual(["event.count"]);
    expect(judge("has(event.title)", evil).result).toBe("clear");
    const [onRecord] = findingsOf(
      bundleOf([rule({ when: "record.count == 5", reads: "record" })]),
      {},
      { record: evil },
    );
    expect(onRecord?.reason?.paths).toEqual(["record.count"]);
    const param = {
      type: "map<string,int>",
      default: hostile('{"__proto__": 5, "a": 1}'),
      description: both("x"),
    } as const;
    const params = { constructor: param };
    expect(
      judge("params.constructor['a'] == 1 && !('toString' in params.constructor)", {}, { params }).result,
    ).toBe("hit");
    expect(judge("params.constructor['__proto__'] == 5", {}, { params }).result).toBe("hit");
    expect(judge("params.constructor['valueOf'] == 5", {}, { params }).reason?.code).toBe("missing");
    expect(Object.hasOwn(Object.prototype, "count")).toBe(false);
  });

  test("EN-3: a pattern that hangs backtracking matchers is linear, and stopped on very long texts", () => {
    for (const count of [30, 5000])
      expect(judge('event.title.matches("^(a+)+$")', { title: `${"a".repeat(count)}!` }).result).toBe(
        "clear",
      );
    const long = { title: `${"a".repeat(60_000)}!` };
    expect(judge('event.title.matches("^(a+)+$")', long).reason?.code).toBe("budget");
  });

  test("EN-3: numbers past every edge are errors, not other numbers", () => {
    const most = Number.MAX_SAFE_INTEGER;
    for (const [when, count] of [
      ["event.count + 1 > 0", most],
      ["event.count - 2 < 0", -most],
      ["event.count * event.count > 0", most],
      ["-event.count - 2 < 0", most],
      ["event.count / 0 == 1", 1],
      ["event.count % 0 == 1", 1],
      ["sum([event.count, event.count]) > 0", most],
      ["int(double(event.count) * 4.0) > 0", most],
    ] as const)
      expect([when, judge(when, { count }).reason?.code]).toEqual([when, "error"]);
    expect(judge("event.count > 0", { count: 1e300 }).reason?.code).toBe("type");
    expect(judge("event.share / 0.0 > 1.0", { share: 1 }).result).toBe("hit");
  });

  test("EN-3: duplicate keys in a map literal are an error, in whatever order", () => {
    expect(judge("{event.title: 1, event.ocid: 2}.size() == 2", { title: "a", ocid: "a" }).reason?.code).toBe(
      "error",
    );
    expect(judge("{event.title: 1, event.ocid: 2}.size() == 2", { title: "a", ocid: "b" }).result).toBe(
      "hit",
    );
  });

  test("EN-2: what is no bool is absorbed by ||, as a missing field is", () => {
    expect(judge("event.anything || true", { anything: "text" }).result).toBe("hit");
    expect(judge("event.anything && false", { anything: 5 }).result).toBe("clear");
    expect(judge("event.anything || false", { anything: 5 }).result).toBe("indeterminate");
    expect(
      judge("event.tags.exists(t, t == 'b' || 1 / (size(t) - 1) == 5)", { tags: ["a", "b"] }).result,
    ).toBe("hit");
  });

  test("EN-3: data nested 100,000 deep is read without the stack", () => {
    let deep: Json = 1;
    for (let count = 0; count < 100_000; count++) deep = [deep];
    expect(["hit", "clear", "indeterminate"]).toContain(judge2("event.anything == event.anything", deep));
    expect(["hit", "clear", "indeterminate"]).toContain(judge2("size(distinct(event.anything)) == 1", deep));
  });

  test("EN-3: a doubled text stops at its budget also where nobody reads the result", () => {
    const when = `event.tags${".map(v, v + v)".repeat(24)}.size() == 1`;
    expect(judge(when, { tags: ["ab"] }).reason?.code).toBe("budget");
  });
});

/** As `judge`, without the trip over JSON, which deep data would not survive. */
function judge2(when: string, anything: Json): string | undefined {
  const evaluator = compile(bundleOf([rule({ when })]), { regex: re2 });
  return evaluator.evaluate({ type: purchase.type, data: { anything }, time: now }).findings[0]?.result;
}
