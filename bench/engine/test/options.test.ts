import { describe, expect, test } from "vitest";
import { readOptions } from "../options.ts";

describe("QU-6: the command line of bench:engine", () => {
  test("without arguments it measures 12, 82 and 510 rules against every peer", () => {
    expect(readOptions([])).toMatchObject({
      rules: [12, 82, 510],
      peers: ["hand", "marcbachmann", "bufbuild", "cel-js", "json-logic"],
      seconds: 3,
      json: undefined,
    });
  });

  test("--help asks for the help text and nothing else", () => {
    expect(readOptions(["--help"])).toBeUndefined();
  });

  test.each([
    [["--rules", "0"], /whole numbers/],
    [["--rules", "12,many"], /whole numbers/],
    [["--peers", "drools"], /no such peer: drools/],
    [["--seconds", "-1"], /seconds/],
    [["--fast"], /fast/],
  ])("%j is refused with a reason", (args, reason) => {
    expect(() => readOptions(args)).toThrow(reason);
  });
});
