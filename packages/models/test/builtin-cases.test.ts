import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lintModel } from "@probity/engine/author";
import { describe, expect, test } from "vitest";
import { builtinModels, builtinModelsDir, caseCoverage, runCases } from "../src/index.ts";
import { types } from "./types.ts";

for (const folder of builtinModels()) {
  describe(`ML-6: ${folder.model.id}`, () => {
    for (const result of runCases(folder, types)) {
      test(`${result.rule}: ${result.name}`, () => {
        expect(result.problems).toEqual([]);
        expect(result.actual).toBe(result.expected);
      });
    }

    test("RU-7: every rule has a case that hits, one that stays clear and one that cannot be judged", () => {
      expect(caseCoverage(folder, types)).toEqual([]);
    });

    test("RU-7: every rule has at least five cases, so that edges are among them", () => {
      const few = folder.model.rules.filter(
        ({ id }) => folder.cases.filter((one) => one.rule === id).length < 5,
      );
      expect(few.map((rule) => rule.id)).toEqual([]);
    });

    test("RU-7: the linter finds no fault in texts, names and loops", () => {
      const faults = new Set(["compile", "placeholder", "hidden-name", "pair-loop"]);
      const found = lintModel(folder.model, types).filter((one) => faults.has(one.check));
      expect(found.map((one) => `${one.rule} ${one.check}: ${one.message}`)).toEqual([]);
    });

    test("RU-1: the README names every rule with its strongest action", () => {
      const readme = readFileSync(join(builtinModelsDir, folder.model.id, "README.md"), "utf8");
      const rows = folder.model.rules.filter((rule) => {
        const row = readme.split("\n").find((line) => line.startsWith(`| ${rule.id} `));
        return !row?.includes(` ${rule.ceiling} `);
      });
      expect(rows.map((rule) => rule.id)).toEqual([]);
    });
  });
}
