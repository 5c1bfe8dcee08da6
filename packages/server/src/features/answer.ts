import {
  type Aggregate,
  type Answer,
  historyStep,
  type HistoryStep,
  type Need,
} from "@probity/engine/features";
import type { Statement } from "../store/index.ts";
import type { Run } from "./definitions.ts";
import { unpackText } from "./member-text.ts";
import { readEvent } from "./read-event.ts";
import type { FeatureRequest, LinkAnswers } from "./request.ts";
import * as sql from "./statements.ts";
import { type Cell, type CellKind, Cells, isWindow, noPosition } from "./window-cells.ts";

/** What answers are made with. */
export interface AnswerOptions {
  /** Default: questions about links are `unavailable`. */
  readonly links?: LinkAnswers | undefined;
  /** Default: the database is asked for all windows. */
  readonly read?: CellReader | undefined;
}

/** Why a window has no value yet. */
export const beingFilled = "the window is being filled";

/** A process with more events than this has no history that rules could read. */
export const mostSteps = 2_000;

/** Answers cells of windows from memory; undefined where the database has to be asked. */
export type CellReader = (kind: CellKind, cell: Cell) => Aggregate | undefined;

/** What many events ask for, collected. Links are answered, windows and histories are not. */
export interface PreparedNeeds {
  readonly cells: Cells;
  readonly asksHistories: boolean;
  /** Looks histories up; what they say does not depend on who else asks at the same time. */
  readHistories(run: Run): Promise<void>;
  /** All answers, in the order of the requests and their needs; undefined when `read` does not know a window. After {@link readHistories}. */
  answerNow(read: CellReader | undefined): Answers | undefined;
  /** The same, with the database asked for what `read` does not know. */
  answer(run: Run, read?: CellReader): Promise<Answers>;
}

type Answers = readonly (readonly Answer[])[];

/** Collects what many events ask for; the same question is asked once. */
export function prepareNeeds(
  requests: readonly FeatureRequest[],
  { links }: AnswerOptions = {},
): PreparedNeeds {
  const cells = new Cells();
  const steps: StepsQuery[] = [];
  const asked = requests.map((request) =>
    request.needs.map((need): Asked => {
      if (isWindow(need)) return { windows: cells.add(need, request) };
      if (need.kind === "history") return { steps: askSteps(steps, need.of, request) };
      return { answer: linkOrNothing(need, request, links) };
    }),
  );
  let histories: ReadonlyMap<number, Answer> = new Map();
  const all = (windows: ReadonlyMap<number, Aggregate>): Answers =>
    asked.map((list) => list.map((one) => answerOf(one, windows, histories)));
  return {
    cells,
    asksHistories: steps.length > 0,
    readHistories: async (run) => {
      histories = await answerSteps(run, steps);
    },
    answerNow: (read) => {
      const { known, left } = readCells(cells, read);
      return left.size === 0 ? all(known) : undefined;
    },
    answer: async (run, read) => {
      const { known, left } = readCells(cells, read);
      const found = await answerCells(run, left);
      return all(known.size === 0 ? found : new Map([...known, ...found]));
    },
  };
}

/**
 * Answers what the rules of many events need, each list in the order of its needs: one statement for all windows that
 * count and sum, and one each for distinct values, last values and histories where some are asked for. Nothing is
 * remembered between two calls.
 */
export async function answerNeeds(
  run: Run,
  requests: readonly FeatureRequest[],
  options: AnswerOptions = {},
): Promise<Answers> {
  const prepared = prepareNeeds(requests, options);
  // Without waiting where there is nothing to wait for: callers send their first statement with others.
  if (prepared.asksHistories) await prepared.readHistories(run);
  return await prepared.answer(run, options.read);
}

type Asked =
  | { readonly windows: readonly number[] }
  | { readonly steps: number | undefined }
  | { readonly answer: Answer };

function linkOrNothing(
  need: Exclude<Need, { kind: "window" | "history" }>,
  { at }: FeatureRequest,
  links: LinkAnswers | undefined,
): Answer {
  // What it could not be asked for the need itself says.
  if (need.kind === "failed") return { unavailable: "" };
  return links?.(need, at) ?? { unavailable: "links are not looked up here" };
}

function answerOf(
  asked: Asked,
  windows: ReadonlyMap<number, Aggregate>,
  histories: ReadonlyMap<number, Answer>,
): Answer {
  if ("answer" in asked) return asked.answer;
  if ("steps" in asked)
    return (asked.steps === undefined ? undefined : histories.get(asked.steps)) ?? noSteps;
  const found = asked.windows.map((place) => windows.get(place));
  const known = found.filter((one) => one !== undefined);
  return known.length === found.length ? { windows: known } : { unavailable: beingFilled };
}

const noSteps: Answer = { steps: [] };

interface CellRow {
  readonly i: number;
  readonly ready: boolean;
  readonly members: number;
  readonly gaps: number;
  readonly sum?: string | null;
  readonly min?: string | null;
  readonly max?: string | null;
  readonly distinct?: number;
  readonly unit: string | null;
  readonly other: string | null;
  readonly n?: string | null;
  readonly t?: string | null;
  readonly u?: string | null;
}

const statements: readonly (readonly [CellKind, Statement])[] = [
  ["sums", sql.sums],
  ["distinct", sql.distinct],
  ["last", sql.last],
];

interface ReadCells {
  readonly known: ReadonlyMap<number, Aggregate>;
  /** What only the database can tell. */
  readonly left: ReadonlyMap<CellKind, readonly Cell[]>;
}

function readCells(cells: Cells, read: CellReader | undefined): ReadCells {
  const known = new Map<number, Aggregate>();
  const left = new Map<CellKind, readonly Cell[]>();
  for (const [kind] of statements) {
    const unknown = cells.of(kind).filter((cell) => {
      const found = read?.(kind, cell);
      if (found !== undefined) known.set(cell.i, found);
      return found === undefined;
    });
    if (unknown.length > 0) left.set(kind, unknown);
  }
  return { known, left };
}

/** Those of definitions that are not filled yet are left out. */
async function answerCells(run: Run, cells: ReadCells["left"]): Promise<ReadonlyMap<number, Aggregate>> {
  const found = new Map<number, Aggregate>();
  for (const [kind, statement] of statements) {
    const asked = cells.get(kind) ?? [];
    if (asked.length === 0) continue;
    // oxlint-disable-next-line no-await-in-loop -- one connection
    for (const row of await run.run<CellRow>(statement, [JSON.stringify(asked)]))
      if (row.ready) found.set(row.i, aggregateOf(row, kind));
  }
  return found;
}

function aggregateOf(row: CellRow, kind: CellKind): Aggregate {
  const { members, gaps, distinct, unit, other } = row;
  const units = [...new Set([unit, other])].flatMap((one) => (one === null ? [] : unpackText(one)));
  const base = { members, gaps, units };
  if (kind === "distinct") return { ...base, distinct: distinct ?? 0 };
  if (kind === "last") return { ...base, last: lastOf(row) };
  const { sum, min, max } = row;
  return { ...base, sum: sum ?? undefined, min: min ?? undefined, max: max ?? undefined };
}

const text = (value: string | null | undefined): string | undefined =>
  value === null || value === undefined ? undefined : unpackText(value);

function lastOf({ n, t, u }: CellRow): Aggregate["last"] {
  const value = { n: n ?? undefined, t: text(t), u: text(u) };
  return value.n === undefined && value.t === undefined ? undefined : value;
}

interface StepsQuery {
  readonly i: number;
  readonly source: string;
  readonly subject: string;
  readonly types: readonly string[];
  readonly position: number;
}

/** The place of the answer; undefined for an event of no process. */
function askSteps(
  steps: StepsQuery[],
  types: readonly string[],
  { source, subject, position = noPosition }: FeatureRequest,
): number | undefined {
  if (subject === undefined || subject === null) return undefined;
  return steps.push({ i: steps.length, source, subject, types, position }) - 1;
}

interface StepRow {
  readonly i: number;
  readonly id: string;
  readonly type: string;
  readonly body: string;
  readonly position: number;
}

async function answerSteps(run: Run, steps: readonly StepsQuery[]): Promise<ReadonlyMap<number, Answer>> {
  if (steps.length === 0) return new Map();
  const rows = await run.run<StepRow>(sql.history, [JSON.stringify(steps), mostSteps + 1]);
  return new Map([...Map.groupBy(rows, ({ i }) => i)].map(([i, list]) => [i, historyOf(list)] as const));
}

function historyOf(rows: readonly StepRow[]): Answer {
  if (rows.length > mostSteps) return { unknown: `the process has more than ${mostSteps} events` };
  const steps = rows.flatMap((row): readonly HistoryStep[] => {
    const read = readEvent({ ...row, source: "", subject: null });
    return read === undefined ? [] : [historyStep(read, read.at)];
  });
  return { steps: steps.toSorted((a, b) => a.at - b.at) };
}
