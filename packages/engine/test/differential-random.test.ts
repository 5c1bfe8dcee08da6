import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareRandom, newTally } from "./differential/compare.ts";
import { randomCondition, randomEvent } from "./differential/random-rules.ts";

const events = fc.array(randomEvent, { minLength: 3, maxLength: 3 });

// 400 expressions take seconds; `pnpm diff:engine` goes on to a million verdicts.
describe("EN-2: random expressions", () => {
  test("give the verdicts that two CEL libraries give, errors included", () => {
    let inProfile = 0;
    fc.assert(
      fc.property(randomCondition, events, (cel, given) => {
        const tally = newTally();
        if (compareRandom(tally, cel, given)) inProfile += 1;
        expect(tally.unexplained).toEqual([]);
      }),
      { numRuns: 400, seed: 1 },
    );
    expect(inProfile).toBeGreaterThan(380);
  });
});
