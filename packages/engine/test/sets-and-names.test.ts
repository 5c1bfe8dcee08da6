import { array, assert, constantFrom, property } from "fast-check";
import { expect, test } from "vitest";
import type { JsonObject } from "@probity/contracts";
import { judge } from "./support/make.ts";

const data = (given: JsonObject): JsonObject => given;

const tags = (...values: string[]): JsonObject => data({ tags: values });

test("RU-2: cel.bind names a value once, and inside macros and other bindings", () => {
  const when = "cel.bind(n, size(event.tags), n > 1 && cel.bind(m, n * 2, event.tags.all(t, size(t) < m)))";
  expect(judge(when, tags("a", "b")).result).toBe("hit");
  expect(judge(when, tags("aaaa", "b")).result).toBe("clear");
  const nested = "event.tags.exists(t, cel.bind(same, event.tags.filter(u, u == t), size(same) > 1))";
  expect(judge(nested, tags("a", "b", "a")).result).toBe("hit");
  expect(judge(nested, tags("a", "b")).result).toBe("clear");
});

test("RU-3: what cel.bind cannot read makes the rule indeterminate and is named", () => {
  const finding = judge("cel.bind(title, event.title, title == 'x' || title == 'y')", data({ tags: [] }));
  expect(finding.result).toBe("indeterminate");
  expect(finding.reason?.paths).toEqual(["event.title"]);
});

test("RU-2: cel.bind with anything but a name is refused", () => {
  expect(() => judge("cel.bind(event.title, 1, true)", tags())).toThrow(/cel\.bind/);
  expect(() => judge("cel.bind(x, 1)", tags())).toThrow(/cel\.bind/);
});

test("RU-3: cannotJudge ends a rule as indeterminate with its own reason, unless the other side decides", () => {
  const when = 'size(event.tags) == 0 ? cannotJudge("nothing is final yet") : event.tags.exists(t, t == "x")';
  const finding = judge(when, tags());
  expect(finding.result).toBe("indeterminate");
  expect(finding.reason).toEqual({ code: "declared", paths: [], detail: "nothing is final yet" });
  expect(judge(when, tags("x")).result).toBe("hit");
  expect(judge('true || cannotJudge("no")', tags()).result).toBe("hit");
  expect(judge('event.tags.exists(t, t == "x") && cannotJudge("no")', tags("y")).result).toBe("clear");
});

const words = array(constantFrom("a", "b", "c", "d"), { maxLength: 8 });
const verdict = (hit: boolean): string => (hit ? "hit" : "clear");
const inside = (inner: readonly string[], outer: readonly string[]): boolean =>
  inner.every((word) => outer.includes(word));
const literal = (values: readonly string[]): string => JSON.stringify(values);

test("RU-2: sets.* agree with sets", () => {
  assert(
    property(words, words, (a, b) => {
      const of = (name: string): string =>
        judge(`sets.${name}(event.tags, ${literal(b)})`, tags(...a)).result;
      expect(of("contains")).toBe(verdict(inside(b, a)));
      expect(of("intersects")).toBe(verdict(a.some((word) => b.includes(word))));
      expect(of("equivalent")).toBe(verdict(inside(a, b) && inside(b, a)));
    }),
    { numRuns: 200 },
  );
});

test("RU-2: sets of objects and of mixed numbers compare by value", () => {
  const bids = [
    { id: "1", phone: "p" },
    { id: "2", phone: "q" },
  ];
  expect(judge("sets.contains(event.bids, [event.bids[1]])", data({ bids })).result).toBe("hit");
  expect(
    judge("sets.contains(event.bids.map(b, b.phone), event.bids.map(b, b.id))", data({ bids })).result,
  ).toBe("clear");
  expect(judge("sets.equivalent([1, 2], [2, 1, 1])", data({})).result).toBe("hit");
});

test("RU-2: flatten and sort", () => {
  const flat = 'event.tags.map(t, [t, t + "!"]).flatten() == ["a", "a!", "b", "b!"]';
  expect(judge(flat, tags("a", "b")).result).toBe("hit");
  expect(judge('event.tags.sort() == ["a", "b", "c"]', tags("c", "a", "b")).result).toBe("hit");
  expect(
    judge(
      "[3, 1, 2].sort() == [1, 2, 3] && [duration('2h'), duration('1h')].sort()[0] == duration('1h')",
      data({}),
    ).result,
  ).toBe("hit");
  expect(
    judge("event.bids.sort().size() == 2", data({ bids: [{ id: "1" }, { id: "2" }] })).reason?.code,
  ).toBe("type");
});

test("EN-3: sets, flatten and sort spend the budget", () => {
  const long = tags(...Array.from({ length: 50 }, (_, index) => String(index)));
  for (const body of [
    "sets.contains(event.tags, event.tags)",
    "event.tags.sort().size() > 0",
    "[event.tags, event.tags].flatten().size() > 0",
  ]) {
    expect(judge(`event.tags.all(a, event.tags.all(b, ${body}))`, long).reason?.code, body).toBe("budget");
  }
});

test("RU-3: what a named list's items lack is named by its path", () => {
  const bids = [{ id: "1" }, { id: "2", phone: "p" }];
  const when = "cel.bind(late, event.bids.filter(b, b.id != ''), late.exists(b, b.phone == 'x'))";
  const finding = judge(when, data({ bids }));
  expect(finding.reason?.paths).toEqual(["event.bids[].phone"]);
  const first = judge("cel.bind(bid, event.bids[0], bid.phone == 'x')", data({ bids }));
  expect(first.reason?.paths).toEqual(["event.bids[0].phone"]);
});
