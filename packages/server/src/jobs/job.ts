import type { Json } from "@probity/contracts";
import type { Transaction } from "../store/index.ts";

/** States of a job; the last three are final. */
export type JobState = "queued" | "running" | "done" | "failed" | "cancelled";

/** A job as people see it. */
export interface JobView {
  readonly id: string;
  readonly kind: string;
  readonly state: JobState;
  readonly input: unknown;
  readonly by: string;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  /** Units of work: events that were looked at. */
  readonly done: number;
  /** How many there will be, at most; null before it starts. */
  readonly total: number | null;
  /** How often it was started; more than once after a crash. */
  readonly attempt: number;
  /** Id of what it made, which is its own; null unless `done`. */
  readonly result: string | null;
  readonly failure: JobFailure | null;
  readonly cancelledBy: string | null;
}

/** Why a job failed. */
export interface JobFailure {
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[] | undefined;
}

/** What the work of a job is given. */
export interface RunningJob {
  readonly id: string;
  readonly input: Json;
  readonly by: string;
  /** What {@link RunningJob.at} gave last, before a crash or a stop; null at the first start. */
  readonly checkpoint: Json;
  /** Tells how much there is to do at most. */
  setTotal(total: number): void;
  /**
   * To be called often, with how much is done: lets others run when this slice has lasted long enough, and now and then
   * renews the lease and stores progress and checkpoint. Throws {@link JobStopped} when the job is no longer this process's.
   */
  at(done: number, checkpoint: () => Json): Promise<void>;
}

/** Thrown by {@link RunningJob.at}; the work lets it pass. */
export class JobStopped extends Error {}

/** What the work of a job ends in: stores the result under the job's id, in the transaction that ends the job, as its last act. */
export type Finish = (transaction: Transaction) => Promise<void>;

/** How a kind of job is done. Must end with the same result when it is run again, whole or from a checkpoint. */
export type JobWork = (job: RunningJob) => Promise<Finish>;
