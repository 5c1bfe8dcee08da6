import { existsSync } from "node:fs";
import { join } from "node:path";
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

    test("ML-6: every rule has a case at the edge of its threshold or a second way to hit or stay quiet", () => {
      for (const rule of folder.model.rules) {
        const own = folder.cases.filter((one) => one.rule === rule.id);
        expect(own.length, rule.id).toBeGreaterThanOrEqual(5);
      }
    });

    test("RU-1: the folder explains itself", () => {
      expect(existsSync(join(builtinModelsDir, folder.model.id, "README.md"))).toBe(true);
    });
  });
}
