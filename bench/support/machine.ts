import { cpus, loadavg } from "node:os";
import { number } from "./table.ts";

/** The machine on which figures were taken. */
export interface Machine {
  readonly node: string;
  readonly cpu: string;
  readonly cores: number;
  /** Over 1, 5 and 15 minutes at the start. */
  readonly loadAverages: readonly number[];
  readonly startedAt: string;
}

/** Reads it; `startedAt` is the caller's clock. */
export const readMachine = (startedAt: Date): Machine => ({
  node: process.version,
  cpu: cpus()[0]?.model ?? "unknown",
  cores: cpus().length,
  loadAverages: loadavg(),
  startedAt: startedAt.toISOString(),
});

/** One line for the head of a report. */
export const machineText = ({ node, cpu, cores, loadAverages, startedAt }: Machine): string =>
  `Node ${node}, ${cores} x ${cpu}, load ${loadAverages.map((load) => number(load, 2)).join(" ")}, ${startedAt}`;
