import { expect, test } from "vitest";
import { signatures } from "../src/author/index.ts";
import { codeOf } from "../src/author/type.ts";
import { runtimeFunctions } from "../src/functions/table.ts";
import { judge } from "./support/make.ts";

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

test("EN-2: parts of negative durations are cut off towards zero, and a zero has no sign", () => {
  for (const [call, text] of [
    ["duration('-2s').getMinutes()", "0"],
    ["duration('-0.5s').getSeconds()", "0"],
    ["int(duration('-0.5s'))", "0"],
    ["duration('-0.9999995s').getSeconds()", "0"],
    ["duration('-1.0000005s').getSeconds()", "-1"],
    ["duration('-1h').getHours()", "-1"],
    ["duration('-1s').getMilliseconds()", "0"],
    ["duration('-1.2505s').getMilliseconds()", "-250"],
  ] as const)
    expect([call, judge(`string(${call}) == "${text}"`).result]).toEqual([call, "hit"]);
});
