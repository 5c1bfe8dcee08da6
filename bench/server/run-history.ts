import { type History, openHistory } from "./history/library.ts";
import type { HistorySpec } from "./history/prepare.ts";
import { type Compared, compareAnswers, firstDecision, judge } from "./lanes/compare.ts";
import { makeDrafts } from "./lanes/drafts.ts";
import { type IngestRow, runBareIngest, runIngest } from "./lanes/ingest-lane.ts";
import { runRow } from "./lanes/precheck-lane.ts";
import type { Row } from "./lanes/row.ts";
import { startOurs, startPeer, type Subject } from "./lanes/subject.ts";
import { type Generator, startGenerator } from "./load/generator.ts";
import { at } from "../support/json.ts";
import type { Options } from "./options.ts";

/** Everything that was measured on one history. */
export interface Figures {
  readonly spec: HistorySpec;
  readonly rows: readonly Row[];
  readonly ingest: readonly IngestRow[];
  readonly start: Start;
  /** Absent where there was no peer. */
  readonly compared: Compared | undefined;
  readonly wrong: readonly string[];
}

type Say = (what: string) => void;

const draftCount = 2000;

const measureRows = async (
  subject: Subject,
  history: History,
  options: Options,
  say: Say,
): Promise<readonly Row[]> => {
  const generator: Generator = await startGenerator(history.directory);
  const drafts = makeDrafts(options.edges, draftCount);
  const rows: Row[] = [];
  try {
    for (const withIngest of [false, true])
      for (const rate of options.rates) {
        say(`${subject.name}: precheck ${rate}/s${withIngest ? `, ${options.beside} events/s beside` : ""}`);
        rows.push(await runRow(subject, generator, drafts, { rate, withIngest }, options));
      }
  } finally {
    await generator.close();
  }
  return rows;
};

/** How the server answers right after its start. */
interface Start {
  /** Milliseconds of the first pre-check. */
  readonly firstMs: number;
  /** Until an answer lacked nothing: relations are read by then. */
  readonly wholeMs: number;
}

const mostStartMs = 180_000;

const askFirst = async (ours: Subject, { edges }: Options): Promise<Start> => {
  const [draft] = makeDrafts(edges, 1);
  if (draft === undefined) throw new Error("no draft was made");
  const begun = performance.now();
  const since = (): number => performance.now() - begun;
  // Asked again, a decision takes the place of what it held.
  const ask = (): Promise<unknown> => judge(ours, draft, { decisionId: firstDecision });
  let answer = await ask();
  const firstMs = since();
  while (at(answer, "degraded") === true) {
    if (since() > mostStartMs) throw new Error("no answer was whole three minutes after the start");
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    answer = await ask();
  }
  return { firstMs, wholeMs: since() };
};

const wrongRows = (rows: readonly Row[]): readonly string[] =>
  rows
    .filter(({ failed, besideFailed }) => failed + besideFailed > 0)
    .map(
      ({ subject, rate, beside, failed, besideFailed, firstFailure }) =>
        `${subject}: precheck ${rate}/s with ${beside} events/s: ${failed} and ${besideFailed} requests failed, the first: ${firstFailure}`,
    );

/** Ours and, on PostgreSQL, the peer answer the same drafts before anything is changed. */
const compareOn = async (history: History, ours: Subject, options: Options, say: Say): Promise<Compared> => {
  say(`comparing the answers to ${options.compared} drafts`);
  const peer = await startPeer(history);
  try {
    return await compareAnswers(ours, peer, makeDrafts(options.edges, options.compared), history.spec);
  } finally {
    await peer.close();
  }
};

const measureOurs = async (
  history: History,
  options: Options,
  say: Say,
): Promise<Pick<Figures, "rows" | "compared" | "start" | "ingest">> => {
  const wants = (lane: Options["lanes"][number]): boolean => options.lanes.includes(lane);
  const ours = await startOurs(history);
  try {
    const start = await askFirst(ours, options);
    const peered = history.databaseUrl !== undefined && wants("peer");
    const compared = peered ? await compareOn(history, ours, options, say) : undefined;
    const rows = wants("precheck") ? await measureRows(ours, history, options, say) : [];
    if (wants("ingest")) say("probity: ingest");
    const ingest = wants("ingest") ? [await runIngest(ours, options.edges, options.ingestEvents)] : [];
    return { rows, compared, start, ingest };
  } finally {
    await ours.close();
  }
};

const measurePeers = async (
  history: History,
  options: Options,
  say: Say,
): Promise<Pick<Figures, "rows" | "ingest">> => {
  const { postgres } = history;
  if (postgres === undefined) return { rows: [], ingest: [] };
  const rows: Row[] = [];
  if (options.lanes.includes("peer")) {
    const peer = await startPeer(history);
    try {
      rows.push(...(await measureRows(peer, history, options, say)));
    } finally {
      await peer.close();
    }
  }
  if (!options.lanes.includes("ingest")) return { rows, ingest: [] };
  say("bare server: ingest");
  return { rows, ingest: [await runBareIngest(postgres, options.ingestEvents)] };
};

/** Opens a history, preparing it where there is none yet, and measures everything on a copy of it. */
export const runHistory = async (spec: HistorySpec, options: Options, say: Say): Promise<Figures> => {
  const history = await openHistory(options.cache, spec, say, options.fresh);
  try {
    const ours = await measureOurs(history, options, say);
    const peers = await measurePeers(history, options, say);
    const rows = [...ours.rows, ...peers.rows];
    const differences = ours.compared?.differences ?? [];
    const wrong = [
      ...(history.wrong === undefined ? [] : [`the loader: ${history.wrong}`]),
      ...differences.slice(0, 5),
      ...wrongRows(rows),
    ];
    return { ...ours, spec, rows, ingest: [...ours.ingest, ...peers.ingest], wrong };
  } finally {
    await history.close();
  }
};
