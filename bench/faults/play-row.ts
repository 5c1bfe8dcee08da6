import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Postgres, startPostgres } from "../support/postgres.ts";
import type { Options } from "./options.ts";
import { createRandom } from "./random.ts";
import type { Row, Scale } from "./row.ts";
import { openStage } from "./stage.ts";
import { judge, type Verdict } from "./verdict.ts";

/** What became of a row. */
export type Outcome = { readonly id: string; readonly title: string; readonly seconds: number } & (
  | { readonly state: "played"; readonly verdict: Verdict }
  | { readonly state: "skipped"; readonly why: string }
  /** It could not be played to its end: something was unreachable or stood still. */
  | { readonly state: "broke"; readonly why: string }
);

/** Where rows play. */
export interface Venue {
  readonly directory: string;
  /** Shared by the rows that need none of their own. Undefined where PostgreSQL cannot run. */
  readonly postgres: Postgres | undefined;
  readonly options: Options;
  readonly progress: (text: string) => void;
}

/** Far beyond what a row takes on a busy machine: slow is no error, standing still is. */
const longestMs = ({ kills }: Scale): number => 15 * 60_000 + kills * 60_000;

/** The work, or a rejection when it stands still; what the work does after that is its stage's to end. */
const within = async <T>(ms: number, work: Promise<T>): Promise<T> => {
  const tooLong = async (signal: AbortSignal): Promise<never> => {
    await sleep(ms, undefined, { signal });
    throw new Error(`not done after ${ms / 60_000} minutes`);
  };
  const done = new AbortController();
  try {
    return await Promise.race([work, tooLong(done.signal)]);
  } finally {
    done.abort();
  }
};

const withDatabase = async <T>(
  row: Row,
  shared: Postgres | undefined,
  work: (postgres: Postgres | undefined) => Promise<T>,
): Promise<T> => {
  if (row.database === "pglite") return work(undefined);
  if (row.database !== "own") return work(shared);
  const own = await startPostgres();
  try {
    return await work(own);
  } finally {
    await own.stop();
  }
};

const play = async (row: Row, venue: Venue, postgres: Postgres | undefined): Promise<Verdict> => {
  const { options, progress } = venue;
  const directory = join(venue.directory, row.id);
  mkdirSync(directory, { recursive: true });
  const stage = await openStage({ directory, postgres, retryCapMs: options.scale.retryCapMs });
  try {
    const context = {
      stage,
      scale: options.scale,
      random: createRandom(options.seed),
      postgres,
      progress: (text: string) => progress(`${row.id}: ${text}`),
    };
    const end = await within(longestMs(options.scale), row.play(context));
    const finish = await stage.finish();
    return judge(stage.emitted(), finish, end.report, stage.proxy.duplicates(), end);
  } finally {
    await stage.close();
    if (!options.keep) rmSync(directory, { recursive: true, force: true });
  }
};

/** Plays one row; a failure of any kind becomes its outcome. */
export const playRow = async (row: Row, venue: Venue): Promise<Outcome> => {
  const begun = performance.now();
  const { id, title } = row;
  const about = () => ({ id, title, seconds: (performance.now() - begun) / 1000 });
  const why =
    row.skip?.() ??
    (row.database === "own" && venue.postgres === undefined ? "PostgreSQL does not start here" : undefined);
  if (why !== undefined) return { ...about(), state: "skipped", why };
  try {
    const verdict = await withDatabase(row, venue.postgres, (postgres) => play(row, venue, postgres));
    return { ...about(), state: "played", verdict };
  } catch (error) {
    return { ...about(), state: "broke", why: error instanceof Error ? error.message : String(error) };
  }
};
