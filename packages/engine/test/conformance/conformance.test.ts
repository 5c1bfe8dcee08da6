import { describe, expect, test } from "vitest";
import { outOfProfile } from "./out-of-profile.ts";
import { runTest } from "./run.ts";
import { conformanceTests } from "./suite.ts";

const all = conformanceTests();
const inProfile = all.filter((item) => !outOfProfile.some((out) => out.test(item)));

describe("EN-2: the CEL conformance suite", () => {
  test("EN-2: what is outside the profile is listed by construct", () => {
    const counts = outOfProfile.map((out) => [
      out.construct,
      all.filter((item) => outOfProfile.find((one) => one.test(item)) === out).length,
    ]);
    expect(Object.fromEntries(counts)).toEqual({
      "protobuf messages, enums, wrappers, Any": 694,
      "optional values": 59,
      "extension libraries: block, math, encoders, two-variable macros": 274,
      "strings.quote, format, reverse": 110,
      "integers beyond 2^53": 65,
      "declared functions": 5,
      "containers and qualified variable names": 13,
      "back-quoted field names": 34,
      "patterns that are not literals": 0,
      "deduced types only": 9,
    });
    expect(inProfile).toHaveLength(1081);
  });

  const suites = [...new Set(inProfile.map((item) => item.suite))];
  test.each(suites)("EN-2: every in-profile test of %s passes", (suite) => {
    const wrong = inProfile
      .filter((item) => item.suite === suite)
      .map((item) => ({ item, ...runTest(item) }))
      .filter(({ actual, expected }) => actual !== expected)
      .map(
        ({ item, actual, expected }) => `${item.path}: ${item.original.expr} gave ${actual}, not ${expected}`,
      );
    expect(wrong).toEqual([]);
  });
});
