import { validateBindings } from "@probity/contracts/validators";
import { expect, test } from "vitest";
import { builtinModels, defaultBindings } from "../src/index.ts";

test("RU-4: new bindings start in observe, one for each rule", () => {
  const bindings = defaultBindings("erp");
  expect(validateBindings({ bindings })).toEqual([]);
  expect(new Set(bindings.map((binding) => binding.action))).toEqual(new Set(["observe"]));
  expect(new Set(bindings.map((binding) => binding.source))).toEqual(new Set(["erp"]));
  const rules = builtinModels().flatMap(({ model }) => model.rules.map((rule) => rule.id));
  expect(bindings.map((binding) => binding.rule)).toEqual(rules);
});

test("RU-4: only the rules of the given models are bound", () => {
  const [first] = builtinModels();
  expect(first).toBeDefined();
  const models = first === undefined ? [] : [first];
  expect(defaultBindings("erp", models)).toHaveLength(first?.model.rules.length ?? -1);
});
