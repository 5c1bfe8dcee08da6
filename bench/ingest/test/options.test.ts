import { describe, expect, test } from "vitest";
import { readOptions } from "../options.ts";

describe("QU-6: the command line of bench:ingest", () => {
  test("without arguments it measures both databases and scores 82 rules", () => {
    expect(readOptions([])).toMatchObject({ engines: ["postgres", "pglite"], events: 60_000, rules: 82 });
  });

  test("--engine takes one of them", () => {
    expect(readOptions(["--engine", "pglite"])).toMatchObject({ engines: ["pglite"] });
  });

  test("--help asks for the help text and nothing else", () => {
    expect(readOptions(["--help"])).toBeUndefined();
  });

  test.each([
    [["--engine", "sqlite"], /no such engine: sqlite/],
    [["--rules", "101"], /whole number from 1 to 100/],
    [["--events", "none"], /whole number/],
    [["--fast"], /fast/],
  ])("%j is refused with a reason", (args, reason) => {
    expect(() => readOptions(args)).toThrow(reason);
  });
});
