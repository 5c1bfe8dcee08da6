import { ProbityError } from "@probity/contracts";
import { describe, expect, test } from "vitest";
import { builtinModels, caseCoverage, type ModelFolder, runCases } from "../src/index.ts";
import { types } from "./types.ts";

function builtin(id: string): ModelFolder {
  const folder = builtinModels().find(({ model }) => model.id === id);
  if (folder === undefined) throw new Error(`no model ${id}`);
  return folder;
}

const whole = builtin("PROC-AWD");
/** Its rule without features. */
const award: ModelFolder = {
  ...whole,
  model: { ...whole.model, rules: whole.model.rules.filter(({ id }) => id === "PROC-AWD-007") },
};
const [firing] = award.cases;
if (firing === undefined) throw new Error("no case");

describe("RU-7: running cases", () => {
  test("a wrong expectation is reported with what came instead", () => {
    const [result] = runCases({ model: award.model, cases: [{ ...firing, expect: "clear" }] }, types);
    expect(result).toMatchObject({ ok: false, expected: "clear", actual: "hit" });
    expect(result?.problems[0]).toBe("expected clear, got hit");
  });

  test("wrong evidence is reported with both values", () => {
    const [result] = runCases({ model: award.model, cases: [{ ...firing, evidence: { rank: 3 } }] }, types);
    expect(result).toMatchObject({
      ok: false,
      actual: "hit",
      problems: ["evidence rank: expected 3, got 2"],
    });
  });

  test("a missing path that the engine does not name is reported", () => {
    const blind = { ...firing, data: { ocid: "p-1" }, evidence: {}, expect: "indeterminate" as const };
    const [named, unnamed] = runCases(
      {
        model: award.model,
        cases: [
          { ...blind, missing: ["event.awards"] },
          { ...blind, missing: ["event.tender"] },
        ],
      },
      types,
    );
    expect(named).toMatchObject({ ok: true, missing: ["event.awards"] });
    expect(unnamed?.ok).toBe(false);
  });

  test("parameters of a case apply to that case alone", () => {
    const reasons = { params: { reasons: ["better price after talks"] } };
    const cases = [firing, { ...firing, ...reasons, evidence: {} }, firing];
    expect(runCases({ model: award.model, cases }, types).map((result) => result.actual)).toEqual([
      "hit",
      "clear",
      "hit",
    ]);
  });

  test("a parameter of the wrong type is a coded error, not a failed case", () => {
    const cases = [{ ...firing, params: { reasons: 7 } }];
    expect(() => runCases({ model: award.model, cases }, types)).toThrow(ProbityError);
  });

  test("a rule that does not type-check is a coded error that names it", () => {
    const rules = award.model.rules.map((rule) => ({ ...rule, when: "event.awards.exists(a, a.rnak > 1)" }));
    expect(() => runCases({ model: { ...award.model, rules }, cases: award.cases }, types)).toThrow(
      /PROC-AWD-007\.when/,
    );
  });
});

describe("RU-7: coverage of cases", () => {
  test("names what a rule's cases leave out", () => {
    expect(caseCoverage({ model: award.model, cases: [firing] }, types)).toEqual([
      { rule: "PROC-AWD-007", lacks: ["clear", "indeterminate"] },
    ]);
  });

  test("asks no indeterminate case of a rule that judges even empty data", () => {
    const rules = award.model.rules.map(({ applies: _applies, ...rule }) => ({
      ...rule,
      when: "!has(event.awards)",
    }));
    const clear = { ...firing, evidence: {}, expect: "clear" as const };
    const hit = { ...firing, evidence: {}, data: { ocid: "p-1" } };
    expect(caseCoverage({ model: { ...award.model, rules }, cases: [clear, hit] }, types)).toEqual([]);
  });
});

const asked = (asOf: string): ModelFolder["cases"][number] => ({
  rule: "PROC-AWD-012",
  name: "received before the holiday of October",
  type: "procurement.complaint.recorded",
  time: "2026-09-29T10:00:00+08:00",
  asOf,
  data: {
    ocid: "o-1",
    complaint: { id: "c-1", kind: "objection", status: "received", date: "2026-09-29T10:00:00+08:00" },
  },
  expect: "hit",
  evidence: { dueAt: "2026-10-09T23:59:59.999+08:00" },
});

describe("CA-2: cases of deadlines in working days", () => {
  test("are counted by the calendar that comes with the product", () => {
    const rules = whole.model.rules
      .filter(({ id }) => id === "PROC-AWD-012")
      .map((rule) => {
        const { within: _, ...deadline } = rule.deadline ?? { until: { of: [] } };
        return { ...rule, deadline: { ...deadline, workingDays: "params.answerDays" } };
      });
    const cases = [
      asked("2026-10-10T00:00:00+08:00"),
      { ...asked("2026-10-09T23:00:00+08:00"), expect: "clear" as const, evidence: {} },
    ];
    expect(
      runCases({ model: { ...whole.model, rules }, cases }, types).map(({ problems }) => problems),
    ).toEqual([[], []]);
  });
});
