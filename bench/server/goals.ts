import { number } from "../support/table.ts";
import type { HistorySpec } from "./history/prepare.ts";
import type { IngestRow } from "./lanes/ingest-lane.ts";
import type { Row } from "./lanes/row.ts";

/** A figure beside what the requirements want of it. */
interface Goal {
  readonly text: string;
  readonly met: boolean;
}

const atMost = (name: string, value: number, most: number): Goal => ({
  text: `${name} <= ${number(most, most < 1 ? 1 : 0)}`,
  met: value <= most,
});

const atLeast = (name: string, value: number, least: number): Goal => ({
  text: `${name} >= ${number(least)}`,
  met: value >= least,
});

/** From so many events on the goal is the one for values that come from SQL. */
const largeHistory = 5_000_000;

/** PC-9: pre-checks beside 2,000 events a second. */
const rowGoals = (spec: HistorySpec, { subject, rate, beside, p50Ms, p99Ms }: Row): readonly Goal[] => {
  if (subject !== "probity" || beside < 2000) return [];
  if (spec.engine === "pglite") return rate === 200 ? [atMost("p99", p99Ms, 10)] : [];
  if (rate !== 1000) return [];
  return spec.events >= largeHistory
    ? [atMost("p99", p99Ms, 10)]
    : [atMost("p50", p50Ms, 0.6), atMost("p99", p99Ms, 6)];
};

/** LO-8, and the server's own goal for the CPU time of an event from the wire to its result. */
const ingestGoals = (spec: HistorySpec, row: IngestRow): readonly Goal[] => {
  if (row.subject !== "probity") return [];
  const { serverCpuUs, databaseCpuUs, eventsPerSecond, scoredPerSecond } = row;
  const cpuUs = serverCpuUs + (Number.isNaN(databaseCpuUs) ? 0 : databaseCpuUs);
  const cpu = atMost("CPU us", cpuUs, 1000);
  return spec.engine === "pglite"
    ? [atLeast("events/s", eventsPerSecond, 5000), cpu]
    : [atLeast("scored/s", scoredPerSecond, 15_000), cpu];
};

const textOf = (goals: readonly Goal[]): string =>
  goals.map(({ text, met }) => `${text} ${met ? "met" : "missed"}`).join(", ");

/** What is wanted of a row, and whether it is reached; empty where nothing is. */
export const rowGoalText = (spec: HistorySpec, row: Row): string => textOf(rowGoals(spec, row));

/** The same for ingest. */
export const ingestGoalText = (spec: HistorySpec, row: IngestRow): string => textOf(ingestGoals(spec, row));

/** How many goals of a history were met, of how many. */
export const countGoals = (
  spec: HistorySpec,
  rows: readonly Row[],
  ingest: readonly IngestRow[],
): { readonly met: number; readonly all: number } => {
  const goals = [
    ...rows.flatMap((row) => rowGoals(spec, row)),
    ...ingest.flatMap((row) => ingestGoals(spec, row)),
  ];
  return { met: goals.filter(({ met }) => met).length, all: goals.length };
};
