import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fuzzProperties } from "./fuzz/properties.ts";

// Small numbers of a fixed seed; `pnpm fuzz:engine` goes on as long as it is let.
const runs: Readonly<Record<string, number>> = { "author's tools": 60, evaluator: 60 };
const seed = 20261129;

test.each(fuzzProperties)(
  "EN-3: fuzzing, $name: nothing but results and coded errors",
  ({ name, property, counts }) => {
    fc.assert(property, { numRuns: runs[name] ?? 400, seed });
    expect(Object.keys(counts).length).toBeGreaterThan(1);
  },
);
