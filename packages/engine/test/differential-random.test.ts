import type { Bundle, EventType, JsonObject, Model } from "@probity/contracts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildBundle } from "../src/author/index.ts";
import { compile } from "../src/index.ts";
import { compileBufbuild } from "./corpus/bufbuild.ts";
import { flag, fraction, list, record, text, whole } from "./corpus/schema-parts.ts";
import { celView, type Verdict } from "./corpus/verdict.ts";

const schema = record({
  i: whole,
  j: whole,
  x: fraction,
  y: fraction,
  s: text,
  t: text,
  p: flag,
  q: flag,
  l: list(whole, 20),
});

const scalarType: EventType = {
  type: "corpus.scalar.recorded",
  version: "1.0",
  name: { "zh-CN": "标量", en: "Scalars" },
  phase: "during",
  decision: null,
  record: null,
  subject: ["s"],
  schema,
};

const call = (
  parts: readonly fc.Arbitrary<string>[],
  write: (...texts: string[]) => string,
): fc.Arbitrary<string> => fc.tuple(...parts).map((texts) => write(...texts));

/** Bool expressions in which every operand has the type that its operator takes, nested up to depth 4. */
const { bool: condition } = fc.letrec<{ int: string; double: string; string: string; bool: string }>(
  (tie) => {
    const int = tie("int");
    const double = tie("double");
    const string = tie("string");
    const bool = tie("bool");
    const infix = (operands: fc.Arbitrary<string>, operators: readonly string[]): fc.Arbitrary<string> =>
      call(
        [operands, fc.constantFrom(...operators), operands],
        (a, operator, b) => `(${a} ${operator} ${b})`,
      );
    const choose = (operands: fc.Arbitrary<string>): fc.Arbitrary<string> =>
      call([bool, operands, operands], (when, a, b) => `(${when} ? ${a} : ${b})`);
    const leaf = fc.constantFrom("0", "2", "event.i", "event.l[0]");
    const order = ["<", "<=", ">", ">=", "==", "!="];
    const options = { maxDepth: 4, depthIdentifier: "expression" };
    return {
      int: fc.oneof(
        options,
        fc.integer({ min: 0, max: 9 }).map(String),
        fc.constantFrom("event.i", "event.j", "size(event.s)", "size(event.l)", "event.l[0]"),
        infix(int, ["+", "-", "*", "/", "%"]),
        call([int], (a) => `(-${a})`),
        choose(int),
      ),
      double: fc.oneof(
        options,
        fc.constantFrom("0.0", "0.5", "2.0", "-3.25", "event.x", "event.y"),
        infix(double, ["+", "-", "*", "/"]),
        call([int], (a) => `double(${a})`),
        choose(double),
      ),
      string: fc.oneof(
        options,
        fc.constantFrom(`""`, `"a"`, `"ab"`, `"采购"`, "event.s", "event.t"),
        infix(string, ["+"]),
        choose(string),
      ),
      bool: fc.oneof(
        options,
        fc.constantFrom("true", "false", "event.p", "event.q", "has(event.s)", "has(event.l)"),
        infix(bool, ["&&", "||", "==", "!="]),
        infix(int, order),
        infix(double, order),
        infix(string, order),
        call([bool], (a) => `!${a}`),
        call([string, string], (a, b) => `${a}.contains(${b})`),
        call([string, string], (a, b) => `${a}.startsWith(${b})`),
        call([int], (a) => `(${a} in event.l)`),
        call([leaf], (a) => `event.l.exists(e, e > ${a})`),
        call([leaf], (a) => `event.l.all(e, e / ${a} < 3)`),
        choose(bool),
      ),
    };
  },
);

const orAbsent = <T>(usual: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(usual, { freq: 12, nil: undefined });

const small = fc.integer({ min: -20, max: 20 });
const half = fc.integer({ min: -40, max: 40 }).map((value) => value / 2);
const word = fc.constantFrom("", "a", "ab", "abc", "采购项目", "𝒜b");

const eventOf: fc.Arbitrary<JsonObject> = fc
  .record({
    i: orAbsent(small),
    j: orAbsent(small),
    x: orAbsent(half),
    y: orAbsent(half),
    s: orAbsent(word),
    t: orAbsent(word),
    p: orAbsent(fc.boolean()),
    q: orAbsent(fc.boolean()),
    l: orAbsent(fc.array(small, { maxLength: 4 })),
  })
  .map((value) => JSON.parse(JSON.stringify(value)));

const both = (value: string): { "zh-CN": string; en: string } => ({ "zh-CN": value, en: value });

const bundleOf = (when: string): Bundle => {
  const model: Model = {
    id: "COR-RND",
    version: "1.0.0",
    name: both("random"),
    description: both("random"),
    domain: "COR",
    created: "2026-01-01",
    rules: [
      {
        id: "COR-RND-001",
        version: "1.0.0",
        name: both("random"),
        point: both("random"),
        explanation: both("random"),
        message: both("random"),
        probability: 1,
        harm: 1,
        level: 3,
        class: "business",
        phase: "during",
        at: [scalarType.type],
        reads: "event",
        ceiling: "warn",
        disclosure: "full",
        when,
        basis: ["random"],
        review: "2027-01-01",
      },
    ],
  };
  return buildBundle({
    source: "corpus",
    version: 1,
    createdAt: "2026-01-01T00:00:00Z",
    notBefore: "2026-01-01T00:00:00Z",
    expiresAt: "2027-01-01T00:00:00Z",
    timeZone: "Asia/Shanghai",
    types: [scalarType],
    models: [model],
    bindings: [{ id: "b", rule: "COR-RND-001", source: "*", action: "warn" }],
  });
};

const verdicts: Readonly<Record<string, Verdict>> = { hit: true, clear: false };

describe("EN-2: random expressions", () => {
  test("give the verdict that @bufbuild/cel gives, errors included", () => {
    const runs = Number(process.env["PROBITY_DIFFERENTIAL_RUNS"] ?? 500);
    fc.assert(
      fc.property(condition, fc.array(eventOf, { minLength: 3, maxLength: 3 }), (cel, events) => {
        const evaluator = compile(bundleOf(cel));
        const oracle = compileBufbuild(cel);
        for (const data of events) {
          const [finding] = evaluator.evaluate({
            type: scalarType.type,
            data,
            time: "2026-06-01T10:00:00Z",
          }).findings;
          expect(verdicts[finding?.result ?? ""]).toBe(oracle(celView(data, schema)));
        }
      }),
      { numRuns: runs, seed: Number(process.env["PROBITY_DIFFERENTIAL_SEED"] ?? 1) },
    );
  });
});
