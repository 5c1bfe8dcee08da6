import * as fc from "fast-check";
import { celText, corpusRules } from "../corpus/rules.ts";

const corpus: readonly string[] = corpusRules.map((rule) => celText(rule.cel, rule.limits));

const pieces: readonly string[] = [
  "()[]{}.,:?!-+*/%<>=&|\"'`@#;\\\n\t $_".split(""),
  ["&&", "||", "==", "!=", "<=", ">=", "?", ".?", "[?", "{?", '"""', "'''", "//", "\\u12", "0x", "1e", "1u"],
  ["true", "false", "null", "in", "has(", "event", "record", "params", "now", "size(", "distinct("],
  [".exists(x, ", ".all(x, ", ".map(x, ", ".filter(x, ", "cel.bind(x, ", "sets.contains(", ".matches("],
  [
    "event.title",
    "event.count",
    "event.bids",
    "event.value.amount",
    "x",
    "x.id",
    '"a"',
    "'b'",
    'r"\\d"',
    "b'x'",
  ],
  ["1", "1.5", "9007199254740993", "-", 'duration("1h")', 'timestamp("2026-05-01T00:00:00Z")', "as", "for"],
  ["__proto__", "constructor", "字", "（", "“", "😀", "\ud800", "\u0000", "\u2028"],
].flat();

/** Some of the tokens of CEL, of other languages and of none, in any order. */
const soup: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...pieces), { maxLength: 60 })
  .chain((parts) => fc.constantFrom("", " ").map((between) => parts.join(between)));

interface Cut {
  readonly from: number;
  readonly length: number;
  readonly put: string;
}

const cut: fc.Arbitrary<Cut> = fc.record({
  from: fc.nat(1200),
  length: fc.nat(12),
  put: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 5 })),
});

/** A rule of the corpus with some of its characters replaced. */
const damaged: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...corpus), fc.array(cut, { minLength: 1, maxLength: 4 }))
  .map(([text, cuts]) =>
    cuts.reduce((made, { from, length, put }) => {
      const at = made.length === 0 ? 0 : from % made.length;
      return made.slice(0, at) + put + made.slice(at + length);
    }, text),
  );

/** Texts that an author, an attacker or a cat could send as a condition. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 200 }) },
  { weight: 4, arbitrary: soup },
  { weight: 4, arbitrary: damaged },
);
