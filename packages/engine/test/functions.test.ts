import { expect, test } from "vitest";
import { signatures } from "../src/author/index.ts";
import { codeOf } from "../src/author/type.ts";
import { runtimeFunctions } from "../src/functions/table.ts";

test("EN-1: every signature has a function that takes as many arguments and gives what it promises", () => {
  for (const { name, id, params, result } of signatures) {
    const runs = runtimeFunctions.get(id);
    expect(runs, name).toBeDefined();
    expect(params.length).toBeGreaterThanOrEqual(runs?.least ?? Infinity);
    expect(params.length).toBeLessThanOrEqual(runs?.most ?? -1);
    if (runs?.result !== "*") expect(runs?.result, name).toBe(codeOf(result));
  }
});

test("EN-1: every function can be called from a rule", () => {
  const called = new Set(signatures.map((item) => item.id));
  expect([...runtimeFunctions.keys()].filter((id) => !called.has(id))).toEqual([]);
});
