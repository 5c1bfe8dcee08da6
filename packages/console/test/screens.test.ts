import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const folder = join(import.meta.dirname, "../src/screens");
// Read as text: a screen's module needs a browser.
const sources = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => readFileSync(join(folder, name, "screen.ts"), "utf8"));
const all = (pattern: RegExp): readonly string[] =>
  sources.flatMap((source) => pattern.exec(source)?.[1] ?? []);

test("UI-1: each letter after g opens one screen, and each screen has its own address", () => {
  const keys = all(/nav: \{[^}]*key: "(.)"/);
  const paths = all(/path: "([^"]+)"/);
  expect(keys.length).toBeGreaterThan(10);
  expect(paths.length).toBe(sources.length);
  for (const values of [keys, paths]) expect(new Set(values).size).toBe(values.length);
});
