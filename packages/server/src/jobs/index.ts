export type { JobView, JobWork, RunningJob } from "./job.ts";
export { cancelJob, insertJob, readJob } from "./job-store.ts";
export type { JobRunner } from "./runner.ts";
export { createJobRunner } from "./runner.ts";
export { jobAnswer, registerJobs } from "./routes.ts";
