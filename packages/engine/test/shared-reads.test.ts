import type { JsonObject } from "@probity/contracts";
import { describe, expect, test } from "vitest";
import { compile } from "../src/index.ts";
import { re2 } from "../src/re2/index.ts";
import { corpusBundle, corpusInput } from "./corpus/corpus-bundle.ts";
import { damageEvents } from "./corpus/damage.ts";
import { makeEvents } from "./corpus/events.ts";
import { corpusRules } from "./corpus/rules.ts";
import { both, bundleOf, findingsOf, now, purchase, rule } from "./support/make.ts";

const bids = (count: number, bid: object): JsonObject =>
  JSON.parse(JSON.stringify({ bids: Array.from({ length: count }, () => bid) }));

const get = (...keys: string[]): unknown =>
  keys.reduce<unknown>((base, key) => ["get", base, key, "s"], ["var", "event"]);
const isX = (read: unknown): unknown => ["call", "eq", read, ["lit", "s", "x"]];

const counts = (data: JsonObject): unknown[] =>
  findingsOf(
    bundleOf([
      rule({ when: `size(event.bids.filter(b, b.phone == "1")) == 2` }),
      rule({ id: "TST-ONE-002", when: `size(event.bids.filter(b, b.phone == "1").map(b, b.id)) == 2` }),
    ]),
    data,
  ).map(({ result, reason }) => [result, reason]);

describe("EN-2: what rules share changes nothing", () => {
  test("EN-2: all rules together find what each finds alone, on damaged events too", () => {
    const together = compile(corpusBundle(corpusRules), { regex: re2 });
    const alone = corpusRules.map((one) => compile(corpusBundle([one]), { regex: re2 }));
    for (const event of damageEvents(makeEvents(15))) {
      const input = corpusInput(event);
      const found = together.evaluate(input).findings;
      for (const [at, evaluator] of alone.entries()) {
        const [own] = evaluator.evaluate(input).findings;
        expect(found[at]).toMatchObject({ result: own?.result, ...(own?.reason && { reason: own.reason }) });
      }
    }
  });

  test("EN-2: nothing of one event is seen at the next, however long its lists were", () => {
    const evaluator = compile(
      bundleOf([
        rule({ when: `event.bids.exists(a, event.bids.exists(b, a.id != b.id && a.phone == b.phone))` }),
        rule({ id: "TST-ONE-002", when: `event.bids.exists(b, b.value.amount > 5 && b.id == "x")` }),
        rule({ id: "TST-ONE-003", when: `event.value.amount > 5` }),
      ]),
    );
    const results = (data: JsonObject): unknown[] =>
      evaluator.evaluate({ type: purchase.type, data, time: now }).findings.map((finding) => finding.result);
    const full = { id: "x", phone: "1", value: { amount: 9, currency: "CNY" } };
    const large = { ...bids(90, full), value: { amount: 9, currency: "CNY" } };
    expect(results(large)).toEqual(["clear", "hit", "hit"]);
    expect(results(bids(90, {}))).toEqual(["indeterminate", "indeterminate", "indeterminate"]);
    expect(results(bids(0, {}))).toEqual(["clear", "clear", "indeterminate"]);
    expect(results(large)).toEqual(["clear", "hit", "hit"]);
    expect(results(bids(1, { id: "y", phone: "1" }))).toEqual(["clear", "clear", "indeterminate"]);
  });

  test("EN-2: a hit without evidence is shared by events, not by places with other parameters", () => {
    const limit = { type: "int", default: 3, description: both("limit") } as const;
    const evaluator = compile(
      bundleOf([rule({ when: "event.count > params.limit", params: { limit } })], {
        paramSets: [{ scope: { kind: "unit", id: "u" }, rule: "TST-ONE-001", values: { limit: 1 } }],
      }),
    );
    const judged = (count: number, unit?: string): object | undefined =>
      evaluator.evaluate({ type: purchase.type, data: { count }, time: now, unit }).findings[0];
    for (let turn = 0; turn < 2; turn += 1) {
      expect(judged(5)).toMatchObject({ result: "hit", params: { limit: 3 }, message: both("message") });
      expect(judged(2, "u")).toMatchObject({ result: "hit", params: { limit: 1 }, evidence: [] });
      expect(judged(2)).toMatchObject({ result: "clear", params: { limit: 3 } });
    }
  });

  test("EN-2: counting what a filter keeps gives what its list has, its errors included", () => {
    const [counted, listed] = counts({
      bids: [
        { id: "a", phone: "1" },
        { id: "b", phone: "2" },
        { id: "c", phone: "1" },
      ],
    });
    expect(counted).toEqual(["hit", undefined]);
    expect(listed).toEqual(counted);
    const [broken, brokenList] = counts({ bids: [{ id: "a", phone: "1" }, { id: "b" }] });
    expect(broken).toMatchObject(["indeterminate", { code: "missing", paths: ["event.bids[].phone"] }]);
    expect(brokenList).toEqual(broken);
  });

  test("EN-2: keys that look like other keys' paths are read as what they are", () => {
    const base = bundleOf([rule({ when: "true" })]);
    const whens = [get("a.b"), get("a", "b"), get(".a"), get("a", "")].map(isX);
    const rules = base.rules.flatMap((item) => whens.map((when, at) => ({ ...item, id: `R${at}`, when })));
    const bindings = base.bindings.flatMap((item) =>
      rules.map(({ id }) => ({ ...item, id: `b${id}`, rule: id })),
    );
    const bundle = JSON.parse(JSON.stringify({ ...base, rules, bindings }));
    const found = findingsOf(bundle, { "a.b": "x", a: { b: "y", "": "x" }, ".a": "z" });
    expect(found.map((finding) => finding.result)).toEqual(["hit", "clear", "clear", "hit"]);
  });
});
