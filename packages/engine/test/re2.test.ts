import { RE2JS } from "@bufbuild/re2";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { re2 } from "../src/re2/index.ts";
import { wholeTextPattern } from "../src/re2/whole-text.ts";

const parts = [
  "a",
  "b",
  "|",
  "(",
  ")",
  "[",
  "]",
  "^",
  "$",
  "\\",
  "*",
  "?",
  "+",
  ".",
  "{2}",
  "\n",
  "-",
  "\\d",
];
const more = ["(?:", "(?i)", "(?P<n>", "\\Q", "\\E", "\\b", "1", "\\$", "\\\\", "[^a]", "[]a]"];

/** What the library itself says, or undefined for a pattern that is none. */
const plain = (pattern: string): ((text: string) => boolean) | undefined => {
  try {
    const compiled = RE2JS.compile(pattern);
    return (text) => compiled.test(text);
  } catch {
    return undefined;
  }
};

describe("EN-2: patterns", () => {
  test.each([
    ["^(a|b)$", "(a|b)"],
    ["^[^$]+$", "[^$]+"],
    ["^a|b$", undefined],
    ["^*a$", undefined],
    ["^(?i)a$", undefined],
    ["^a\\$", undefined],
    ["a$", undefined],
  ])("EN-2: the inside of %s is %s", (pattern, inside) => expect(wholeTextPattern(pattern)).toBe(inside));

  test("EN-2: matching a whole text at once is the same as searching it", () => {
    let compared = 0;
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...parts, ...more), { maxLength: 7 }),
        fc.string({ unit: fc.constantFrom("a", "b", "1", "\n", "$", "|", "A", "\\"), maxLength: 5 }),
        (inside, text) => {
          const pattern = `^${inside.join("")}$`;
          const expected = plain(pattern);
          if (expected === undefined) {
            expect(() => re2(pattern)).toThrow(Error);
            return;
          }
          compared++;
          expect(re2(pattern).test(text)).toBe(expected(text));
        },
      ),
      { numRuns: 5000, seed: 20261121 },
    );
    expect(compared).toBeGreaterThan(1000);
  });
});
