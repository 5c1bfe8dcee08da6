import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quantile } from "../../engine/statistics.ts";
import { type Load, runLoad } from "../../ingest/load.ts";
import { makeBodies } from "../../ingest/records.ts";
import { runScenario } from "../../ingest/run-scenario.ts";
import type { Postgres } from "../../support/postgres.ts";
import { actType } from "../history/act-type.ts";
import { createActs, historyEnd } from "../history/acts.ts";
import { sourceId } from "../history/prepare.ts";
import type { Subject } from "./subject.ts";

/** Figures of ingest alone, every event scored. */
export interface IngestRow {
  readonly subject: "probity" | "bare";
  readonly events: number;
  /** Until every request was answered. */
  readonly eventsPerSecond: number;
  /** Until every event had its result as well. */
  readonly scoredPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU time per event in microseconds, until the end of scoring. NaN where the system does not tell. */
  readonly serverCpuUs: number;
  readonly databaseCpuUs: number;
  readonly clientCpuUs: number;
  readonly serverPeakMb: number;
  readonly databaseMb: number;
}

const connections = 4;
const batch = 100;

const load = (subject: Subject, seed: number, edges: number, events: number): Promise<Load> => {
  const acts = createActs(seed, edges);
  const spec = { source: sourceId, type: actType.type, form: subject.form, batch };
  const batches = Math.max(1, Math.round(events / batch / connections));
  const bodies = Array.from({ length: connections }, () =>
    makeBodies({ ...spec, batches, event: (nth) => acts.next(historyEnd + nth) }),
  );
  const key = String(subject.headers["authorization"]).slice("Bearer ".length);
  return runLoad(new URL("/v1/events", subject.url), key, bodies);
};

/** Batches of a hundred from four connections into a server with its history, in a closed loop; a tenth of it as warm-up. */
export const runIngest = async (subject: Subject, edges: number, events: number): Promise<IngestRow> => {
  await load(subject, 5000, edges, events / 10);
  await subject.scored();
  const [server, database] = [subject.cpuMs(), subject.databaseCpuMs()];
  const begun = performance.now();
  const done = await load(subject, 5001, edges, events);
  await subject.scored();
  const seconds = (performance.now() - begun) / 1000;
  const perEvent = (ms: number): number => (ms * 1000) / done.events;
  return {
    subject: "probity",
    events: done.events,
    eventsPerSecond: done.events / done.seconds,
    scoredPerSecond: done.events / seconds,
    p50Ms: quantile(done.latenciesMs, 0.5),
    p99Ms: quantile(done.latenciesMs, 0.99),
    serverCpuUs: perEvent(subject.cpuMs() - server),
    databaseCpuUs: perEvent(subject.databaseCpuMs() - database),
    clientCpuUs: perEvent(done.clientCpuMs),
    serverPeakMb: subject.peakMemoryMb(),
    databaseMb: subject.databaseMemoryMb(),
  };
};

/** The same load into the bare server of `bench:ingest`, which inserts event by event, on a new database beside the history. */
export const runBareIngest = async (postgres: Postgres, events: number): Promise<IngestRow> => {
  const directory = mkdtempSync(join(tmpdir(), "probity-bare-"));
  try {
    const scenario = {
      name: "bare",
      engine: "postgres",
      server: "naive",
      form: "cloudevents",
      batch,
      connections,
      scoring: "held",
      rules: 0,
      syncMs: 0,
      share: 1,
    } as const;
    const figures = await runScenario(directory, scenario, postgres, events);
    const { eventsPerSecond, scoredPerSecond, p50Ms, p99Ms, serverCpuUs, databaseCpuUs, clientCpuUs } =
      figures;
    const speed = { eventsPerSecond, scoredPerSecond, p50Ms, p99Ms };
    const cpu = { serverCpuUs, databaseCpuUs, clientCpuUs };
    const memory = { serverPeakMb: Number.NaN, databaseMb: postgres.memoryMb() };
    return { subject: "bare", events: figures.events, ...speed, ...cpu, ...memory };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};
