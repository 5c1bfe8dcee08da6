import { type Json, ProbityError } from "@probity/contracts";
import { insertJob, type JobWork, readJob, type JobView } from "../../jobs/index.ts";
import type { Store, Transaction } from "../../store/index.ts";
import type { LifeOptions } from "../advance.ts";
import { requireProofs } from "../proofs.ts";
import { recordProof } from "../record-proof.ts";
import { lockVersions, type ModelVersion, pick, type VersionName } from "../versions.ts";
import { type BacktestInput, type BacktestOptions, runBacktest } from "./run-backtest.ts";

/** Which events a backtest is to replay. */
export interface BacktestOrder {
  readonly by: string;
  /** Default: every source that ever sent something. */
  readonly sources?: readonly string[] | undefined;
  /** Event time, RFC 3339; from is within, to is not. Default: no bound. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Kind of the job. */
export const backtestKind = "backtest";

/** More waiting ones than this are refused. */
const maxOpen = 100;

/**
 * Queues a backtest of the text that the version has now; the same one that is waiting or running is given back instead.
 * Throws `PROBITY_E_MODEL_UNPROVED` without a passed check, unless the version was released once;
 * `PROBITY_E_NOT_FOUND` for an unknown source.
 */
export async function queueBacktest(
  options: LifeOptions,
  name: VersionName,
  order: BacktestOrder,
): Promise<JobView> {
  const { store, clock, newId } = options;
  if (order.from !== undefined && order.to !== undefined && Date.parse(order.from) >= Date.parse(order.to))
    throw new ProbityError("PROBITY_E_REQUEST", "from must be before to");
  const id = await store.transaction(async (transaction) => {
    // Held, so that the same backtest is not queued twice at one moment.
    const version = pick(await lockVersions(transaction, name.id), name);
    if (needsCheck(version)) await requireProofs(transaction, version, ["check"]);
    const input = await inputOf(transaction, version, order);
    const open = await findOpen(transaction, input);
    if (open !== undefined) return open;
    const job = newId();
    const queued = { id: job, kind: backtestKind, input: { ...input } satisfies Json, by: order.by };
    await insertJob(transaction, queued, new Date(clock()));
    return job;
  });
  return await readJob(store, id);
}

const needsCheck = ({ state }: ModelVersion): boolean =>
  state === "draft" || state === "shadow" || state === "review";

async function inputOf(
  { db }: Transaction,
  { id, version, digest }: ModelVersion,
  order: BacktestOrder,
): Promise<BacktestInput> {
  const known = await db.selectFrom("source").select("id").orderBy("id").execute();
  const all = known.map((row) => row.id);
  const unknown = order.sources?.find((source) => !all.includes(source));
  if (unknown !== undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no source ${unknown}`);
  const { next_position } = await db
    .selectFrom("log_head")
    .select("next_position")
    .where("id", "=", 1)
    .executeTakeFirstOrThrow();
  return {
    id,
    version,
    digest,
    sources: order.sources === undefined ? all : all.filter((source) => order.sources?.includes(source)),
    from: order.from ?? null,
    to: order.to ?? null,
    through: next_position - 1,
  };
}

/** A job that is waiting or running for the same text, sources and period. */
async function findOpen({ db }: Transaction, input: BacktestInput): Promise<string | undefined> {
  const rows = await db
    .selectFrom("job")
    .select(["id", "input"])
    .where("kind", "=", backtestKind)
    .where("state", "in", ["queued", "running"])
    .limit(maxOpen)
    .execute();
  const wanted = scopeOf(input);
  // Written by queueBacktest.
  const found = rows.find((row) => scopeOf(JSON.parse(row.input) as BacktestInput) === wanted);
  if (found === undefined && rows.length === maxOpen)
    throw new ProbityError("PROBITY_E_OVERLOADED", `${maxOpen} backtests are waiting`);
  return found?.id;
}

/** Later events in the log make no other backtest of one that is not finished. */
const scopeOf = (input: BacktestInput): string => JSON.stringify({ ...input, through: 0 });

/** The work of the job: its result becomes a proof of the version, under the job's id. */
export function backtestWork(options: BacktestOptions & Pick<LifeOptions, "log">): JobWork {
  return async (job) => {
    // Written by queueBacktest.
    const input = job.input as unknown as BacktestInput;
    const result = await runBacktest(options, job, input);
    const { id, by } = job;
    const proof = {
      id,
      kind: "backtest",
      digest: input.digest,
      casesDigest: null,
      ok: true,
      by,
      result,
    } as const;
    return (transaction) => recordProof(options, transaction, input, proof);
  };
}

/** Jobs that are queued or running for a version. */
export async function openBacktests(
  { db }: Pick<Store, "db">,
  name: VersionName,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("job")
    .select(["id", "input"])
    .where("kind", "=", backtestKind)
    .where("state", "in", ["queued", "running"])
    .execute();
  return rows
    .filter(({ input }) => {
      // Written by queueBacktest.
      const { id, version } = JSON.parse(input) as BacktestInput;
      return id === name.id && version === name.version;
    })
    .map(({ id }) => id);
}
