import { number, table } from "../support/table.ts";
import type { LogCost } from "./log-cost.ts";
import type { Figures } from "./run-scenario.ts";

/** The naive server's row of the same shape and disk. */
const peerOf = ({ scenario }: Figures, all: readonly Figures[]): Figures | undefined =>
  all.find(
    ({ scenario: other }) =>
      other.server === "naive" &&
      other.engine === scenario.engine &&
      other.batch === scenario.batch &&
      other.connections === scenario.connections &&
      other.syncMs === scenario.syncMs,
  );

/** Events per second against the naive server's; NaN where it has no such row. */
export const ratioOf = (figures: Figures, all: readonly Figures[]): number =>
  figures.eventsPerSecond / (peerOf(figures, all)?.eventsPerSecond ?? Number.NaN);

const cpuOf = ({ serverCpuUs, databaseCpuUs }: Figures): number =>
  serverCpuUs + (Number.isNaN(databaseCpuUs) ? 0 : databaseCpuUs);

/** The naive server's CPU time of server and database per event, against ours. */
const cpuRatioOf = (figures: Figures, all: readonly Figures[]): number => {
  const peer = peerOf(figures, all);
  return peer === undefined ? Number.NaN : cpuOf(peer) / cpuOf(figures);
};

/** Events per second for which the CPU time of all three parties would do, were the cores theirs alone. */
const allowedOf = (figures: Figures, cores: number): number =>
  (cores * 1_000_000) / (cpuOf(figures) + figures.clientCpuUs);

const head = [
  "connections x batch",
  "events/s",
  "scored/s",
  "p50 ms",
  "p99 ms",
  "server us",
  "database us",
  "client us",
  "CPU allows/s",
  "x naive",
  "x CPU",
  "events",
];

/** One engine's rows. */
export const figuresText = (engine: string, all: readonly Figures[], cores: number): string => {
  const lines = all.map((figures) => [
    figures.scenario.name,
    number(figures.eventsPerSecond),
    figures.scenario.scoring === "held" ? "-" : number(figures.scoredPerSecond),
    number(figures.p50Ms, 1),
    number(figures.p99Ms, 1),
    number(figures.serverCpuUs),
    number(figures.databaseCpuUs),
    number(figures.clientCpuUs),
    number(allowedOf(figures, cores)),
    number(ratioOf(figures, all), 2),
    number(cpuRatioOf(figures, all), 2),
    number(figures.events),
  ]);
  const wrong = all.flatMap(({ scenario, wrong: found }) =>
    found.map((what) => `WRONG: ${scenario.name}: ${what}`),
  );
  return [`\n${engine}`, table(head, lines), ...wrong].join("\n");
};

/** What the columns mean. */
export const legend: string = [
  "us: CPU time per event, garbage collection included; CPU allows/s: what that comes to on all cores of a quiet machine.",
  "p50, p99: of one request. A load begins after a tenth of it as warm-up.",
  "Without scored/s another session holds the scorer's place, so that ingest runs alone. Windows are kept in the row that names them.",
  "naive: Fastify + pg, one insert per event, no log, no scoring. x naive: our events/s over its; x CPU: its CPU time over ours.",
].join("\n");

/** The log by itself. */
export const logCostText = (costs: readonly LogCost[]): string =>
  [
    "\nthe log by itself: leaf hash, append, tiles, root, proof of the last, signed checkpoint; in one process, without a database",
    table(
      ["batch", "CPU us/event", "tile MB per million"],
      costs.map(({ batch, microsecondsPerEvent, tileBytesPerMillion }) => [
        number(batch),
        number(microsecondsPerEvent, 2),
        number(tileBytesPerMillion / 1_000_000, 1),
      ]),
    ),
  ].join("\n");

/** Bytes in the tile table, for a million events, of the row with most events. */
export const tilesText = (all: readonly Figures[]): string => {
  const measured = all.filter(({ stored }) => stored !== undefined);
  const largest = measured.toSorted((a, b) => (b.stored?.logged ?? 0) - (a.stored?.logged ?? 0))[0];
  const { stored } = largest ?? {};
  if (stored === undefined) return "tiles: not measured";
  const perMillion = (stored.tileBytes / stored.logged) * 1_000_000;
  return `tiles in the database: ${number(perMillion / 1_000_000, 1)} MB per million events (${number(stored.logged)} events logged)`;
};

const find = (all: readonly Figures[], engine: string, start: string): Figures | undefined =>
  all.find(({ scenario }) => scenario.engine === engine && scenario.name.startsWith(start));

/** The last line. */
export const summaryLine = (all: readonly Figures[], costs: readonly LogCost[]): string => {
  const rate = (engine: string, start: string): string => {
    const figures = find(all, engine, start);
    if (figures === undefined) return "not run";
    const ratio = ratioOf(figures, all);
    return `${number(figures.eventsPerSecond)}/s${Number.isNaN(ratio) ? "" : ` (${number(ratio, 1)}x naive)`}`;
  };
  const wrong = all.reduce((sum, figures) => sum + figures.wrong.length, 0);
  const hundred = costs.find(({ batch }) => batch === 100);
  return (
    `bench:ingest: PostgreSQL 4 x 100 ${rate("postgres", "stream, 4 x 100")}, 64 x 10 ${rate("postgres", "stream, 64 x 10")}, ` +
    `on a slow disk ${rate("postgres", "stream, sync")}; PGlite 4 x 100 ${rate("pglite", "stream, scored, no rule, 4 x 100")}; ` +
    `the log ${number(hundred?.microsecondsPerEvent ?? Number.NaN, 1)} us CPU/event; ${wrong} wrong`
  );
};
