import type { Binding, Budget, Bundle, JsonObject } from "@probity/contracts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compile,
  createBreaker,
  decide,
  exceedsBudget,
  type Breaker,
  type OpenBreaker,
} from "../src/index.ts";
import { bundleOf, rule } from "./support/make.ts";

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

const type = "test.purchase.decided";
const always = rule({ when: "event.count > 0", at: [type] });
const noon = Date.parse("2026-05-01T12:00:00+08:00");
const hour = 3_600_000;

const bind = (more: Partial<Binding> = {}): Bundle =>
  bundleOf([always], {
    bindings: [{ id: "b-1", rule: always.id, source: "s", action: "block", ...more }],
  });

/** Judges drafts as the SDK does. */
const judgeWith = (
  breaker: Breaker,
  bundle: Bundle,
): ((
  process: string,
  at?: number,
  data?: JsonObject,
) => { outcome: string; opened: readonly OpenBreaker[] }) => {
  const evaluator = compile(bundle);
  breaker.adopt(bundle);
  return (process, at = noon, data = { count: 1 }) => {
    const { findings } = evaluator.evaluate({ type, data, time: "2026-05-01T12:00:00+08:00" });
    const { findings: weighed, opened } = breaker.judge({ bundle, type, process, now: at, findings });
    const { outcome, degraded, degradedReasons } = decide(weighed, bundle);
    const suffix = degraded ? ` (${degradedReasons.join()})` : "";
    return { outcome: `${outcome}${suffix}`, opened };
  };
};

const weakened = "justify (PROBITY_E_RULE_WEAKENED)";
const clean = { count: 0 };

describe("PC-8: the circuit breaker", () => {
  test("blocks exactly the budget of different processes, and asks for reasons from the next one on", () => {
    const breaker = createBreaker();
    const judge = judgeWith(breaker, bind());
    const outcomes = Array.from({ length: 12 }, (_, at) => judge(`o-${at}`).outcome);
    expect(outcomes).toEqual([...Array<string>(5).fill("block"), ...Array<string>(7).fill(weakened)]);
    expect(breaker.open(noon)).toEqual([
      {
        rule: always.id,
        version: "1.0.0",
        binding: "b-1",
        decisionPoint: type,
        day: "2026-05-01",
        blocked: 6,
        checked: 6,
        share: 0.02,
        atLeast: 5,
      },
    ]);
  });

  test("opens once, with the draft that exceeds", () => {
    const judge = judgeWith(createBreaker(), bind());
    const opened = Array.from({ length: 20 }, (_, at) => judge(`o-${at}`).opened.length);
    expect(opened.flatMap((count, at) => (count === 1 ? [at] : []))).toEqual([5]);
  });

  test("one blocked draft, checked again and again, is no way around the rule", () => {
    const breaker = createBreaker();
    const judge = judgeWith(breaker, bind());
    for (let times = 0; times < 1000; times += 1) expect(judge("o-1").outcome).toBe("block");
    expect(breaker.open(noon)).toEqual([]);
  });

  test("a share of many processes is more than the least number", () => {
    const judge = judgeWith(createBreaker(), bind({ blockBudget: { share: 0.1, atLeast: 2 } }));
    for (let at = 0; at < 95; at += 1) judge(`clean-${at}`, noon, clean);
    const outcomes = Array.from({ length: 12 }, (_, at) => judge(`o-${at}`).outcome);
    // 10 of 105 are less than a tenth, 11 of 106 are more.
    expect(outcomes.lastIndexOf("block")).toBe(9);
    expect(outcomes[10]).toBe(weakened);
  });

  test.each(["observe", "warn", "justify", "second_approver"] as const)("%s is never counted", (action) => {
    const breaker = createBreaker();
    const judge = judgeWith(breaker, bind({ action }));
    const outcomes = new Set(Array.from({ length: 50 }, (_, at) => judge(`o-${at}`).outcome));
    expect(outcomes).toEqual(new Set([action === "observe" ? "allow" : action]));
    expect(breaker.open(noon)).toEqual([]);
  });

  test("a rule that blocks what it cannot judge is weakened as well", () => {
    const judge = judgeWith(createBreaker(), bind({ onIndeterminate: "block" }));
    const outcomes = Array.from({ length: 7 }, (_, at) => judge(`o-${at}`, noon, {}).outcome);
    expect(outcomes).toEqual([...Array<string>(5).fill("block"), weakened, weakened]);
  });

  test("and one that blocks where it could not be checked, with both reasons", () => {
    const reads = rule({ when: "record.count > 0", at: [type], reads: "record" });
    const bundle = bundleOf([reads], {
      bindings: [{ id: "b-1", rule: reads.id, source: "s", action: "warn", onUnavailable: "block" }],
    });
    const judge = judgeWith(createBreaker(), bundle);
    const outcomes = Array.from({ length: 6 }, (_, at) => judge(`o-${at}`).outcome);
    expect(outcomes[4]).toBe("block (PROBITY_E_RULE_RECORD)");
    expect(outcomes[5]).toBe("justify (PROBITY_E_RULE_RECORD,PROBITY_E_RULE_WEAKENED)");
  });

  test("once open, what cannot be judged asks for reasons at most", () => {
    const judge = judgeWith(createBreaker(), bind());
    for (let at = 0; at < 6; at += 1) judge(`o-${at}`);
    expect(judge("o-9", noon, {}).outcome).toBe(weakened);
    expect(judge("o-9", noon, clean).outcome).toBe("allow");
  });

  test("a day ends at midnight of the bundle's time zone", () => {
    const breaker = createBreaker();
    const judge = judgeWith(breaker, bind());
    const midnight = Date.parse("2026-05-02T00:00:00+08:00");
    for (let at = 0; at < 6; at += 1) judge(`o-${at}`, midnight - hour);
    expect(judge("o-6", midnight - 1).outcome).toBe(weakened);
    expect(breaker.open(midnight - 1)).toHaveLength(1);
    expect(breaker.open(midnight)).toEqual([]);
    expect(judge("o-0", midnight).outcome).toBe("block");
  });

  test("decision points and bindings are counted by themselves", () => {
    const other = "test.notice.published";
    const both = rule({ when: "true", at: [type, other] });
    const bundle = bundleOf([both], {
      bindings: [
        { id: "b-1", rule: both.id, source: "s", action: "block", at: [type] },
        { id: "b-2", rule: both.id, source: "s", action: "block", at: [type, other] },
      ],
    });
    const breaker = createBreaker();
    const evaluator = compile(bundle);
    for (let at = 0; at < 6; at += 1) {
      const { findings } = evaluator.evaluate({ type: other, data: {}, time: "2026-05-01T12:00:00+08:00" });
      breaker.judge({ bundle, type: other, process: `o-${at}`, now: noon, findings });
    }
    expect(breaker.open(noon)).toMatchObject([{ binding: "b-2", decisionPoint: other }]);
    expect(judgeWith(breaker, bundle)("o-1").outcome).toBe("block");
  });

  test("an excused subject is checked and not blocked", () => {
    const exception = {
      id: "ex",
      rule: always.id,
      scope: { kind: "unit", id: "u-1" } as const,
      validFrom: "2026-01-01T00:00:00Z",
      validTo: "2027-01-01T00:00:00Z",
    };
    const bundle = bundleOf([always], { exceptions: [exception] });
    const breaker = createBreaker();
    const judge = judgeWith(breaker, bundle);
    const data = { count: 1, actor: { unitId: "u-1" } };
    for (let at = 0; at < 50; at += 1) expect(judge(`o-${at}`, noon, data).outcome).toBe("allow");
    expect(breaker.open(noon)).toEqual([]);
  });

  test("a new bundle does not close it; one that the server weakened and then not any more does", () => {
    const breaker = createBreaker();
    const open = (): readonly string[] => breaker.open(noon).map(({ binding }) => binding);
    const judge = judgeWith(breaker, bind());
    for (let at = 0; at < 6; at += 1) judge(`o-${at}`);
    expect(judgeWith(breaker, bind({ blockBudget: { share: 1, atLeast: 100 } }))("o-7").outcome).toBe(
      weakened,
    );
    const byServer = bundleOf([always], {
      bindings: [{ id: "b-1", rule: always.id, source: "s", action: "block" }],
      breakers: new Map([["b-1", "2026-05-01T04:00:00Z"]]),
    });
    expect(judgeWith(breaker, byServer)("o-8").outcome).toBe(weakened);
    expect(open()).toEqual(["b-1"]);
    expect(judgeWith(breaker, bind())("o-9").outcome).toBe("block");
    expect(open()).toEqual([]);
    const other = bundleOf([always], {
      bindings: [{ id: "b-9", rule: always.id, source: "s", action: "block" }],
    });
    expect(judgeWith(breaker, other)("o-10").outcome).toBe("block");
  });

  test("memory is bounded: beyond it every check counts, and blocked processes keep their own room", () => {
    const breaker = createBreaker({ maxRemembered: 100 });
    const judge = judgeWith(breaker, bind({ blockBudget: { share: 0.01, atLeast: 5 } }));
    for (let at = 0; at < 1000; at += 1) judge(`clean-${at}`, noon, clean);
    // The last 900 again: they are not remembered, so all 1,900 count.
    for (let at = 100; at < 1000; at += 1) judge(`clean-${at}`, noon, clean);
    for (let times = 0; times < 10; times += 1)
      for (let at = 0; at < 19; at += 1) expect(judge(`o-${at}`).outcome).toBe("block");
    const outcomes = Array.from({ length: 5 }, (_, at) => judge(`more-${at}`).outcome);
    expect(outcomes).toContain(weakened);
    expect(breaker.open(noon)[0]?.checked).toBeGreaterThan(1900);
  });

  test("a million processes a day take no more memory than the cap", () => {
    const breaker = createBreaker();
    const bundle = bind({ blockBudget: { share: 1, atLeast: 1 } });
    breaker.adopt(bundle);
    const { findings } = compile(bundle).evaluate({ type, data: clean, time: "2026-05-01T12:00:00+08:00" });
    const before = process.memoryUsage().heapUsed;
    for (let at = 0; at < 1_000_000; at += 1)
      breaker.judge({ bundle, type, process: `process-${at}`, now: noon, findings });
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(64 * 1024 * 1024);
  });

  test("whatever the sequence, it does what plain counting says", () => {
    const step = fc.record({
      process: fc.integer({ min: 0, max: 12 }),
      hit: fc.boolean(),
      days: fc.constantFrom(0, 0, 0, 0, 0, 0, 1),
    });
    const budget: fc.Arbitrary<Budget> = fc.record({
      share: fc.constantFrom(0, 0.1, 0.29, 0.5, 1),
      atLeast: fc.integer({ min: 0, max: 4 }),
    });
    fc.assert(
      fc.property(budget, fc.array(step, { maxLength: 80 }), (blockBudget, steps) => {
        const judge = judgeWith(createBreaker(), bind({ blockBudget }));
        let day = 0;
        let checked = new Set<number>();
        let blocked = new Set<number>();
        let isOpen = false;
        for (const { process, hit, days } of steps) {
          if (days > 0) {
            day += days;
            [checked, blocked, isOpen] = [new Set(), new Set(), false];
          }
          checked.add(process);
          if (hit) blocked.add(process);
          const most = Math.max(blockBudget.atLeast, Math.floor(blockBudget.share * checked.size + 1e-6));
          if (hit && blocked.size > most) isOpen = true;
          const expected = hit ? (isOpen ? weakened : "block") : "allow";
          const { outcome } = judge(`o-${process}`, noon + day * 24 * hour, hit ? { count: 1 } : clean);
          expect(outcome).toBe(expected);
        }
      }),
      { numRuns: 300 },
    );
  });
});
