import type { Bundle, EventType, JsonObject, Model } from "@probity/contracts";
import * as fc from "fast-check";
import { buildBundle } from "../../src/author/index.ts";
import { flag, fraction, list, record, text, whole } from "../corpus/schema-parts.ts";

/** Schema of the events of random rules: every kind of value that JSON has. */
export const scalarSchema: ReturnType<typeof record> = record({
  i: whole,
  j: whole,
  x: fraction,
  y: fraction,
  s: text,
  t: text,
  p: flag,
  q: flag,
  l: list(whole, 20),
  w: list(text, 20),
  o: list(record({ a: whole, b: text }), 20),
  at: text,
  d: text,
});

/** Their event type. */
export const scalarType: EventType = {
  type: "corpus.scalar.recorded",
  version: "1.0",
  name: { "zh-CN": "标量", en: "Scalars" },
  phase: "during",
  decision: null,
  record: null,
  subject: ["s"],
  schema: scalarSchema,
};

const call = (
  parts: readonly fc.Arbitrary<string>[],
  write: (...texts: string[]) => string,
): fc.Arbitrary<string> => fc.tuple(...parts).map((texts) => write(...texts));
const pick = (...texts: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...texts);
const order = pick("<", "<=", ">", ">=", "==", "!=");
const equality = pick("==", "!=");
const leaf = pick("0", "2", "event.i", "event.l[0]");

interface Kinds {
  readonly int: string;
  readonly double: string;
  readonly string: string;
  readonly bool: string;
  readonly ints: string;
  readonly strings: string;
  readonly time: string;
  readonly span: string;
}

const options = { maxDepth: 4, depthIdentifier: "expression" };
const infix = (operands: fc.Arbitrary<string>, ...operators: readonly string[]): fc.Arbitrary<string> =>
  call([operands, pick(...operators), operands], (a, operator, b) => `(${a} ${operator} ${b})`);

const grammar = fc.letrec<Kinds>((tie) => {
  const of = (kind: keyof Kinds): fc.Arbitrary<string> => tie(kind) as fc.Arbitrary<string>; // every kind is a text
  const [int, double, string, bool] = [of("int"), of("double"), of("string"), of("bool")] as const;
  const [ints, strings, time, span] = [of("ints"), of("strings"), of("time"), of("span")] as const;
  const choose = (operands: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    call([bool, operands, operands], (when, a, b) => `(${when} ? ${a} : ${b})`);
  return {
    int: fc.oneof(
      options,
      fc.integer({ min: 0, max: 9 }).map(String),
      pick(
        "event.i",
        "event.j",
        "size(event.s)",
        "size(event.l)",
        "event.l[0]",
        "event.o[0].a",
        "event.l.size()",
      ),
      infix(int, "+", "-", "*", "/", "%"),
      call([int], (a) => `(-${a})`),
      call([fc.oneof(ints, strings, string)], (a) => `size(${a})`),
      call([ints, int], (a, b) => `${a}[${b}]`),
      call([pick('"12"', '"-3"', '"x"', "event.s")], (a) => `int(${a})`),
      call([pick("2.0", "2.75", "-2.75", "event.x")], (a) => `int(${a})`),
      call(
        [time, pick("getFullYear", "getMonth", "getDayOfWeek", "getDayOfYear", "getDate", "getHours")],
        (a, name) => `${a}.${name}()`,
      ),
      call([time], (a) => `${a}.getHours("Asia/Shanghai")`),
      call([span, pick("getHours", "getMinutes", "getSeconds")], (a, name) => `${a}.${name}()`),
      choose(int),
    ),
    double: fc.oneof(
      options,
      pick("0.0", "0.5", "2.0", "-3.25", "event.x", "event.y"),
      infix(double, "+", "-", "*", "/"),
      call([int], (a) => `double(${a})`),
      choose(double),
    ),
    string: fc.oneof(
      options,
      pick(`""`, `"a"`, `"ab"`, `"采购"`, "event.s", "event.t", "event.o[0].b", "event.w[1]"),
      infix(string, "+"),
      call([int], (a) => `string(${a})`),
      choose(string),
    ),
    ints: fc.oneof(
      options,
      pick("event.l", "[1, 2, 3]", "event.o.map(e, e.a)"),
      infix(ints, "+"),
      call([ints, leaf], (a, b) => `${a}.filter(e, e > ${b})`),
      call([ints, leaf], (a, b) => `${a}.map(e, e * ${b})`),
      call([ints, int], (a, b) => `[${b}] + ${a}`).map((a) => `(${a})`),
    ),
    strings: fc.oneof(
      options,
      pick("event.w", '["a", "b"]', "event.o.map(e, e.b)"),
      infix(strings, "+"),
      call([strings, string], (a, b) => `${a}.filter(e, e != ${b})`),
      call([strings], (a) => `${a}.map(e, e + "a")`),
    ),
    time: fc.oneof(
      options,
      pick(
        'timestamp("2026-05-01T09:00:00+08:00")',
        'timestamp("2024-02-29T23:59:59.5Z")',
        "timestamp(event.at)",
      ),
      call([time, span], (a, b) => `(${a} + ${b})`),
      call([time, span], (a, b) => `(${a} - ${b})`),
    ),
    span: fc.oneof(
      options,
      pick('duration("72h")', 'duration("90m")', 'duration("-1.5s")', "duration(event.d)"),
      infix(span, "+", "-"),
      call([time, time], (a, b) => `(${a} - ${b})`),
    ),
    bool: fc.oneof(
      options,
      pick("true", "false", "event.p", "event.q", "has(event.s)", "has(event.l)", "has(event.x)"),
      infix(bool, "&&", "||", "==", "!="),
      call([int, order, int], (a, operator, b) => `(${a} ${operator} ${b})`),
      call([double, order, double], (a, operator, b) => `(${a} ${operator} ${b})`),
      call([string, order, string], (a, operator, b) => `(${a} ${operator} ${b})`),
      call([time, order, time], (a, operator, b) => `(${a} ${operator} ${b})`),
      call([span, order, span], (a, operator, b) => `(${a} ${operator} ${b})`),
      call([ints, equality, ints], (a, operator, b) => `(${a} ${operator} ${b})`),
      call([strings, equality, strings], (a, operator, b) => `(${a} ${operator} ${b})`),
      call([bool], (a) => `!${a}`),
      call(
        [string, pick("contains", "startsWith", "endsWith"), string],
        (a, name, b) => `${a}.${name}(${b})`,
      ),
      call([string, pick('"^a"', '"b$"', '"^(a|b)*$"', '"[^a]"', '"采"')], (a, b) => `${a}.matches(${b})`),
      call([int, ints], (a, b) => `(${a} in ${b})`),
      call([string, strings], (a, b) => `(${a} in ${b})`),
      call([string], (a) => `(${a} in {"a": 1, "ab": 2})`),
      call([leaf], (a) => `event.l.exists(e, e > ${a})`),
      call([leaf], (a) => `event.l.all(e, e / ${a} < 3)`),
      call([leaf], (a) => `event.l.exists_one(e, e == ${a})`),
      call([string], (a) => `event.o.exists(e, e.b == ${a} || e.a / e.a == 1)`),
      call([leaf], (a) => `event.o.all(e, event.l.exists(f, f + e.a > ${a}))`),
      call([bool], (a) => `event.w.exists(e, ${a} || e == event.s)`),
      choose(bool),
    ),
  };
});

/** Bool expressions in which every operand has the type that its operator takes. */
export const randomCondition: fc.Arbitrary<string> = grammar.bool;

const orAbsent = <T>(usual: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(usual, { freq: 12, nil: undefined });

const small = fc.integer({ min: -20, max: 20 });
const half = fc.integer({ min: -40, max: 40 }).map((value) => value / 2);
const word = fc.constantFrom("", "a", "ab", "abc", "采购项目", "𝒜b", "！a", "12");
const moment = fc.constantFrom(
  "2026-05-01T01:00:00Z",
  "2026-12-31T23:59:59.999+08:00",
  "2026-02-31T00:00:00Z",
  "soon",
);
const length = fc.constantFrom("1h", "36h30m", "-2s", "0.001s", "5 days");

/** Events of random rules: any field may be absent, in lists of objects, too. */
export const randomEvent: fc.Arbitrary<JsonObject> = fc
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
    w: orAbsent(fc.array(word, { maxLength: 4 })),
    o: orAbsent(fc.array(fc.record({ a: orAbsent(small), b: orAbsent(word) }), { maxLength: 3 })),
    at: orAbsent(moment),
    d: orAbsent(length),
  })
  .map((value) => JSON.parse(JSON.stringify(value)));

const both = (value: string): { "zh-CN": string; en: string } => ({ "zh-CN": value, en: value });

/** The bundle of one random rule. Throws the coded error of a text that is outside the profile. */
export const randomBundle = (when: string): Bundle => {
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
