import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const source = join(import.meta.dirname, "..", "src");

/** The files that the main door reaches, and what they import from elsewhere. */
function reach(entry: string): {
  readonly files: ReadonlySet<string>;
  readonly outside: ReadonlySet<string>;
} {
  const files = new Set<string>();
  const outside = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    for (const match of readFileSync(file, "utf8").matchAll(/ from "([^"]+)"/g)) {
      const target = match[1] ?? "";
      if (target.startsWith(".")) visit(join(dirname(file), target));
      else outside.add(target);
    }
  };
  visit(entry);
  return { files, outside };
}

test("EN-1: the main door needs nothing but the contracts: no parser, no Node", () => {
  const { files, outside } = reach(join(source, "index.ts"));
  expect([...outside]).toEqual(["@probity/contracts"]);
  expect([...files].filter((file) => file.includes("/src/author/") || file.includes("/re2/"))).toEqual([]);
});

test("EN-1: no clock, no randomness, no code from text", () => {
  const { files } = reach(join(source, "index.ts"));
  for (const file of files)
    expect(readFileSync(file, "utf8"), file).not.toMatch(
      /\beval\(|new Function|Date\.now|new Date\(\)|performance\.|Math\.random|process\.[a-z]|globalThis/,
    );
});
