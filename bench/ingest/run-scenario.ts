import { quantile } from "../engine/statistics.ts";
import type { Postgres } from "../support/postgres.ts";
import { runLoad } from "./load.ts";
import { makeBodies } from "./records.ts";
import type { Scenario } from "./scenario.ts";
import { startTarget, type Stored, type Target } from "./target.ts";

/** Figures of one row. */
export interface Figures {
  readonly scenario: Scenario;
  readonly events: number;
  /** Until every request was answered, by wall clock. */
  readonly eventsPerSecond: number;
  /** Until every event had its result as well; equal to the above where scoring is held. */
  readonly scoredPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU time per event in microseconds, of each party, until the end of scoring. NaN where the system does not tell. */
  readonly serverCpuUs: number;
  readonly databaseCpuUs: number;
  readonly clientCpuUs: number;
  readonly stored: Stored | undefined;
  readonly wrong: readonly string[];
}

const wrongIn = (stored: Stored | undefined, events: number, { scoring }: Scenario): readonly string[] => {
  if (stored === undefined) return [];
  const unlogged = events - stored.logged;
  const unscored = events - stored.results;
  return [
    ...(unlogged === 0 ? [] : [`${unlogged} events are not in the log`]),
    ...(scoring === "held" || unscored === 0 ? [] : [`${unscored} events have no result`]),
  ];
};

const connectionsOf = (
  target: Target,
  scenario: Scenario,
  events: number,
): ReturnType<typeof makeBodies>[] => {
  const { form, batch, connections } = scenario;
  const batches = Math.max(1, Math.round((events * scenario.share) / batch / connections));
  const { source, type } = target;
  return Array.from({ length: connections }, () => makeBodies({ source, type, form, batch, batches }));
};

interface CpuTimes {
  readonly server: number;
  readonly database: number;
}

/** CPU time of server and database so far, in milliseconds. */
const cpuTimes = (target: Target, { engine }: Scenario, postgres: Postgres | undefined): CpuTimes => ({
  server: target.cpuMs(),
  database: engine === "pglite" ? Number.NaN : (postgres?.cpuMs() ?? Number.NaN),
});

const measure = async (
  target: Target,
  scenario: Scenario,
  postgres: Postgres | undefined,
  events: number,
): Promise<Figures> => {
  const warm = await runLoad(target.url, target.key, connectionsOf(target, scenario, events / 10));
  await target.scored();
  const bodies = connectionsOf(target, scenario, events);
  const before = cpuTimes(target, scenario, postgres);
  const begun = performance.now();
  const load = await runLoad(target.url, target.key, bodies);
  await target.scored();
  const seconds = (performance.now() - begun) / 1000;
  const after = cpuTimes(target, scenario, postgres);
  const perEvent = (ms: number): number => (ms * 1000) / load.events;
  const stored = await target.finish();
  return {
    scenario,
    events: load.events,
    eventsPerSecond: load.events / load.seconds,
    scoredPerSecond: load.events / (scenario.scoring === "held" ? load.seconds : seconds),
    p50Ms: quantile(load.latenciesMs, 0.5),
    p99Ms: quantile(load.latenciesMs, 0.99),
    serverCpuUs: perEvent(after.server - before.server),
    databaseCpuUs: perEvent(after.database - before.database),
    clientCpuUs: perEvent(load.clientCpuMs),
    stored,
    wrong: wrongIn(stored, load.events + warm.events, scenario),
  };
};

/** Starts a server, warms it up with a tenth of the load, measures the load, and checks what the database holds. */
export const runScenario = async (
  directory: string,
  scenario: Scenario,
  postgres: Postgres | undefined,
  events: number,
): Promise<Figures> => {
  const target = await startTarget(directory, scenario, postgres);
  try {
    return await measure(target, scenario, postgres, events);
  } finally {
    await target.close();
  }
};
