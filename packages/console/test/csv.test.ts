import { expect, test } from "vitest";
import { csvOf } from "../src/files/csv.ts";

test("UI-1: a table that is taken along has no formulas, and commas, quotes and lines stay in their cells", () => {
  const text = csvOf([
    ["a", '"b", c'],
    ["=1+1", "-2"],
    ["@x", "two\nlines"],
  ]);
  expect(text).toBe(`\uFEFFa,"""b"", c"\r\n'=1+1,'-2\r\n'@x,"two\nlines"\r\n`);
});
