import { describe, expect, test } from "vitest";
import { argsOf, readOptions } from "../options.ts";

describe("QU-6: the command line of bench:engine", () => {
  test("without arguments it measures 12, 82 and 510 rules against every peer", () => {
    expect(readOptions([])).toMatchObject({
      rules: [12, 82, 510],
      peers: ["hand", "marcbachmann", "bufbuild", "cel-js", "json-logic"],
      seconds: 3,
      json: undefined,
      gate: false,
      nodes: [],
    });
  });

  test("--quick is gated, and so is --gate", () => {
    expect(readOptions(["--quick"])).toMatchObject({ rules: [12, 82], seconds: 0.4, gate: true });
    expect(readOptions(["--gate"])).toMatchObject({ rules: [12, 82, 510], seconds: 3, gate: true });
  });

  test("--nodes runs the same again, each with a file of its own", () => {
    const options = readOptions(["--nodes", "24,26", "--quick", "--json", "out/figures.json"]);
    expect(options?.nodes).toEqual([24, 26]);
    if (options === undefined) return;
    expect(readOptions(argsOf(options, 24))).toEqual({
      ...options,
      nodes: [],
      json: "out/figures.node24.json",
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
    [["--nodes", "18"], /versions of Node/],
    [["--fast"], /fast/],
  ])("%j is refused with a reason", (args, reason) => {
    expect(() => readOptions(args)).toThrow(reason);
  });
});
