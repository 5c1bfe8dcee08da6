import { describe, expect, test } from "vitest";
import { seeded } from "../../links/register.ts";
import { createActs, historyEnd, momentOf } from "../history/acts.ts";
import { fingerprint } from "../history/fingerprint.ts";
import { createSkew } from "../history/skew.ts";
import { celView } from "../peer/cel-view.ts";
import { actType } from "../history/act-type.ts";
import { shownOf } from "../rules/rules.ts";

const take = (seed: number): readonly unknown[] => {
  const acts = createActs(seed, 10_000);
  return Array.from({ length: 50 }, (_, nth) => acts.next(momentOf(nth, 50)));
};

describe("QU-4: the histories of bench:server", () => {
  test("the same seed gives the same acts, another seed others", () => {
    expect(take(1)).toEqual(take(1));
    expect(take(2)).not.toEqual(take(1));
  });

  test("acts are nine bidders, their winner among them, under ids of version 7 in the order of time", () => {
    const acts = createActs(1, 10_000);
    const made = Array.from({ length: 100 }, (_, nth) => acts.next(momentOf(nth, 100)));
    expect(made.map(({ id }) => id)).toEqual(made.map(({ id }) => id).toSorted());
    for (const { id, time, data } of made) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(Date.parse(time)).toBeLessThan(historyEnd);
      expect(data["bidders"]).toHaveLength(9);
      expect(data["bidders"]).toContainEqual(data["supplier"]);
    }
  });

  test("a few keys are hot: the first of 5,000 gets about 2.5 %, the last next to nothing", () => {
    const [next, draw] = [seeded(1), createSkew(5000, 0.7)];
    const drawn = new Map<number, number>();
    for (let nth = 0; nth < 100_000; nth++) {
      const key = draw(next);
      drawn.set(key, (drawn.get(key) ?? 0) + 1);
    }
    expect(drawn.get(0)).toBeGreaterThan(2200);
    expect(drawn.get(0)).toBeLessThan(2800);
    expect(Math.max(...drawn.keys())).toBeLessThan(5000);
    expect(drawn.get(4999) ?? 0).toBeLessThan(40);
  });

  test("a prepared history has another name for another size", () => {
    expect(fingerprint({ events: 1 })).toBe(fingerprint({ events: 1 }));
    expect(fingerprint({ events: 2 })).not.toBe(fingerprint({ events: 1 }));
  });
});

describe("QU-4: the peer of bench:server gets what our rules see", () => {
  test("money in minor units and whole numbers as bigint", () => {
    const award = { id: "A1", candidateRank: 1, value: { amount: 12.35, currency: "CNY" } };
    expect(celView({ ocid: "o", value: { amount: 10_000.5 }, awards: [award] }, actType.schema)).toEqual({
      ocid: "o",
      value: { amount: 1_000_050n },
      awards: [{ id: "A1", candidateRank: 1n, value: { amount: 1235n, currency: "CNY" } }],
    });
  });

  test("a decision shows three hits at most, by name", () => {
    expect(shownOf(["D-001", "A-002", "C-001", "A-001"])).toEqual(["A-001", "A-002", "C-001"]);
  });
});
