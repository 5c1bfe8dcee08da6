import { randomOf } from "../../../bench/year/plan.ts";

/** Chances of a seed: the same seed has the same ones. */
export interface Dice {
  /** A whole number, both ends included. */
  whole(from: number, to: number): number;
  one<T>(of: readonly T[]): T;
  /** Different ones. */
  some<T>(of: readonly T[], count: number): readonly T[];
  /** An amount within a share of another, in fen, never round. */
  near(amount: number, from: number, to: number): number;
}

/** Makes them. */
export function diceOf(seed: number): Dice {
  const random = randomOf(seed);
  const whole = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
  return {
    whole,
    one: (of) => {
      const found = of[whole(0, of.length - 1)];
      if (found === undefined) throw new RangeError("there is nothing to choose from");
      return found;
    },
    some: (of, count) => {
      const left = [...of];
      return Array.from({ length: Math.min(count, left.length) }, () =>
        left.splice(whole(0, left.length - 1), 1),
      ).flat();
    },
    near: (amount, from, to) => {
      const yuan = Math.round(amount * (from + random() * (to - from)));
      return yuan - (yuan % 100) + whole(11, 89) + whole(1, 9) / 10;
    },
  };
}
