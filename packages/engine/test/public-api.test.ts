import { expect, test } from "vitest";
import * as author from "../src/author/index.ts";
import * as engine from "../src/index.ts";
import * as re2 from "../src/re2/index.ts";

test("QU-1: the main door", () => {
  expect(Object.keys(engine).toSorted()).toEqual([
    "canonicalJson",
    "compile",
    "createBreaker",
    "decide",
    "dssePae",
    "exceedsBudget",
    "mergeRecord",
    "parseInstant",
    "subjectOf",
    "toMinorUnits",
  ]);
});

test("QU-1: the author and pattern doors", () => {
  expect(Object.keys(author).toSorted()).toEqual([
    "buildBundle",
    "compileModel",
    "environments",
    "lintModel",
    "profileLimits",
    "signatures",
    "typeName",
  ]);
  expect(Object.keys(re2)).toEqual(["re2"]);
});
