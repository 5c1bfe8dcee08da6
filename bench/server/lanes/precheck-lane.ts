import { makeBodies } from "../../ingest/records.ts";
import { seeded } from "../../links/register.ts";
import { quantile } from "../../engine/statistics.ts";
import { machineCpuMs } from "../../support/proc.ts";
import { actType } from "../history/act-type.ts";
import { createActs, historyEnd } from "../history/acts.ts";
import { sourceId } from "../history/prepare.ts";
import type { Generator } from "../load/generator.ts";
import { postBytes } from "../load/http-connection.ts";
import { evenMoments, poissonMoments } from "../load/moments.ts";
import type { Flow } from "../load/flow.ts";
import type { FlowResult } from "../load/tally.ts";
import type { Options } from "../options.ts";
import type { Draft } from "./drafts.ts";
import type { Row } from "./row.ts";
import type { Subject } from "./subject.ts";

const connections = 64;
const besideStreams = 4;
const besideBatch = 100;

/** Every row's events are new to the server. */
let besideSeed = 1000;

/** Events beside: streams that take turns, each with a batch of a hundred at a time. */
const besideFlows = (
  { url: base, headers, form }: Subject,
  { edges, beside }: Options,
  totalMs: number,
): readonly Flow[] => {
  const perSecond = beside / besideBatch / besideStreams;
  return Array.from({ length: besideStreams }, (_, stream) => {
    const moments = evenMoments(perSecond, totalMs, (stream * 1000) / perSecond / besideStreams);
    const acts = createActs(besideSeed++, edges);
    const bodies = makeBodies({
      source: sourceId,
      type: actType.type,
      form,
      batch: besideBatch,
      batches: moments.length,
      event: (nth) => acts.next(historyEnd + nth),
    });
    const url = new URL("/v1/events", base);
    const requests = bodies.map((body) => postBytes(url, { ...headers, ...body.headers }, body.bytes));
    const expects = `"accepted":${besideBatch},`;
    return { url: url.href, requests, moments, connections: 1, inOrder: true, expects };
  });
};

const precheckRequests = (
  { url: base, headers }: Subject,
  drafts: readonly Draft[],
): Pick<Flow, "url" | "requests" | "expects"> => {
  const url = new URL("/v1/precheck", base);
  const all = { ...headers, "content-type": "application/json" };
  return {
    url: url.href,
    requests: drafts.map(({ body }) => postBytes(url, all, body)),
    expects: '"outcome":',
  };
};

/** What one row asks for. */
interface RowPlan {
  readonly rate: number;
  readonly withIngest: boolean;
}

interface Cpu {
  readonly server: number;
  readonly database: number;
  readonly load: number;
  /** Of the whole machine. */
  readonly machine: number;
}

/** The rest of the machine; the database may be a part of the server. */
const othersOf = (machine: number, ...ours: readonly number[]): number =>
  Math.max(
    0,
    ours.reduce((rest, part) => rest - (Number.isNaN(part) ? 0 : part), machine),
  );

const flowsOf = (
  subject: Subject,
  drafts: readonly Draft[],
  { rate, withIngest }: RowPlan,
  options: Options,
  totalMs: number,
): readonly Flow[] => {
  const moments = poissonMoments(seeded(rate), rate, totalMs);
  const asked = { ...precheckRequests(subject, drafts), moments, connections };
  return [asked, ...(withIngest ? besideFlows(subject, options, totalMs) : [])];
};

type Latencies = Pick<Row, "p50Ms" | "p99Ms" | "p999Ms" | "latenessP50Ms" | "latenessP99Ms">;

const latenciesOf = ({ latencies, lateness }: FlowResult): Latencies => ({
  p50Ms: quantile(latencies, 0.5),
  p99Ms: quantile(latencies, 0.99),
  p999Ms: quantile(latencies, 0.999),
  latenessP50Ms: quantile(lateness, 0.5),
  latenessP99Ms: quantile(lateness, 0.99),
});

/** Runs one row: open loop, with or without ingest beside it, and waits until what was ingested is scored. */
export const runRow = async (
  subject: Subject,
  generator: Generator,
  drafts: readonly Draft[],
  plan: RowPlan,
  options: Options,
): Promise<Row> => {
  const [warmUpMs, seconds] = [options.warmUpSeconds * 1000, options.seconds];
  const totalMs = warmUpMs + seconds * 1000;
  const cpu = (): Cpu => ({
    server: subject.cpuMs(),
    database: subject.databaseCpuMs(),
    load: generator.cpuMs(),
    machine: machineCpuMs(),
  });
  let [before, after] = [cpu(), cpu()];
  const [answers, ...beside] = await generator.run(
    { flows: flowsOf(subject, drafts, plan, options, totalMs), warmUpMs, totalMs },
    () => (before = cpu()),
    () => (after = cpu()),
  );
  if (answers === undefined) throw new Error("the load generator gave no figures");
  if (plan.withIngest) await subject.scored();
  const { due, answered, late, refused, unanswered, failed } = answers;
  const cores = (name: keyof Cpu): number => (after[name] - before[name]) / (seconds * 1000);
  return {
    subject: subject.name,
    rate: plan.rate,
    beside: plan.withIngest ? options.beside : 0,
    seconds,
    due,
    answered,
    late,
    refused,
    unanswered,
    failed,
    achieved: answered / seconds,
    ...latenciesOf(answers),
    besideLeft: beside.reduce((sum, flow) => sum + flow.unanswered, 0),
    besideFailed: beside.reduce((sum, flow) => sum + flow.failed, 0),
    firstFailure: [answers, ...beside].find(({ firstFailure }) => firstFailure !== undefined)?.firstFailure,
    serverCores: cores("server"),
    databaseCores: cores("database"),
    loadCores: cores("load"),
    otherCores: othersOf(cores("machine"), cores("server"), cores("database"), cores("load")),
    serverPeakMb: subject.peakMemoryMb(),
    databaseMb: subject.databaseMemoryMb(),
  };
};
