import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtinEvents } from "@probity/contracts/schemas";
import { lintModel } from "@probity/engine/author";
import { re2 } from "@probity/engine/re2";
import { afterAll, describe, expect, test } from "vitest";
import { caseCoverage, loadModel, runCases, scaffoldModel, schemasDir } from "../src/index.ts";

const types = Object.values(builtinEvents);
const root = mkdtempSync(join(tmpdir(), "probity-scaffold-"));
afterAll(() => rmSync(root, { recursive: true }));

const name = { "zh-CN": '自有"规则": #1', en: "Our 'own' rule: {x} # yes" };

describe("RU-1: a new model folder", () => {
  test.each(types.map((type) => [type.type, type] as const))(
    "RU-7: passes its cases and the linter at %s",
    (_, type) => {
      const dir = mkdtempSync(join(root, "model-"));
      const files = scaffoldModel({ id: "PROC-OWN", type, name, today: "2028-02-29", schemas: "../schema" });
      for (const [file, text] of Object.entries(files)) writeFileSync(join(dir, file), text);
      const pack = loadModel(dir);
      expect(pack.model).toMatchObject({ id: "PROC-OWN", name });
      expect(pack.model.rules[0]?.review).toBe("2029-02-28");
      expect(runCases(pack, types, { regex: re2 }).filter((result) => !result.ok)).toEqual([]);
      expect(caseCoverage(pack, types)).toEqual([]);
      expect(lintModel(pack.model, types).filter((found) => found.severity !== "info")).toEqual([]);
    },
  );

  test("RU-1: an id that no model can have is refused", () => {
    const [type] = types;
    if (type === undefined) throw new Error("no types");
    for (const id of ["own", "PROC", "PROC-OWN-001", "../X", "PROC-OWN\nid: A"])
      expect(() => scaffoldModel({ id, type, name, today: "2026-11-29", schemas: "." })).toThrow(
        expect.objectContaining({ code: "PROBITY_E_MODEL" }),
      );
  });

  test("RU-1: the schemas for editors come with the package, under its name", () => {
    for (const file of ["model.schema.json", "cases.schema.json", "bindings.schema.json"]) {
      expect(existsSync(join(schemasDir, file))).toBe(true);
      expect(createRequire(import.meta.url).resolve(`@probity/models/schema/${file}`)).toBe(
        join(schemasDir, file),
      );
    }
  });
});
