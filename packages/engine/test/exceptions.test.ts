import type { Bundle, RuleException } from "@probity/contracts";
import { describe, expect, test } from "vitest";
import { decide } from "../src/index.ts";
import { bundleOf, findingsOf, rule } from "./support/make.ts";

const always = rule({ when: "event.count > 0" });
const exception = (scope: RuleException["scope"], more: Partial<RuleException> = {}): RuleException => ({
  id: "ex-1",
  rule: always.id,
  scope,
  validFrom: "2026-04-01T00:00:00+08:00",
  validTo: "2026-06-01T00:00:00+08:00",
  ...more,
});
const act = { ocid: "o-1", count: 1, actor: { personId: "p-1", unitId: "u-1" } };
const answer = (bundle: Bundle, data: typeof act = act, more: object = {}): unknown => {
  const findings = findingsOf(bundle, data, more);
  const { outcome, shown } = decide(findings, bundle);
  return { outcome, shown: shown.length, result: findings[0]?.result, exception: findings[0]?.exception };
};
const excused = { outcome: "allow", shown: 0, result: "hit", exception: "ex-1" };
const blocked = { outcome: "block", shown: 1, result: "hit", exception: undefined };

describe("RU-4: exceptions", () => {
  test.each(["process", "person", "unit"] as const)("take one %s out of a rule, visibly", (kind) => {
    const id = { process: "o-1", person: "p-1", unit: "u-1" }[kind];
    const bundle = bundleOf([always], { exceptions: [exception({ kind, id })] });
    expect(answer(bundle)).toEqual(excused);
    const others = { ocid: "o-2", count: 1, actor: { personId: "p-2", unitId: "u-2" } };
    expect(answer(bundle, others)).toEqual(blocked);
  });

  test("hold from their start to before their end, and for their rule alone", () => {
    const bundle = bundleOf([always], { exceptions: [exception({ kind: "process", id: "o-1" })] });
    expect(answer(bundle, act, { time: "2026-03-31T23:59:59+08:00" })).toEqual(blocked);
    expect(answer(bundle, act, { time: "2026-04-01T00:00:00+08:00" })).toEqual(excused);
    expect(answer(bundle, act, { time: "2026-06-01T00:00:00+08:00" })).toEqual(blocked);
    const other = exception({ kind: "process", id: "o-1" }, { rule: "TST-ONE-999" });
    expect(answer(bundleOf([always], { exceptions: [other] }))).toEqual(blocked);
  });

  test("a rule that cannot be judged asks nothing of an excused subject either", () => {
    const bundle = bundleOf([always], { exceptions: [exception({ kind: "process", id: "o-1" })] });
    const findings = findingsOf(bundle, { ocid: "o-1" });
    expect(findings[0]).toMatchObject({ result: "indeterminate", exception: "ex-1", action: "observe" });
    expect(decide(findings, bundle)).toMatchObject({ outcome: "allow", degraded: false });
  });
});

describe("PC-8: a weakened binding", () => {
  test("asks for reasons instead of blocking, and every such decision is degraded", () => {
    const breakers = new Map([[`b-${always.id}`, "2026-05-01T00:00:00Z"]]);
    const bundle = bundleOf([always], { breakers });
    const findings = findingsOf(bundle, { count: 1 });
    expect(findings[0]).toMatchObject({ result: "hit", action: "justify", weakenedFrom: "block" });
    expect(decide(findings, bundle)).toMatchObject({
      outcome: "justify",
      degraded: true,
      degradedReasons: ["PROBITY_E_RULE_WEAKENED"],
    });
    const missing = findingsOf(bundle, {});
    expect(missing[0]).toMatchObject({ result: "indeterminate", weakenedFrom: "block" });
    expect(decide(missing, bundle)).toMatchObject({ outcome: "justify" });
  });
});
