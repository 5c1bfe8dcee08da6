import { describe, expect, test } from "vitest";
import { readOptions } from "../options.ts";

describe("QU-6: the command line of bench:server", () => {
  test("without arguments it measures everything on both databases, with the histories of PC-9", () => {
    expect(readOptions([])).toMatchObject({
      engines: ["postgres", "pglite"],
      lanes: ["ingest", "precheck", "peer"],
      events: [1_000_000, 5_000_000],
      edges: 1_000_000,
      rates: [200, 1000, 3000],
      beside: 2000,
      rules: 82,
    });
  });

  test("--quick is small, and what is asked for beside it counts", () => {
    expect(readOptions(["--quick", "--events", "50000"])).toMatchObject({
      events: [50_000],
      edges: 20_000,
      rates: [1000],
      seconds: 2,
    });
  });

  test("lists take some, in the usual order and each once", () => {
    expect(
      readOptions(["--engines", "pglite", "--lanes", "peer,ingest", "--rates", "1000,200,1000"]),
    ).toMatchObject({ engines: ["pglite"], lanes: ["ingest", "peer"], rates: [200, 1000] });
  });

  test("--help asks for the help text and nothing else", () => {
    expect(readOptions(["--help"])).toBeUndefined();
  });

  test.each([
    [["--engines", "postgres,sqlite"], /no sqlite; there are postgres, pglite/],
    [["--lanes", "fast"], /no fast/],
    [["--events", "many"], /--events: not a whole number/],
    [["--rates", "1000,,"], /--rates: not a whole number/],
    [["--rules", "101"], /from 1 to 100/],
    [["--seconds", "0.5"], /whole number from 1/],
    [["--slow"], /slow/],
  ])("%j is refused with a reason", (args, reason) => {
    expect(() => readOptions(args)).toThrow(reason);
  });
});
