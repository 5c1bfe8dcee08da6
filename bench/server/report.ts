import { number, table } from "../support/table.ts";
import { countGoals, ingestGoalText, rowGoalText } from "./goals.ts";
import type { IngestRow } from "./lanes/ingest-lane.ts";
import type { Row } from "./lanes/row.ts";
import type { Figures } from "./run-history.ts";

const sumOf = (...parts: readonly number[]): number =>
  parts.reduce((sum, part) => sum + (Number.isNaN(part) ? 0 : part), 0);

const percent = (cores: number): string => (Number.isNaN(cores) ? "-" : `${number(cores * 100)}%`);

/** CPU time of server and database for one request, where nothing else went on. */
const cpuOf = ({ beside, serverCores, databaseCores, achieved }: Row): number =>
  beside > 0 || achieved === 0 ? Number.NaN : (sumOf(serverCores, databaseCores) * 1_000_000) / achieved;

/** The peer's row of the same rate. */
const peerOf = (row: Row, rows: readonly Row[]): Row | undefined =>
  row.subject === "probity"
    ? rows.find(
        ({ subject, rate, beside }) => subject === "peer" && rate === row.rate && beside === row.beside,
      )
    : undefined;

const timesPeer = (row: Row, rows: readonly Row[]): readonly string[] => {
  const peer = peerOf(row, rows);
  if (peer === undefined) return ["-", "-"];
  const cores = sumOf(peer.serverCores, peer.databaseCores) / sumOf(row.serverCores, row.databaseCores);
  return [number(peer.p99Ms / row.p99Ms, 1), number(cores, 1)];
};

const names: Readonly<Record<Row["subject"], string>> = {
  probity: "Probity",
  peer: "cel-js + SQL",
  bare: "bare inserts",
};

const rowHead = [
  "pre-checks",
  "per s",
  "beside",
  "done/s",
  "p50 ms",
  "p99 ms",
  "p99.9 ms",
  "late",
  "refused",
  "left",
  "server",
  "database",
  "load",
  "others",
  "CPU us",
  "server MB",
  "database MB",
  "x p99",
  "x CPU",
  "goals",
];

const rowLine = (row: Row, { spec, rows }: Figures): readonly string[] => [
  names[row.subject],
  number(row.rate),
  row.beside === 0 ? "-" : number(row.beside),
  number(row.achieved),
  number(row.p50Ms, 2),
  number(row.p99Ms, 1),
  number(row.p999Ms, 1),
  number(row.late),
  number(row.refused),
  number(row.unanswered),
  percent(row.serverCores),
  percent(row.databaseCores),
  percent(row.loadCores),
  percent(row.otherCores),
  number(cpuOf(row)),
  number(row.serverPeakMb),
  number(row.databaseMb),
  ...timesPeer(row, rows),
  rowGoalText(spec, row),
];

const ingestHead = [
  "ingest, 4 x 100",
  "events/s",
  "scored/s",
  "p50 ms",
  "p99 ms",
  "server us",
  "database us",
  "client us",
  "server MB",
  "database MB",
  "events",
  "goals",
];

const ingestLine = (row: IngestRow, { spec }: Figures): readonly string[] => [
  row.subject === "bare" ? names.bare : `Probity, ${spec.rules} rules`,
  number(row.eventsPerSecond),
  row.subject === "bare" ? "-" : number(row.scoredPerSecond),
  number(row.p50Ms, 1),
  number(row.p99Ms, 1),
  number(row.serverCpuUs),
  number(row.databaseCpuUs),
  number(row.clientCpuUs),
  number(row.serverPeakMb),
  number(row.databaseMb),
  number(row.events),
  ingestGoalText(spec, row),
];

const comparedText = ({ compared }: Figures): string =>
  compared === undefined
    ? "answers were not compared: there was no peer"
    : `answers to ${compared.drafts} drafts compared with the peer's, ${compared.hits} with hits, ${compared.linked} with common owners: ${compared.differences.length} differ`;

/** The tables of one history. */
export const figuresText = (figures: Figures): string => {
  const { spec, rows, ingest, wrong } = figures;
  return [
    `\n${spec.engine}: history of ${number(spec.events)} events and ${number(spec.edges)} ownership edges, ${spec.rules} rules`,
    ...(rows.length === 0
      ? []
      : [
          table(
            rowHead,
            rows.map((row) => rowLine(row, figures)),
          ),
        ]),
    ...(ingest.length === 0
      ? []
      : [
          table(
            ingestHead,
            ingest.map((row) => ingestLine(row, figures)),
          ),
        ]),
    `the first pre-check after the start: ${number(figures.start.firstMs)} ms; the first that lacked nothing: after ${number(figures.start.wholeMs)} ms`,
    comparedText(figures),
    ...wrong.map((what) => `WRONG: ${what}`),
  ].join("\n");
};

/** What the columns mean. */
export const legend: string = [
  "Open loop: requests of independent callers (Poisson) over 64 connections; ms from the moment when each was due to its whole answer.",
  "late: sent more than 1 ms after it was due, because the load generator or every connection was busy; that time counts.",
  "refused: told to come back (503). left: without an answer ten seconds after the last was due.",
  "server, database, load, others: share of one core, others being all else on the machine; where that is much, read CPU, not ms.",
  "The events beside are scored meanwhile. CPU us: server and database per request, garbage collection included, where nothing is beside.",
  "MB: the most that the server ever had resident; of the database what it has now, shared pages once.",
  "x p99, x CPU: the peer's over ours.",
  "cel-js + SQL: Fastify, @marcbachmann/cel-js, the five features and the owners by exact SQL with covering indexes; acts in one statement a batch.",
  "bare inserts: Fastify + pg, one insert per event, on an empty database. Neither peer has a log, proofs or scoring of what it stores.",
].join("\n");

const findRow = (all: readonly Figures[], engine: string, rate: number): Row | undefined =>
  all
    .filter(({ spec }) => spec.engine === engine)
    .flatMap(({ rows }) => rows)
    .find((row) => row.subject === "probity" && row.rate === rate && row.beside > 0);

const rowText = (row: Row | undefined): string =>
  row === undefined ? "not run" : `${number(row.p50Ms, 2)}/${number(row.p99Ms, 1)} ms`;

/** The last line. */
export const summaryLine = (all: readonly Figures[]): string => {
  const goals = all.map(({ spec, rows, ingest }) => countGoals(spec, rows, ingest));
  const met = goals.reduce((sum, count) => sum + count.met, 0);
  const wanted = goals.reduce((sum, count) => sum + count.all, 0);
  const differ = all.reduce((sum, { compared }) => sum + (compared?.differences.length ?? 0), 0);
  const wrong = all.reduce((sum, figures) => sum + figures.wrong.length, 0);
  const ingest = all.flatMap((figures) => figures.ingest).find(({ subject }) => subject === "probity");
  const cpuUs = ingest === undefined ? Number.NaN : sumOf(ingest.serverCpuUs, ingest.databaseCpuUs);
  return (
    `bench:server: pre-check beside ingest, p50/p99: PostgreSQL 1,000/s ${rowText(findRow(all, "postgres", 1000))}, PGlite 200/s ` +
    `${rowText(findRow(all, "pglite", 200))}; ${number(cpuUs)} us CPU per event ingested, logged and scored; ${met} of ${wanted} goals met; ` +
    `${differ} answers differ from the peer's; ${wrong} wrong`
  );
};
