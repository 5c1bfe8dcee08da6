import type { Comparison } from "./check.ts";
import type { Conditions } from "./conditions.ts";
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

const number = (value: number, digits = 1): string =>
  value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });

const table = (head: readonly string[], lines: readonly (readonly string[])[]): string => {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => line[column]?.length ?? 0)),
  );
  const format = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ");
  return [format(head), widths.map((width) => "-".repeat(width)).join("  "), ...lines.map(format)].join("\n");
};

const timingTable = (rows: readonly Row[]): string =>
  table(
    ["engine", "rules", "p50 us", "p99 us", "events/CPU s", "kB/event", "x p50", "x CPU", "samples"],
    rows.map((row) => [
      row.name,
      String(row.rules),
      number(row.p50Us),
      number(row.p99Us),
      number(row.eventsPerCpuSecond, 0),
      number(row.allocatedBytesPerEvent / 1000),
      number(row.ratio, 2),
      number(row.cpuRatio, 2),
      number(row.samples, 0),
    ]),
  );

const loadingTable = (loading: readonly LoadTime[]): string =>
  table(
    ["getting the rules ready, CPU ms", "first", "warm"],
    loading.map((entry) => [entry.what, number(entry.firstMs), number(entry.warmMs)]),
  );

const comparisonLine = ({ verdicts, hits, unequal }: Comparison): string =>
  `${number(verdicts, 0)} verdicts compared on intact and damaged events (${number(hits, 0)} hits): ` +
  `${number(unequal, 0)} unequal`;

/** One section as text. */
export const sectionText = ({ rules, comparison, rows, loading }: Section): string =>
  [
    `\n${rules} rules`,
    comparisonLine(comparison),
    ...comparison.differences.map((difference) => `  WRONG: ${difference}`),
    timingTable(rows),
    "",
    loadingTable(loading),
  ].join("\n");

/** The first lines: under what conditions. */
export const conditionsText = (conditions: Conditions): string =>
  [
    `Node ${conditions.node}, ${conditions.cores} x ${conditions.cpu}, load ${number(conditions.loadAverage, 2)}`,
    `${conditions.events} events of ${number(conditions.meanEventBytes / 1000)} kB, ${conditions.secondsEach} s for each engine, interleaved in twelve rounds, one process`,
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
  return `${rules} rules p50 ${number(own.p50Us)} us p99 ${number(own.p99Us)} us (CPU time against ours: ${ratios.join("").slice(2)})`;
};

/** The last line. */
export const summaryLine = (sections: readonly Section[]): string => {
  const unequal = sections.reduce((sum, { comparison }) => sum + comparison.unequal, 0);
  return `bench:engine: ${sections.map(sectionSummary).join("; ")}; ${unequal} unequal verdicts`;
};
