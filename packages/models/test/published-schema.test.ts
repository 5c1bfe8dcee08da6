import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  bindingsSchema,
  casesSchema,
  featureSchema,
  localizedTextSchema,
  modelSchema,
} from "@probity/contracts/schemas";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { builtinModels, builtinModelsDir } from "../src/index.ts";

const ajv = new Ajv({ strict: false });
addFormats.default(ajv);
ajv.addSchema([localizedTextSchema, featureSchema, modelSchema, casesSchema, bindingsSchema]);

function violations(schema: { readonly $id: string }, file: string): unknown {
  ajv.validate(schema.$id, parse(readFileSync(file, "utf8")));
  return ajv.errors;
}

test("RU-1: the built-in folders are valid under the published JSON Schemas", () => {
  for (const { model } of builtinModels()) {
    const dir = join(builtinModelsDir, model.id);
    expect([model.id, violations(modelSchema, join(dir, "model.yaml"))]).toEqual([model.id, null]);
    expect([model.id, violations(casesSchema, join(dir, "cases.yaml"))]).toEqual([model.id, null]);
  }
});

test("RU-4: the demo bindings are valid under the published JSON Schema", () => {
  expect(violations(bindingsSchema, join(builtinModelsDir, "../bindings/procurement-demo.yaml"))).toBeNull();
});
