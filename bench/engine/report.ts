import { number, table } from "../support/table.ts";
import type { Comparison } from "./check.ts";
import type { Conditions } from "./conditions.ts";
import { gateText, type GateResult } from "./gates.ts";
import type { LanePlan } from "./lanes.ts";
import type { LoadTime } from "./loading.ts";
import type { Timing } from "./measure.ts";

/** A timed row; the ratios are to our engine on the same rules, in the same process. */
export interface Row extends Timing {
  readonly name: string;
  readonly note: string;
  readonly rules: number;
  /** Of the p50. On a busy machine it flatters us against slow engines, whose events are interrupted. */
  readonly ratio: number;
  /** Of the CPU time per event, everything included; steady on a busy machine. */
  readonly cpuRatio: number;
}

/** Everything about one number of rules. */
export interface Section {
  readonly rules: number;
  readonly comparison: Comparison;
  readonly rows: readonly Row[];
  readonly loading: readonly LoadTime[];
  /** Empty where nothing is gated. */
  readonly gates: readonly GateResult[];
}

/** Joins plans and timings. */
export const rowsOf = (plans: readonly LanePlan[], timings: readonly Timing[]): readonly Row[] =>
  plans.flatMap(({ name, note, rules, against }, index) => {
    const timing = timings[index];
    const base = timings[against];
    if (timing === undefined || base === undefined) return [];
    return [
      {
        name,
        note,
        rules,
        ...timing,
        ratio: timing.p50Us / base.p50Us,
        cpuRatio: base.eventsPerCpuSecond / timing.eventsPerCpuSecond,
      },
    ];
  });

const timingTable = (rows: readonly Row[]): string =>
  table(
    ["engine", "rules", "p50 us", "p99 us", "events/CPU s", "kB/event", "x p50", "x CPU", "samples"],
    rows.map((row) => [
      row.name,
      String(row.rules),
      number(row.p50Us, 1),
      number(row.p99Us, 1),
      number(row.eventsPerCpuSecond),
      number(row.allocatedBytesPerEvent / 1000, 1),
      number(row.ratio, 2),
      number(row.cpuRatio, 2),
      number(row.samples),
    ]),
  );

const loadingTable = (loading: readonly LoadTime[]): string =>
  table(
    ["getting the rules ready, CPU ms", "first", "warm"],
    loading.map((entry) => [entry.what, number(entry.firstMs, 1), number(entry.warmMs, 1)]),
  );

const comparisonLine = ({ verdicts, hits, unequal }: Comparison): string =>
  `${number(verdicts)} verdicts compared on intact and damaged events (${number(hits)} hits): ` +
  `${number(unequal)} unequal`;

/** One section as text. */
export const sectionText = ({ rules, comparison, rows, loading, gates }: Section): string =>
  [
    `\n${rules} rules`,
    comparisonLine(comparison),
    ...comparison.differences.map((difference) => `  WRONG: ${difference}`),
    timingTable(rows),
    "",
    loadingTable(loading),
    ...(gates.length === 0 ? [] : [""]),
    ...gates.map(gateText),
  ].join("\n");

/** The first lines: under what conditions. */
export const conditionsText = (conditions: Conditions): string =>
  [
    `Node ${conditions.node}, ${conditions.cores} x ${conditions.cpu}, load ${number(conditions.loadAverage, 2)}`,
    `${conditions.events} events of ${number(conditions.meanEventBytes / 1000, 1)} kB, ${conditions.secondsEach} s for each engine, interleaved in twelve rounds, one process`,
    "Money is in integer minor units already, so no engine converts; times are of one event through all rules.",
    "x p50, x CPU = its time over ours on the same rules; peers get integers as bigint, made beforehand.",
  ].join("\n");

const ratioOf = (rows: readonly Row[], name: string): string => {
  const row = rows.find((candidate) => candidate.name === name);
  return row === undefined ? "" : `, ${name} ${number(row.cpuRatio, 2)}x`;
};

const sectionSummary = ({ rules, rows }: Section): string => {
  const own = rows[0];
  if (own === undefined) return `${rules} rules not measured`;
  const ratios = [
    "hand-written JS",
    "@marcbachmann/cel-js",
    "@bufbuild/cel",
    "@bufbuild/cel, wrapped",
    "cel-js",
    "json-logic-engine",
  ].map((name) => ratioOf(rows, name));
  return `${rules} rules p50 ${number(own.p50Us, 1)} us p99 ${number(own.p99Us, 1)} us (CPU time against ours: ${ratios.join("").slice(2)})`;
};

/** True when engines agree and no gate failed. */
export const passes = (sections: readonly Section[]): boolean =>
  sections.every(({ comparison, gates }) => comparison.unequal === 0 && gates.every((gate) => gate.passed));

/** The last line. */
export const summaryLine = (sections: readonly Section[]): string => {
  const unequal = sections.reduce((sum, { comparison }) => sum + comparison.unequal, 0);
  const failed = sections.flatMap(({ gates }) => gates.filter((gate) => !gate.passed));
  const verdict = failed.length === 0 ? "" : `; FAILED: ${failed.map(({ peer }) => peer).join(", ")}`;
  return `bench:engine: ${sections.map(sectionSummary).join("; ")}; ${unequal} unequal verdicts${verdict}`;
};
