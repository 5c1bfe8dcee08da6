import { expect, test } from "vitest";
import * as author from "../src/author/index.ts";
import * as features from "../src/features/index.ts";
import * as calendar from "../src/calendar/index.ts";
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
    "fromMinorUnits",
    "mergeRecord",
    "parseInstant",
    "subjectOf",
    "toMinorUnits",
  ]);
});

test("QU-1: the doors of authors, patterns and features", () => {
  expect(Object.keys(author).toSorted()).toEqual([
    "arithmetics",
    "buildBundle",
    "comparisons",
    "compileModel",
    "conditionOf",
    "connecting",
    "createModelCompiler",
    "deadlineFacts",
    "deadlineReadingOf",
    "environments",
    "expressionAt",
    "expressionsOf",
    "featureReadingOf",
    "fieldDescription",
    "gatheredOf",
    "lintModel",
    "owning",
    "profileLimits",
    "readingOf",
    "rowsOf",
    "ruleFacts",
    "shownBy",
    "signatures",
    "textOfGathered",
    "traceRule",
    "typeName",
  ]);
  expect(Object.keys(calendar).toSorted()).toEqual([
    "compileCalendar",
    "dateText",
    "dayNumber",
    "dueWithPauses",
  ]);
  expect(Object.keys(re2)).toEqual(["re2"]);
  expect(Object.keys(features).toSorted()).toEqual([
    "compileDeadlines",
    "compileFeatures",
    "compileMembers",
    "definitionText",
    "doneBy",
    "featureValues",
    "historyStep",
    "isAnswered",
    "memoryFeatures",
    "rehearse",
    "windowDefinitions",
  ]);
});
