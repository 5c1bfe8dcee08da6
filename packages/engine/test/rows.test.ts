import { ProbityError } from "@probity/contracts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileModel, conditionOf, environments, type Row, rowsOf } from "../src/author/index.ts";
import { parseText } from "../src/author/parse-text.ts";
import { condition } from "./fuzz/expressions.ts";
import { anyText } from "./fuzz/texts.ts";
import { both, model, notice, purchase, rule } from "./support/make.ts";

const types = [purchase, notice];
const environmentOf = environments(types);
const params = {
  limit: { type: "money", default: { amount: 5000, currency: "CNY" }, description: both("x") },
  days: { type: "int", default: 3, description: both("x") },
  cut: { type: "double", default: 0.5, description: both("x") },
  wait: { type: "duration", default: "300s", description: both("x") },
  words: { type: "list<string>", default: ["a", "b"], description: both("x") },
} as const;

/** The checked IR of a condition, or the code of the error that refuses it. */
function irOf(when: string): unknown {
  try {
    return compileModel(model(rule({ when, params })), types, environmentOf)[0]?.when;
  } catch (error) {
    if (error instanceof ProbityError) return error.code;
    throw error;
  }
}

/** A tree without the places of its text, which another spelling changes. */
const withoutPlaces = (text: string): unknown =>
  JSON.parse(JSON.stringify(parseText(text), (key, value: unknown) => (key === "at" ? undefined : value)));

const roundTrip = (text: string): string => conditionOf(rowsOf(text));

const titleIs = (value: string): Row => ({
  kind: "compare",
  left: { kind: "path", names: ["event", "title"] },
  comparison: "==",
  right: { kind: "constant", code: "s", value },
});

const among = (row: Row): Row => ({ kind: "group", join: "all", rows: [titleIs("a"), row] });

describe("ML-4: a condition as rows", () => {
  test("random conditions go through rows and back: the same tree, the same checked IR", () => {
    const counts = { conditions: 0, compiled: 0, lost: 0 };
    fc.assert(
      fc.property(condition, (text) => {
        let before: unknown;
        try {
          before = withoutPlaces(text);
        } catch (error) {
          // Not in the profile at all.
          if (error instanceof ProbityError) return;
          throw error;
        }
        const back = roundTrip(text);
        counts.conditions += 1;
        if (JSON.stringify(withoutPlaces(back)) !== JSON.stringify(before)) counts.lost += 1;
        expect(withoutPlaces(back)).toEqual(before);
        const ir = irOf(text);
        if (Array.isArray(ir)) counts.compiled += 1;
        expect(irOf(back)).toEqual(ir);
      }),
      { numRuns: 1500, seed: 20261130 },
    );
    console.log("random conditions:", JSON.stringify(counts));
    expect(counts.compiled).toBeGreaterThan(300);
  });

  test.each([
    ["has(event.title) && event.share < 60.0"],
    ["event.urgent || event.count > 10"],
    ["(event.urgent || event.count > 10) && !(event.count in [1, 2])"],
    ["event.bids.exists(b, b.id == 'x' && b.value.amount > 5)"],
    ["!event.urgent ? event.count == 1 : event.count == 2"],
    ["event.tags[0] == r'\\d' && event.title.matches('^a\\\\.b$')"],
    ["event.count - (event.count - 1) - 2 == -(5) - -5"],
    ["cel.bind(z, event.count * 2, z > 1 && z < 9)"],
    ["event.labels['a b'] == 1 // why\n && true"],
    ["sets.intersects(event.tags, params.words)"],
    ["{true: event.urgent}[event.count > 1]"],
    ["event.noticeAt + duration('72h') < now && 1.0 / 3.0 > 1e-7 && 5u == 5u && b'\\xff\\x00' != b''"],
  ])("%s is the same tree afterwards", (text) => {
    expect(withoutPlaces(roundTrip(text))).toEqual(withoutPlaces(text));
  });

  test("what rows cannot show stays as text in its place, beside rows", () => {
    const row = rowsOf("event.count > 3 && (event.urgent ? true : event.title == 'x')");
    expect(row).toEqual({
      kind: "group",
      join: "all",
      rows: [
        {
          kind: "compare",
          left: { kind: "path", names: ["event", "count"] },
          comparison: ">",
          right: { kind: "constant", code: "i", value: 3 },
        },
        { kind: "advanced", text: 'event.urgent ? true : event.title == "x"' },
      ],
    });
    expect(conditionOf(row)).toBe('event.count > 3 && (event.urgent ? true : event.title == "x")');
  });

  test("SE-4: no text that somebody enters becomes a condition", () => {
    for (const hostile of ['\\" || true //', '" || true || "', "x\n|| true", "\\", "\u0000\u007f\u2028'`"])
      expect(rowsOf(conditionOf(titleIs(hostile)))).toEqual(titleIs(hostile));
    fc.assert(
      fc.property(anyText, (value) => {
        expect(rowsOf(conditionOf(titleIs(value)))).toEqual(titleIs(value.toWellFormed()));
      }),
      { numRuns: 2000, seed: 7 },
    );
  });

  test("SE-4: names and advanced texts that are not one whole expression are refused", () => {
    const path = { kind: "path", names: ["event", "a || true"] } as const;
    for (const row of [
      { kind: "truth", term: path },
      { kind: "given", path },
      { kind: "given", path: { kind: "path", names: ["event"] } },
      { kind: "advanced", text: "true) || (true" },
      { kind: "advanced", text: "" },
      { kind: "truth", term: { kind: "function", name: "x(1) || y", member: false, args: [] } },
    ] as const)
      expect(() => conditionOf(among(row))).toThrow(ProbityError);
    // A comment does not swallow what follows.
    expect(conditionOf(among({ kind: "advanced", text: "event.urgent // why\n" }))).toBe(
      'event.title == "a" && event.urgent',
    );
  });
});
