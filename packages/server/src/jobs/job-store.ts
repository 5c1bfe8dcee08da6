import { type Json, ProbityError } from "@probity/contracts";
import type { Statement, Store, Transaction } from "../store/index.ts";
import type { Finish, JobFailure, JobState, JobView } from "./job.ts";

/** A job that this process holds the lease of. */
export interface ClaimedJob {
  readonly id: string;
  readonly kind: string;
  readonly input: string;
  readonly by: string;
  readonly attempt: number;
  readonly checkpoint: string | null;
}

/** How long a job stays with a process that says nothing. The database's clock decides: those of servers differ. */
export const leaseSeconds = 15;

const insert: Statement = {
  name: "job-insert",
  text: `insert into job (id, kind, state, input, by, created_at, done, attempt)
    values ($1, $2, 'queued', $3, $4, $5, 0, 0)`,
};

/** One job for one process: those that others are claiming at this moment are passed over. */
const claim: Statement = {
  name: "job-claim",
  text: `update job set state = 'running', owner = $1, attempt = attempt + 1, started_at = coalesce(started_at, $2::timestamptz),
      lease_until = clock_timestamp() + make_interval(secs => $3)
    where id = (
      select id from job where state = 'queued' or (state = 'running' and lease_until < clock_timestamp())
      order by created_at, id limit 1 for update skip locked
    ) returning id, kind, input, by, attempt, checkpoint`,
};

const renew: Statement = {
  name: "job-renew",
  text: `update job set done = $3, total = $4, checkpoint = $5, lease_until = clock_timestamp() + make_interval(secs => $6)
    where id = $1 and owner = $2 and state = 'running' returning id`,
};

const giveBack: Statement = {
  name: "job-give-back",
  text: `update job set state = 'queued', owner = null, lease_until = null, attempt = attempt - 1, checkpoint = coalesce($3, checkpoint)
    where id = $1 and owner = $2 and state = 'running'`,
};

const end: Statement = {
  name: "job-end",
  text: `update job set state = $3, finished_at = $4, failure = $5, done = coalesce($6, done), total = coalesce($6, total),
      result = case when $3 = 'done' then id end, checkpoint = null, owner = null, lease_until = null
    where id = $1 and owner = $2 and state = 'running' returning id`,
};

/** On the embedded database nobody but this process can be running anything. */
const orphan: Statement = {
  name: "job-orphan",
  text: "update job set lease_until = clock_timestamp() - interval '1 second' where state = 'running'",
};

/** Puts a job into the queue, in the transaction of whatever it belongs to. */
export async function insertJob(
  transaction: Transaction,
  job: { readonly id: string; readonly kind: string; readonly input: Json; readonly by: string },
  now: Date,
): Promise<void> {
  const { id, kind, input, by } = job;
  await transaction.run(insert, [id, kind, JSON.stringify(input), by, now.toISOString()]);
}

/** Takes the oldest job that nobody works on; undefined when there is none. */
export async function claimJob(store: Store, owner: string, now: Date): Promise<ClaimedJob | undefined> {
  const [job] = await store.run<ClaimedJob>(claim, [owner, now.toISOString(), leaseSeconds]);
  return job;
}

/** Renews the lease and stores how far the job is; false when the job is not this process's any more. */
export async function renewLease(
  store: Store,
  owner: string,
  job: {
    readonly id: string;
    readonly done: number;
    readonly total: number | null;
    readonly checkpoint: string;
  },
): Promise<boolean> {
  const { id, done, total, checkpoint } = job;
  const rows = await store.run(renew, [id, owner, done, total, checkpoint, leaseSeconds]);
  return rows.length === 1;
}

/** Leaves a job to whoever comes next, such as the server after a restart. */
export async function giveJobBack(
  store: Store,
  owner: string,
  id: string,
  checkpoint: string | null,
): Promise<void> {
  await store.run(giveBack, [id, owner, checkpoint]);
}

/** Leaves the jobs of a process that is gone to this one. For a database that only one process can open. */
export async function orphanJobs(store: Store): Promise<void> {
  await store.run(orphan, []);
}

/** Ends a job with its result, in one transaction; false when it is not this process's any more: then nothing is stored. */
export async function finishJob(
  store: Store,
  owner: string,
  job: { readonly id: string; readonly done: number },
  now: Date,
  finish: Finish,
): Promise<boolean> {
  return await store.transaction(async (transaction) => {
    const rows = await transaction.run(end, [job.id, owner, "done", now.toISOString(), null, job.done]);
    if (rows.length === 0) return false;
    await finish(transaction);
    return true;
  });
}

/** Ends a job that cannot be done. */
export async function failJob(
  store: Store,
  owner: string,
  id: string,
  now: Date,
  failure: JobFailure,
): Promise<void> {
  await store.run(end, [id, owner, "failed", now.toISOString(), JSON.stringify(failure), null]);
}

/** Ends a job that is waiting or running. Throws `PROBITY_E_NOT_FOUND`, `PROBITY_E_JOB_STATE` for one that has ended. */
export async function cancelJob(
  store: Pick<Store, "db">,
  id: string,
  by: string,
  now: Date,
): Promise<JobView> {
  const row = await store.db
    .updateTable("job")
    .set({
      state: "cancelled",
      cancelled_by: by,
      finished_at: now.toISOString(),
      checkpoint: null,
      owner: null,
    })
    .where("id", "=", id)
    .where("state", "in", ["queued", "running"])
    .returningAll()
    .executeTakeFirst();
  if (row !== undefined) return viewOf(row);
  const job = await readJob(store, id);
  throw new ProbityError("PROBITY_E_JOB_STATE", `job ${id} is ${job.state}`);
}

/** One job. Throws `PROBITY_E_NOT_FOUND`. */
export async function readJob(store: Pick<Store, "db">, id: string): Promise<JobView> {
  const row = await store.db.selectFrom("job").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no job ${id}`);
  return viewOf(row);
}

/** Jobs, the newest first. `before` is the id of the last one of the page before; ids rise with time. */
export async function listJobs(
  store: Store,
  filter: {
    readonly state?: JobState | undefined;
    readonly kind?: string | undefined;
    readonly limit: number;
    readonly before?: string | undefined;
  },
): Promise<readonly JobView[]> {
  let select = store.db.selectFrom("job").selectAll();
  if (filter.state !== undefined) select = select.where("state", "=", filter.state);
  if (filter.kind !== undefined) select = select.where("kind", "=", filter.kind);
  if (filter.before !== undefined) select = select.where("id", "<", filter.before);
  const rows = await select.orderBy("id", "desc").limit(filter.limit).execute();
  return rows.map(viewOf);
}

interface JobRow {
  readonly id: string;
  readonly kind: string;
  readonly state: JobState;
  readonly input: string;
  readonly by: string;
  readonly created_at: Date;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
  readonly done: number;
  readonly total: number | null;
  readonly attempt: number;
  readonly result: string | null;
  readonly failure: string | null;
  readonly cancelled_by: string | null;
}

/** Input and failure were written by this module. */
const viewOf = (row: JobRow): JobView => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  input: JSON.parse(row.input),
  by: row.by,
  createdAt: row.created_at.toISOString(),
  startedAt: row.started_at?.toISOString() ?? null,
  finishedAt: row.finished_at?.toISOString() ?? null,
  done: row.done,
  total: row.total,
  attempt: row.attempt,
  result: row.result,
  failure: row.failure === null ? null : (JSON.parse(row.failure) as JobFailure),
  cancelledBy: row.cancelled_by,
});
