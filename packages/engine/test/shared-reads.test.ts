import type { JsonObject } from "@probity/contracts";
import { describe, expect, test } from "vitest";
import { compile } from "../src/index.ts";
import { re2 } from "../src/re2/index.ts";
import { corpusBundle, corpusInput } from "./corpus/corpus-bundle.ts";
import { damageEvents } from "./corpus/damage.ts";
import { makeEvents } from "./corpus/events.ts";
import { corpusRules } from "./corpus/rules.ts";
import { bundleOf, findingsOf, now, purchase, rule } from "./support/make.ts";

const bids = (count: number, bid: object): JsonObject =>
  JSON.parse(JSON.stringify({ bids: Array.from({ length: count }, () => bid) }));

const get = (...keys: string[]): unknown =>
  keys.reduce<unknown>((base, key) => ["get", base, key, "s"], ["var", "event"]);
const isX = (read: unknown): unknown => ["call", "eq", read, ["lit", "s", "x"]];

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
