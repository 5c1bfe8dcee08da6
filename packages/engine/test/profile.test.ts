import { ProbityError } from "@probity/contracts";
import { describe, expect, test } from "vitest";
import { compileModel } from "../src/author/index.ts";
import { judge, model, notice, purchase, rule } from "./support/make.ts";

function refusal(when: string, part: object = {}): ProbityError {
  try {
    compileModel(model(rule({ when, ...part })), [purchase, notice]);
  } catch (error) {
    if (error instanceof ProbityError) return error;
  }
  throw new Error(`accepted: ${when.slice(0, 80)}`);
}

const nested = (depth: number): string => `size(${"[".repeat(depth)}1${"]".repeat(depth)}) == 1`;

describe("RU-2: the profile", () => {
  test.each([
    ["4 kB of text", `event.title == "${"x".repeat(4100)}"`, "bytes"],
    ["4 kB of bytes, not of characters", `event.title == "${"字".repeat(1400)}"`, "bytes"],
    [
      "500 parts",
      Array.from({ length: 260 }, () => "true").join("&&") +
        `&&${Array.from({ length: 250 }, () => "!true").join("&&")}`,
      "500 parts",
    ],
    ["depth", nested(40), "Nesting deeper than 32"],
    ["brackets", nested(300), "brackets or operators"],
    ["a run of operators", `${"!".repeat(2000)}true`, "brackets or operators"],
    ["three nested macros", "[1].exists(a, [1].exists(b, [1].exists(c, true)))", "nested macros"],
    ["literals of 65 items", `1 in [${Array.from({ length: 65 }, (_, at) => at).join()}]`, "65 items"],
    ["patterns of 257 characters", `event.title.matches("${"a".repeat(257)}")`, "256 characters"],
    ["patterns that are not literals", "event.title.matches(event.ocid)", "must be a literal"],
    ["ints beyond 2^53", "event.count > 9007199254740993", "2^53"],
    ["message literals", "Thing{a: 1} == null", "message literal"],
  ])("RU-2: %s are refused, and named", (_name, when, named) => {
    expect(refusal(when)).toMatchObject({ code: "PROBITY_E_RULE_PROFILE" });
    expect(refusal(when).message).toContain(named);
  });

  test("RU-2: what is inside the bounds is accepted", () => {
    expect(judge(nested(30)).result).toBe("hit");
    expect(judge("[1].exists(a, [1].exists(b, a == b))").result).toBe("hit");
    expect(judge(Array.from({ length: 400 }, () => "true").join(" && ")).result).toBe("hit");
  });

  test("RU-2: a syntax error points to its character", () => {
    expect(refusal("event.count >> 1")).toMatchObject({ code: "PROBITY_E_RULE_SYNTAX" });
    expect(refusal("event.count ==").message).toMatch(/at character 1[0-9]/);
  });
});

describe("RU-2: the type check", () => {
  test.each([
    ["event.vlaue.amount > 1", 'did you mean "value"'],
    ["event.bids.exists(b, b.valeu.amount > 1)", 'did you mean "value"'],
    ["has(event.nope)", '"nope" does not exist'],
    ["evnet.count > 1", 'did you mean "event"'],
    ["event.count > 'x'", "(int, string)"],
    ["event.count == event.title", "(int, string)"],
    ["event.count + event.share > 1.0", "convert one"],
    ["event.count", "must be a bool"],
    ["event.count && true", "must be a bool"],
    ["event.title.nope()", 'function "nope" does not exist'],
    ["[1, 'a'] == []", "different types"],
    ["(event.urgent ? 1 : 'a') == 1", "different types"],
    ["event.noticeAt < duration('5 days')", "not a duration"],
    ["event.noticeAt < timestamp('2026-05-01')", "not an instant"],
    ["record.count > 1", '"record" is not known'],
    ["params.nope == 1", '"nope" does not exist'],
    ["event.value == 5", "(money, int)"],
    ["event.bids.id == 'x'", "use a macro"],
    ["event['title'] == 5", "(string, int)"],
  ])("RU-2: %s is refused", (when, named) => {
    expect(refusal(when).code).toBe("PROBITY_E_RULE_TYPE");
    expect(refusal(when).message).toContain(named);
    expect(refusal(when).message).toMatch(/at character \d+/);
  });

  test.each([
    ["event.share > 1", { share: 1.5 }],
    ["event.share in [1, 2]", { share: 2 }],
    ["event.share * 2 == 3", { share: 1.5 }],
    ["event.count / 2 == 1", { count: 3 }],
    ["event.labels['x'] + 1 == 3", { labels: { x: 2 } }],
    ["event.labels.exists(k, event.labels[k] > 1)", { labels: { x: 2 } }],
    ["event['title'] == 'a'", { title: "a" }],
    ["event.anything.deep[0] == 2", { anything: { deep: [2] } }],
    ["int(event.anything) == 2", { anything: 2.7 }],
    ["event.constructor == 'a'", { constructor: "a" }],
    ["now.getHours('Asia/Shanghai') == 9", {}],
    ["size(distinct(event.tags)) == 2", { tags: ["a", "b", "a"] }],
    [
      "sum(event.bids.map(b, b.value.amount)) == 300",
      { bids: [1, 2].map((amount) => ({ value: { amount, currency: "CNY" } })) },
    ],
    [
      "max(event.bids.map(b, b.value.amount)) - min(event.bids.map(b, b.value.amount)) == 100",
      { bids: [1, 2].map((amount) => ({ value: { amount, currency: "CNY" } })) },
    ],
    [
      "event.value in event.bids.map(b, b.value)",
      { value: { amount: 1, currency: "CNY" }, bids: [{ value: { amount: 1, currency: "CNY" } }] },
    ],
    [
      "event.bids.filter(b, b.id != '').exists(a, event.bids.filter(c, true).exists(b, a.id == b.phone && a.phone == b.id))",
      {
        bids: [
          { id: "1", phone: "2" },
          { id: "2", phone: "1" },
        ],
      },
    ],
    ["dyn(1) == 1.0 && type(dyn(1)) == int && type(event.count) == int", { count: 1 }],
    ["{'amount': event.count, 'x': 'y'}['x'] == 'y'", { count: 1 }],
  ])("RU-2: %s is accepted and holds", (when, data) =>
    expect(judge(when, JSON.parse(JSON.stringify(data)))).toMatchObject({ result: "hit" }),
  );
});
