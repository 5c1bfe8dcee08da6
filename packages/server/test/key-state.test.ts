import { describe, expect, test } from "vitest";
import { blockSize } from "../src/features/mirror/blocks.ts";
import { KeyState } from "../src/features/mirror/key-state.ts";
import { type Cell, noPosition } from "../src/features/window-cells.ts";

/** A key with one member for each number. */
function stateOf(numbers: readonly number[]): KeyState {
  const state = new KeyState({ after: Number.NEGATIVE_INFINITY, texts: true });
  for (const [index, n] of numbers.entries())
    state.addMember({ at: index, position: index, n: String(n), t: null, u: null, gap: false, gone: null });
  return state;
}

/** All that is there, no holds. */
const everything: Cell = {
  i: 0,
  hash: "",
  scope: "",
  key: "",
  after: -1,
  until: Number.MAX_SAFE_INTEGER,
  position: noPosition,
  now: null,
  source: null,
  without: [],
  extra: null,
};

const nines = 999_999_999_999_999;
const filled = (numbers: readonly number[]): readonly number[] => [
  ...numbers,
  ...Array.from({ length: blockSize - numbers.length }, () => 0),
];

describe("FE-2: sums of a key in memory", () => {
  test("are told where every sum on the way is whole", () => {
    const numbers = filled([1, ...Array.from({ length: 8 }, () => nines)]);
    expect(stateOf([...numbers, ...filled([2, -nines])]).read("sums", everything)).toMatchObject({
      members: 2 * blockSize,
      sum: String(7n * BigInt(nines) + 3n),
      min: String(-nines),
      max: String(nines),
    });
  });

  test("are left to the database where one inside a block was rounded, whatever comes behind it", () => {
    const many = Array.from({ length: 10 }, () => nines);
    const numbers = filled([...many, 1, ...many.map((n) => -n)]);
    // In binary 2 comes out: ten times the nines and one more is no number that it has.
    expect(numbers.reduce((sum, n) => sum + n, 0)).toBe(2);
    expect(stateOf(numbers).read("sums", everything)).toBeUndefined();
    expect(stateOf(numbers.slice(0, -1)).read("sums", everything)).toBeUndefined();
  });
});
