import { cpus, loadavg } from "node:os";
import { meanBytes } from "./fixture.ts";
import type { Fixture } from "./contender.ts";
import type { Options } from "./options.ts";

/** Under what conditions the figures were taken. */
export interface Conditions {
  readonly node: string;
  readonly cpu: string;
  readonly cores: number;
  readonly loadAverage: number;
  readonly events: number;
  readonly meanEventBytes: number;
  readonly secondsEach: number;
  readonly startedAt: string;
}

/** Reads them from the machine; `startedAt` is the caller's clock. */
export const conditionsOf = (fixture: Fixture, options: Options, startedAt: Date): Conditions => ({
  node: process.version,
  cpu: cpus()[0]?.model ?? "unknown",
  cores: cpus().length,
  loadAverage: loadavg()[0] ?? 0,
  events: options.events,
  meanEventBytes: Math.round(meanBytes(fixture)),
  secondsEach: options.seconds,
  startedAt: startedAt.toISOString(),
});
