import { setImmediate as yieldToOthers } from "node:timers/promises";
import { type Json, ProbityError } from "@probity/contracts";
import { unlessRaced } from "../log/index.ts";
import { isUnavailable, type Store } from "../store/index.ts";
import { type JobFailure, JobStopped, type JobWork, type RunningJob } from "./job.ts";
import {
  claimJob,
  type ClaimedJob,
  failJob,
  finishJob,
  giveJobBack,
  leaseSeconds,
  orphanJobs,
  renewLease,
} from "./job-store.ts";

/** Runs jobs, one at a time, on each server process. */
export interface JobRunner {
  start(): void;
  /** There may be a job: do not wait for the next look. */
  wake(): void;
  /** Leaves the running job to the next process; nothing is started after. */
  stop(): Promise<void>;
}

/** What {@link createJobRunner} works with. */
export interface JobRunnerOptions {
  readonly store: Store;
  readonly clock: () => number;
  readonly newId: () => string;
  /** How each kind of job is done. */
  readonly kinds: Readonly<Record<string, JobWork>>;
  /** Rows that the journal keeps were changed. */
  readonly onFinished: () => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/** How long the work may hold the event loop at a time: the server goes on serving. */
const sliceMs = 8;
const renewMs = 500;
const pollMs = 5_000;
/** A job that was started so often and never ended takes its server down with it. */
const maxAttempts = 5;

interface Running {
  readonly claimed: ClaimedJob;
  done: number;
  total: number | null;
  checkpoint: (() => Json) | undefined;
  sliceStart: number;
  /** By the monotonic clock, taken before the lease was asked for: it ends no later than here. */
  renewedAt: number;
}

/**
 * Makes a runner. A job belongs to whoever holds its lease: after kill -9 another process, or the same one after a restart,
 * goes on from the checkpoint. A process that stalled for longer than its lease stops before it does anything more, so no
 * job is worked on twice at a time, and the end of a job is stored only by whoever holds it.
 */
export function createJobRunner(options: JobRunnerOptions): JobRunner {
  const { store, onError } = options;
  const owner = options.newId();
  const state: RunnerState = { stopping: false, left: undefined };
  let signal = Promise.withResolvers<void>();
  let loop: Promise<void> | undefined;

  const round = async (): Promise<boolean> => {
    if (state.left !== undefined) await giveJobBack(store, owner, state.left.id, state.left.checkpoint);
    state.left = undefined;
    const claimed = await claimJob(store, owner, new Date(options.clock()));
    if (claimed === undefined) return false;
    await runJob({ ...options, owner, state }, claimed);
    return true;
  };
  const pause = async (): Promise<void> => {
    const timer = setTimeout(() => signal.resolve(), pollMs).unref();
    await signal.promise;
    clearTimeout(timer);
    signal = Promise.withResolvers<void>();
  };
  const run = async (): Promise<void> => {
    if (store.engine === "pglite") await orphanJobs(store).catch(onError);
    while (!state.stopping) {
      const worked = await round().catch((error: unknown) => {
        onError(error);
        return false;
      });
      if (!worked && !state.stopping) await pause();
    }
  };
  return {
    start: () => {
      loop ??= run();
    },
    wake: () => signal.resolve(),
    stop: async () => {
      state.stopping = true;
      signal.resolve();
      await loop;
    },
  };
}

interface RunnerState {
  stopping: boolean;
  /** A job that the database could not be told of any more; given back when it answers, so that no attempt is lost. */
  left: { readonly id: string; readonly checkpoint: string | null } | undefined;
}

interface RunOptions extends JobRunnerOptions {
  readonly owner: string;
  readonly state: RunnerState;
}

async function runJob(options: RunOptions, claimed: ClaimedJob): Promise<void> {
  const { store, owner, clock, kinds } = options;
  const { id, kind } = claimed;
  const work = kinds[kind];
  const now = (): Date => new Date(clock());
  const fail = (failure: JobFailure): Promise<void> => failJob(store, owner, id, now(), failure);
  if (work === undefined) return await fail({ code: "PROBITY_E_INTERNAL", detail: `no work named ${kind}` });
  if (claimed.attempt > maxAttempts)
    return await fail({ code: "PROBITY_E_INTERNAL", detail: `started ${maxAttempts} times and never ended` });
  const running: Running = {
    claimed,
    done: 0,
    total: null,
    checkpoint: undefined,
    sliceStart: performance.now(),
    renewedAt: performance.now(),
  };
  try {
    const finish = await work(handleOf(options, running));
    const done = { id, done: running.done };
    await unlessRaced(() => finishJob(store, owner, done, now(), finish));
    await options.onFinished();
  } catch (error) {
    await settle(options, running, error, fail);
  }
}

async function settle(
  { store, owner, state, onError }: RunOptions,
  { claimed, checkpoint }: Running,
  error: unknown,
  fail: (failure: JobFailure) => Promise<void>,
): Promise<void> {
  const kept = checkpoint === undefined ? null : JSON.stringify(checkpoint());
  if (error instanceof JobStopped) {
    // Otherwise it was cancelled, or another process holds it.
    if (state.stopping) await giveJobBack(store, owner, claimed.id, kept);
    return;
  }
  if (isOutage(error)) {
    state.left = { id: claimed.id, checkpoint: kept };
    return onError(error);
  }
  if (!(error instanceof ProbityError)) onError(error);
  await fail(failureOf(error));
}

/** The database is away, or was and its log is still compared with what was published: the end of a job is logged. */
const isOutage = (error: unknown): boolean =>
  isUnavailable(error) || (error instanceof ProbityError && error.code === "PROBITY_E_UNAVAILABLE");

function failureOf(error: unknown): JobFailure {
  if (!(error instanceof ProbityError))
    return { code: "PROBITY_E_INTERNAL", detail: "the job failed; the server's log says why" };
  const { code, message: detail, errors } = error;
  return { code, detail, ...(errors.length > 0 && { errors: errors.slice(0, 100) }) };
}

function handleOf({ store, owner, state }: RunOptions, running: Running): RunningJob {
  const { id, input, by, checkpoint } = running.claimed;
  const renewLeaseNow = async (): Promise<void> => {
    const asked = performance.now();
    const stored = JSON.stringify(running.checkpoint?.() ?? null);
    const { done, total } = running;
    if (!(await renewLease(store, owner, { id, done, total, checkpoint: stored })))
      throw new JobStopped(`job ${id} is no longer this process's`);
    running.renewedAt = asked;
  };
  return {
    id,
    by,
    // Written by whoever queued the job, and by renewLease.
    input: JSON.parse(input) as Json,
    checkpoint: checkpoint === null ? null : (JSON.parse(checkpoint) as Json),
    setTotal: (total) => {
      running.total = total;
    },
    at: async (done, makeCheckpoint) => {
      running.done = done;
      running.checkpoint = makeCheckpoint;
      if (state.stopping) throw new JobStopped("the server stops");
      const now = performance.now();
      if (now - running.renewedAt > leaseSeconds * 1_000) throw new JobStopped("the lease ran out");
      if (now - running.renewedAt > renewMs) await renewLeaseNow();
      if (performance.now() - running.sliceStart < sliceMs) return;
      await yieldToOthers();
      running.sliceStart = performance.now();
    },
  };
}
