import type { Action, Binding, Bundle, Disclosure, Finding, Rule } from "@probity/contracts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decide } from "../src/index.ts";
import { both, bundleOf, rule } from "./support/make.ts";

interface Wanted {
  readonly action: Action;
  readonly disclosure?: Disclosure;
  readonly result?: Finding["result"];
  readonly code?: "record" | "missing";
  readonly level?: 1 | 2 | 3;
  readonly advice?: string;
  readonly onUnavailable?: Binding["onUnavailable"];
}

const idOf = (at: number): string => `TST-ONE-${String(at + 1).padStart(3, "0")}`;

function verdictOf(...wanted: readonly Wanted[]): ReturnType<typeof decide> {
  const rules = wanted.map((one, at): Rule => {
    const advice = one.advice === undefined ? {} : { advice: both(one.advice) };
    return rule({
      id: idOf(at),
      when: "true",
      disclosure: one.disclosure ?? "full",
      level: one.level ?? 2,
      ...advice,
    });
  });
  const bindings = wanted.map((one, at): Binding => ({
    id: `b${at}`,
    rule: idOf(at),
    source: "s",
    action: one.action,
    ...(one.onUnavailable !== undefined && { onUnavailable: one.onUnavailable }),
  }));
  const bundle = bundleOf(rules, { bindings });
  return decide(
    wanted.map((one, at) => findingOf(one, at, bundle)),
    bundle,
  );
}

function findingOf(one: Wanted, at: number, bundle: Bundle): Finding {
  const result = one.result ?? (one.code === undefined ? "hit" : "indeterminate");
  const found = bundle.rules.find((item) => item.id === idOf(at));
  if (found === undefined) throw new Error("no such rule");
  return {
    rule: found.id,
    version: "1.0.0",
    binding: `b${at}`,
    result,
    level: found.level,
    class: "integrity",
    action: one.action,
    disclosure: one.disclosure ?? "full",
    name: both(`secret name ${at}`),
    params: { secret: at },
    ...(result === "hit" && { message: both(`secret message ${at}`), evidence: [] }),
    ...(one.code !== undefined && { reason: { code: one.code, paths: ["event.secret"] } }),
  };
}

describe("PC-2: the outcome", () => {
  test("PC-2: the strongest hit decides; observed rules and clear results do not", () => {
    expect(verdictOf({ action: "warn" }, { action: "second_approver" }, { action: "observe" }).outcome).toBe(
      "second_approver",
    );
    expect(verdictOf({ action: "block", result: "clear" }, { action: "observe" })).toEqual({
      outcome: "allow",
      shown: [],
      degraded: false,
      degradedReasons: [],
    });
    expect(verdictOf().outcome).toBe("allow");
  });

  test("RU-3: what cannot be judged follows onIndeterminate", () => {
    expect(verdictOf({ action: "block", code: "missing" }).outcome).toBe("second_approver");
    expect(verdictOf({ action: "second_approver", code: "missing" }).outcome).toBe("justify");
    const note = verdictOf({ action: "justify", code: "missing" });
    expect(note).toMatchObject({ outcome: "allow", shown: [{ result: "indeterminate" }] });
    expect(note.shown[0]?.message.en).toContain("event.secret");
  });

  test("PC-2: what could not be checked follows onUnavailable and is visibly degraded", () => {
    expect(verdictOf({ action: "block", code: "record", onUnavailable: "justify" })).toMatchObject({
      outcome: "justify",
      degraded: true,
      degradedReasons: ["PROBITY_E_RULE_RECORD"],
    });
    expect(verdictOf({ action: "block", code: "record" })).toMatchObject({
      outcome: "allow",
      degraded: true,
    });
    expect(verdictOf({ action: "observe", code: "record" }).degraded).toBe(false);
  });
});

describe("RU-4: what the approver sees", () => {
  test("RU-4: at most three findings, the strongest first, then by level", () => {
    const verdict = verdictOf(
      { action: "warn" },
      { action: "justify", level: 3 },
      { action: "justify", level: 1 },
      { action: "block" },
    );
    expect(verdict.shown.map((item) => item.rule)).toEqual(["TST-ONE-004", "TST-ONE-003", "TST-ONE-002"]);
  });

  test("RU-4: a generic finding says only its advice, and the same advice once", () => {
    const verdict = verdictOf(
      { action: "warn", disclosure: "generic", advice: "ask the bidders" },
      { action: "warn", disclosure: "generic", advice: "ask the bidders" },
      { action: "warn", disclosure: "generic" },
    );
    expect(verdict.shown.map((item) => item.message.en)).toEqual([
      "ask the bidders",
      "Please check this case once more before going on.",
    ]);
    expect(JSON.stringify(verdict)).not.toMatch(/secret|TST-ONE/);
  });

  test("RU-4: silent rules show one neutral sentence, only when the outcome is theirs alone", () => {
    const alone = verdictOf(
      { action: "second_approver", disclosure: "silent" },
      { action: "warn", disclosure: "silent" },
    );
    expect(alone.shown.map((item) => item.message.en)).toEqual(["This case needs a second approver."]);
    expect(JSON.stringify(alone)).not.toMatch(/secret|TST-ONE/);
    expect(verdictOf({ action: "justify" }, { action: "justify", disclosure: "silent" }).shown).toHaveLength(
      1,
    );
  });

  const wanted = fc.record({
    action: fc.constantFrom("observe", "warn", "justify", "second_approver", "block"),
    disclosure: fc.constantFrom("full", "generic"),
    result: fc.constantFrom("hit", "clear"),
    level: fc.constantFrom(1, 2, 3),
  });

  test("RU-4: silent rules that do not raise the outcome change nothing at all", () => {
    fc.assert(
      fc.property(
        fc.array(wanted, { maxLength: 5 }),
        fc.array(fc.constantFrom(1, 2, 3), { maxLength: 4 }),
        (open, levels) => {
          const without = verdictOf(...open);
          const action = without.outcome === "allow" ? "observe" : without.outcome;
          const silent = levels.map((level): Wanted => ({ action, disclosure: "silent", level }));
          expect(verdictOf(...open, ...silent)).toEqual(without);
        },
      ),
      { numRuns: 40 },
    );
  });
});
