import { describe, expect, test } from "vitest";
import { readOptions } from "../options.ts";

describe("QU-6: the command line of bench:delivery", () => {
  test("without arguments each paced cell runs three times for 4 s, and 11 processes import", () => {
    expect(readOptions([])).toMatchObject({ seconds: 4, rounds: 3, imports: 11, json: undefined });
  });

  test("--help asks for the help text and nothing else", () => {
    expect(readOptions(["--help"])).toBeUndefined();
  });

  test.each([
    [["--seconds", "0"], /above 0/],
    [["--rounds", "1.5"], /whole number/],
    [["--fast"], /fast/],
  ])("%j is refused with a reason", (args, reason) => {
    expect(() => readOptions(args)).toThrow(reason);
  });
});
