import { expect, test } from "vitest";
import * as api from "../src/index.ts";

test("QU-1: the public API by name", () => {
  expect(Object.keys(api).toSorted()).toEqual([
    "builtinBindings",
    "builtinCalendars",
    "builtinModels",
    "builtinModelsDir",
    "caseCoverage",
    "compareCases",
    "defaultBindings",
    "defaultCalendarId",
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
    "traceCase",
    "yamlLimits",
  ]);
});
