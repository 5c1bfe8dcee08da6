import { describe, expect, test } from "vitest";
import { readOptions } from "../options.ts";
import type { Row } from "../row.ts";

const row = (id: string, quick: boolean): Row => ({
  id,
  title: id,
  quick,
  play: () => Promise.reject(new Error("not to be played")),
});
const rows = [row("calm", true), row("storm", false)];

describe("QU-6: the command line of test:faults", () => {
  test("without arguments every row plays with 10,000 events, and 200 kills meet 100,000", () => {
    const options = readOptions([], rows);
    expect(options?.rows).toEqual(rows);
    expect(options?.scale).toMatchObject({ events: 10_000, kills: 50, killEvents: 25_000 });
  });

  test("--quick plays the rows that are marked for it", () => {
    expect(readOptions(["--quick"], rows)?.rows.map(({ id }) => id)).toEqual(["calm"]);
  });

  test("--rows names them, quick or not", () => {
    expect(readOptions(["--quick", "--rows", "storm"], rows)?.rows.map(({ id }) => id)).toEqual(["storm"]);
  });

  test("--help asks for the help text and nothing else", () => {
    expect(readOptions(["--help"], rows)).toBeUndefined();
  });

  test.each([
    [["--rows", "flood"], /no such row: flood/],
    [["--events", "0"], /whole number/],
    [["--lanes", "many"], /whole number/],
    [["--fast"], /fast/],
  ])("%j is refused with a reason", (args, reason) => {
    expect(() => readOptions(args, rows)).toThrow(reason);
  });
});
