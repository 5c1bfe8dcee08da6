import { describe, expect, test } from "vitest";
import { exceedsBudget } from "../src/index.ts";

describe("PC-8: the budget of blocks", () => {
  test.each([
    [5, 5, false],
    [6, 6, true],
    [6, 299, true],
    [6, 300, false],
    [7, 349, true],
    [7, 350, false],
  ])("2 % but at least 5: %i blocked of %i", (blocked, checked, exceeded) => {
    expect(exceedsBudget(blocked, checked, { share: 0.02, atLeast: 5 })).toBe(exceeded);
  });

  test("a share is a decimal fraction", () => {
    expect(exceedsBudget(29, 100, { share: 0.29, atLeast: 0 })).toBe(false);
    expect(exceedsBudget(30, 100, { share: 0.29, atLeast: 0 })).toBe(true);
    expect(exceedsBudget(1, 1_000_000, { share: 0, atLeast: 0 })).toBe(true);
  });
});
