import type { Bundle, JsonObject } from "@probity/contracts";
import { describe, expect, test } from "vitest";
import { compile } from "../src/index.ts";
import { bundleOf, now, purchase, rule } from "./support/make.ts";

const other = "test.other.decided";
const whens = [
  `event.bids.exists(b, b.phone == event.title)`,
  `event.bids.exists(a, event.bids.exists(b, a.id != b.id && a.phone == b.phone))`,
  `event.count > 3 || event.urgent`,
];

/** A bundle with one rule for purchases, and `count` rules for another type that has the same fields. */
const withOthers = (count: number): Bundle => {
  const bundle = bundleOf([
    rule({ when: `event.bids.exists(b, b.id == event.ocid)` }),
    ...Array.from({ length: count }, (_, at) =>
      rule({ id: `TST-ONE-${String(at + 100)}`, when: whens[at % whens.length] ?? "" }),
    ),
  ]);
  const moved = <T extends { readonly at: readonly string[] }>([first, ...rest]: readonly T[]): T[] =>
    first === undefined ? [] : [first, ...rest.map((one) => ({ ...one, at: [other] }))];
  const description = bundle.types[purchase.type];
  if (description === undefined) throw new Error("no such type");
  return {
    ...bundle,
    types: { ...bundle.types, [other]: description },
    rules: moved(bundle.rules),
    bindings: moved(bundle.bindings),
  };
};

/** An event that counts how often its fields and those of its bids are read. */
const countingEvent = (): { readonly data: JsonObject; readonly reads: () => number } => {
  let reads = 0;
  const counted = (fields: JsonObject): JsonObject => {
    const object: JsonObject = {};
    for (const [key, value] of Object.entries(fields))
      Object.defineProperty(object, key, {
        enumerable: true,
        get: () => {
          reads += 1;
          return value;
        },
      });
    return object;
  };
  const bids = ["1", "2", "3"].map((id) => counted({ id, phone: id }));
  return { data: counted({ ocid: "o", title: "t", count: 1, urgent: false, bids }), reads: () => reads };
};

const readsOf = (bundle: Bundle, type: string): number => {
  const evaluator = compile(bundle);
  const { data, reads } = countingEvent();
  const { findings } = evaluator.evaluate({ type, data, time: now });
  expect(findings.map((finding) => finding.result)).not.toContain("indeterminate");
  expect(findings).toHaveLength(type === other ? bundle.rules.length - 1 : 1);
  return reads();
};

describe("EN-5: an event costs what the rules of its type cost", () => {
  test("EN-5: rules of other types read nothing of it, not even the fields of a list that both share", () => {
    const alone = readsOf(withOthers(0), purchase.type);
    expect(alone).toBeGreaterThan(0);
    expect(readsOf(withOthers(100), purchase.type)).toBe(alone);
  });

  test("EN-5: events of types in turn each get the columns that their own rules read", () => {
    const evaluator = compile(withOthers(3));
    const data: JsonObject = { ocid: "2", title: "7", count: 1, urgent: false };
    const bids = ["1", "2", "3"].map((id) => ({ id, phone: "7" }));
    const results = (type: string): unknown[] =>
      evaluator.evaluate({ type, data: { ...data, bids }, time: now }).findings.map((one) => one.result);
    for (let turn = 0; turn < 3; turn += 1) {
      expect(results(purchase.type)).toEqual(["hit"]);
      expect(results(other)).toEqual(["hit", "hit", "clear"]);
    }
  });
});
