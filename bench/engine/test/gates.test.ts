import { describe, expect, test } from "vitest";
import { betterOf, gateText, tryGates } from "../gates.ts";
import { passes } from "../report.ts";

const rowsOf = (
  hand: number,
  marcbachmann: number,
  bufbuild: number,
): { name: string; cpuRatio: number }[] => [
  { name: "Probity", cpuRatio: 1 },
  { name: "hand-written JS", cpuRatio: hand },
  { name: "@marcbachmann/cel-js", cpuRatio: marcbachmann },
  { name: "@bufbuild/cel", cpuRatio: bufbuild },
];
const comparison = { verdicts: 1, hits: 1, unequal: 0, differences: [] };
const section = (gates: ReturnType<typeof tryGates>): Parameters<typeof passes>[0][number] => ({
  rules: 82,
  comparison,
  rows: [],
  loading: [],
  gates,
});

describe("QU-6: bench:engine fails when a ratio falls, never because a machine is slow", () => {
  test("ratios above their floors pass", () => {
    const gates = tryGates(82, rowsOf(0.27, 9, 70));
    expect(gates.map((gate) => gate.passed)).toEqual([true, true, true]);
    expect(passes([section(gates)])).toBe(true);
  });

  test("one ratio below its floor fails, and the line has both numbers", () => {
    const gates = tryGates(82, rowsOf(0.2, 9, 70));
    expect(gates.map((gate) => gate.passed)).toEqual([false, true, true]);
    expect(passes([section(gates)])).toBe(false);
    expect(gates.map(gateText)[0]).toBe(
      "GATE FAILED: we take 5.00x the CPU time of hand-written JS; at most 4.50x is allowed",
    );
    expect(tryGates(82, rowsOf(0.27, 4.2, 70)).map(gateText)[1]).toBe(
      "GATE FAILED: @marcbachmann/cel-js takes 4.20x our CPU time; at least 5.00x is demanded",
    );
  });

  test("of two measurements the better one counts, gate by gate", () => {
    const both = betterOf(tryGates(82, rowsOf(0.2, 9, 70)), tryGates(82, rowsOf(0.3, 4, 30)));
    expect(both.map((gate) => gate.passed)).toEqual([true, true, true]);
    const bad = betterOf(tryGates(82, rowsOf(0.2, 9, 70)), tryGates(82, rowsOf(0.21, 9, 70)));
    expect(bad.map((gate) => gate.passed)).toEqual([false, true, true]);
  });

  test("a peer that was not measured and another number of rules are not gated", () => {
    expect(tryGates(82, [{ name: "Probity", cpuRatio: 1 }])).toEqual([]);
    expect(tryGates(12, rowsOf(0.1, 1, 1))).toEqual([]);
  });

  test("unequal verdicts fail, whatever the ratios are", () => {
    const unequal = {
      ...section(tryGates(82, rowsOf(0.27, 9, 70))),
      comparison: { ...comparison, unequal: 1 },
    };
    expect(passes([unequal])).toBe(false);
  });
});
