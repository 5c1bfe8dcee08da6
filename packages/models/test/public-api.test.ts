import { expect, test } from "vitest";
import * as api from "../src/index.ts";

test("QU-1: the public API by name", () => {
  expect(Object.keys(api).toSorted()).toEqual([
    "builtinBindings",
    "builtinModels",
    "builtinModelsDir",
    "caseCoverage",
    "caseHistory",
    "caseProcess",
    "compareCases",
    "defaultBindings",
    "diffModels",
    "loadBindings",
    "loadModel",
    "loadModelFolder",
    "maxPackLength",
    "packModel",
    "readPack",
    "requiredBump",
    "runCases",
    "scaffoldModel",
    "schemasDir",
    "yamlLimits",
  ]);
});
