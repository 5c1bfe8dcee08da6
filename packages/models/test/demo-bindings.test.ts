import { readFileSync } from "node:fs";
import { outcomes, type JsonObject, type Outcome } from "@probity/contracts";
import { dataValidators } from "@probity/contracts/validators";
import { compile, decide } from "@probity/engine";
import { buildBundle } from "@probity/engine/author";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { builtinBindings, builtinModels } from "../src/index.ts";
import { types } from "./types.ts";

interface Example {
  readonly outcome: Outcome;
  readonly type: keyof typeof dataValidators;
  readonly time: string;
  readonly record?: JsonObject;
  readonly data: JsonObject;
  readonly hits: readonly string[];
}

const readme = readFileSync(new URL("../bindings/README.md", import.meta.url), "utf8");
const examples = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map((block): Example =>
  parse(block[1] ?? ""),
);

const bundle = buildBundle({
  source: "procurement-demo",
  version: 1,
  createdAt: "2026-01-01T00:00:00Z",
  notBefore: "2026-01-01T00:00:00Z",
  expiresAt: "2027-01-01T00:00:00Z",
  timeZone: "Asia/Shanghai",
  defaultCurrency: "CNY",
  types,
  models: builtinModels().map((folder) => folder.model),
  bindings: builtinBindings("procurement-demo").bindings,
});
const evaluator = compile(bundle);

function idAndAction(binding: { readonly id: string; readonly action: string }): string {
  return `${binding.id} ${binding.action}`;
}

describe("AD-7: the documented data of the demo gives the documented outcomes", () => {
  for (const example of examples) {
    test(`${example.type}: ${example.outcome}`, () => {
      const { findings } = evaluator.evaluate(example);
      const hits = findings.filter((finding) => finding.result === "hit").map((finding) => finding.rule);
      expect(hits).toEqual(example.hits);
      const verdict = decide(findings, bundle);
      expect(verdict.outcome).toBe(example.outcome);
      expect(verdict.degraded).toBe(false);
      expect(dataValidators[example.type](example.data)).toEqual([]);
    });
  }

  test("each of the five outcomes can be produced at the award and at the tender", () => {
    for (const type of ["procurement.award.decided", "procurement.tender.published"]) {
      const shown = examples.filter((example) => example.type === type).map((example) => example.outcome);
      expect(shown.toSorted()).toEqual(outcomes.toSorted());
    }
  });
});

test("RU-4: the demo binds every built-in rule once, none above its ceiling", () => {
  const rules = builtinModels().flatMap(({ model }) => model.rules);
  const bound = builtinBindings("procurement-demo").bindings;
  expect(bound.map((binding) => binding.rule).toSorted()).toEqual(rules.map((rule) => rule.id).toSorted());
  expect(bundle.bindings.map(idAndAction)).toEqual(bound.map(idAndAction));
});
