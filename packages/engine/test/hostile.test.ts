import { type Bundle, type Json, type JsonObject, ProbityError } from "@probity/contracts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compile } from "../src/index.ts";
import { irForms } from "../src/ir/nodes.ts";
import { re2 } from "../src/re2/index.ts";
import { runtimeFunctions } from "../src/functions/table.ts";
import { hostileCases } from "./hostile/cases.ts";
import { bundleOf, judge, now, purchase, rule } from "./support/make.ts";

const seed = 20260501;
const ids = [...runtimeFunctions.keys(), "valueOf", "constructor", "__proto__"];

const { node } = fc.letrec<{ node: Json }>((tie) => {
  const leaf = fc.oneof(
    fc.constantFrom(
      "event",
      "record",
      "params",
      "now",
      "b",
      "i",
      "s",
      "m",
      "*",
      "__proto__",
      "title",
      "bids",
      "a+",
    ),
    fc.constantFrom(...ids),
    fc.integer({ min: -2, max: 3 }),
    fc.jsonValue().map((value): Json => JSON.parse(JSON.stringify(value))),
  );
  const form = fc
    .tuple(fc.constantFrom(...irForms, "valueOf"), fc.array(tie("node"), { maxLength: 4 }))
    .map(([name, rest]): Json => [name, ...rest]);
  return { node: fc.oneof({ maxDepth: 6, depthSize: "medium", withCrossShrink: true }, leaf, form, form) };
});

const base = bundleOf([rule({ when: "event.count > 1", applies: "true" })]);

describe("EN-3: hostile bundles", () => {
  test("EN-3: any IR either compiles and gives a finding, or is refused with a code", () => {
    const judged = { compiled: 0, refused: 0 };
    fc.assert(
      fc.property(node, fc.object({ maxDepth: 2 }), (when, given) => {
        const data: JsonObject = JSON.parse(JSON.stringify({ ...given, title: "a", bids: [{}] }));
        const bundle = { ...base, rules: base.rules.map((item) => ({ ...item, when })) } as Bundle;
        try {
          const { findings } = compile(bundle, { regex: re2 }).evaluate({
            type: purchase.type,
            data,
            time: now,
          });
          expect(findings).toHaveLength(1);
          judged.compiled++;
        } catch (error) {
          if (!(error instanceof ProbityError)) throw error;
          expect(error.code).toBe("PROBITY_E_BUNDLE_FORMAT");
          judged.refused++;
        }
      }),
      { numRuns: 3000, seed },
    );
    expect(judged.refused).toBeGreaterThan(100);
    expect(judged.compiled).toBeGreaterThan(5);
  });

  test("EN-3: a bundle broken at any place is refused or still answers", () => {
    const text = JSON.stringify(base);
    const paths = [...text.matchAll(/"([a-zA-Z]+)":/g)].map((match) => match[1] ?? "");
    for (const key of new Set(paths)) {
      for (const value of [null, 5, "x", [], {}, [[[]]], { constructor: 1 }]) {
        const broken: Bundle = JSON.parse(text, (name, old: unknown) => (name === key ? value : old));
        try {
          compile(broken, { regex: re2 }).evaluate({ type: purchase.type, data: {}, time: now });
        } catch (error) {
          if (!(error instanceof ProbityError)) throw error;
          expect(error.code).toBe("PROBITY_E_BUNDLE_FORMAT");
        }
      }
    }
  });

  test("EN-3: deep and huge IR is refused before the stack is", () => {
    const deep = Array.from({ length: 50_000 }).reduce<Json>((inner) => ["not", inner], ["lit", "b", true]);
    const wide = ["and", ...Array.from({ length: 50_000 }, (): Json => ["lit", "b", true])];
    for (const when of [deep, wide]) {
      const bundle = { ...base, rules: base.rules.map((item) => ({ ...item, when })) } as Bundle;
      expect(() => compile(bundle)).toThrow(expect.objectContaining({ code: "PROBITY_E_BUNDLE_FORMAT" }));
    }
  });
});

describe("EN-3: hostile rules", () => {
  test.each(hostileCases)("EN-3: $name ends with the budget", ({ when, data }) => {
    expect(judge(when, data()).reason?.code).toBe("budget");
  });

  test("EN-3: a map that is listed, boxed or compared costs by its size, so that a small one costs next to nothing", () => {
    const labels = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`key-${at}`, at]));
    const tags = Array.from({ length: 90 }, (_, at) => `t${at}`);
    const when = "event.tags.all(t, event.labels == event.labels && event.labels.exists(k, true))";
    expect(judge(when, { tags, labels }).result).toBe("hit");
  });
});

describe("EN-3: hostile data", () => {
  const whens = [
    "event.value.amount > 1 && event.noticeAt < now",
    "event.bids.exists(b, event.bids.exists(c, b.id != c.id && b.value == c.value))",
    "size(distinct(event.bids.map(b, b.value.amount))) > 1 || event.tags.exists(t, t.matches('^a'))",
    "event.anything == event.labels || event.labels.exists(k, event.labels[k] > 1)",
    "string(event.anything) == event.title + event.ocid",
  ];
  const evaluator = compile(bundleOf(whens.map((when, at) => rule({ when, id: `TST-ONE-00${at + 1}` }))), {
    regex: re2,
  });
  const key = fc.constantFrom(
    "value",
    "amount",
    "currency",
    "bids",
    "tags",
    "anything",
    "labels",
    "title",
    "ocid",
    "id",
    "noticeAt",
    "__proto__",
    "length",
  );

  test("EN-3: no data makes evaluate throw, and every rule gives a finding", () => {
    fc.assert(
      fc.property(fc.object({ key, maxDepth: 5 }), (given) => {
        // Not only JSON: a host may pass what its types forbid.
        const data = given as JsonObject;
        const { findings } = evaluator.evaluate({ type: purchase.type, data, time: now });
        expect(findings).toHaveLength(whens.length);
        for (const finding of findings)
          expect(finding.result === "indeterminate").toBe(finding.reason !== undefined);
      }),
      { numRuns: 2000, seed },
    );
  });

  test("EN-3: data with throwing getters, cycles, or of the wrong kind", () => {
    const cycle: Record<string, unknown> = {};
    cycle["anything"] = cycle;
    const getter = Object.defineProperty({}, "bids", {
      enumerable: true,
      get: () => {
        throw new Error("no");
      },
    });
    for (const data of [cycle, getter, null, 5, "text", [], new Map()]) {
      const input = { type: purchase.type, data: data as unknown as JsonObject, time: now };
      expect(evaluator.evaluate(input).findings).toHaveLength(whens.length);
    }
  });

  test("EN-1: the same input gives the same findings, and types without rules give none", () => {
    const input = { type: purchase.type, data: { title: "a" }, time: now };
    expect(evaluator.evaluate(input)).toEqual(evaluator.evaluate(input));
    expect(evaluator.evaluate({ ...input, type: "unknown.type" }).findings).toEqual([]);
    expect(evaluator.evaluate({ ...input, type: "constructor" }).findings).toEqual([]);
  });
});
