import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { answerOf, idParams, operation, query } from "../ops/describe.ts";
import { personOf } from "../people/index.ts";
import type { JobState } from "./job.ts";
import { cancelJob, listJobs, readJob } from "./job-store.ts";
import { text, textOrNone } from "../ops/answer-parts.ts";

interface Filter {
  readonly state?: JobState;
  readonly kind?: string;
  readonly limit: number;
  readonly cursor?: string;
}

const listQuery = query({
  state: { enum: ["queued", "running", "done", "failed", "cancelled"] },
  kind: { type: "string", minLength: 1, maxLength: 60 },
  limit: { type: "integer", minimum: 1, maximum: 500, default: 50 },
  cursor: { type: "string", pattern: "^[A-Za-z0-9-]{1,100}$" },
});

/** A job. */
export const jobAnswer: object = answerOf({
  id: text,
  kind: text,
  state: { enum: ["queued", "running", "done", "failed", "cancelled"] },
  input: {},
  by: text,
  createdAt: text,
  startedAt: textOrNone,
  finishedAt: textOrNone,
  done: { type: "integer" },
  total: { type: ["integer", "null"] },
  attempt: { type: "integer" },
  result: textOrNone,
  failure: {
    ...answerOf({ code: text, detail: text, errors: { type: "array", items: { type: "object" } } }, [
      "errors",
    ]),
    type: ["object", "null"],
  },
  cancelledBy: textOrNone,
});

interface ById {
  readonly Params: { readonly id: string };
}

/** `/ops/jobs`: work that takes long, its progress and its end. */
export function registerJobs(app: FastifyInstance, { store, clock }: Context): void {
  app.get<{ Querystring: Filter }>(
    "/jobs",
    {
      config: { access: "job.read" },
      schema: operation("listJobs", "List jobs, newest first", {
        querystring: listQuery,
        response: {
          200: answerOf({ jobs: { type: "array", items: jobAnswer }, next: { type: "string" } }, ["next"]),
        },
      }),
    },
    async ({ query: { limit, cursor, ...filter } }) => {
      const rows = await listJobs(store, { ...filter, limit: limit + 1, before: cursor });
      const jobs = rows.slice(0, limit);
      return rows.length > limit ? { jobs, next: jobs.at(-1)?.id } : { jobs };
    },
  );
  app.get<ById>(
    "/jobs/:id",
    {
      config: { access: "job.read" },
      schema: operation("getJob", "One job: how far it is, how it ended", {
        params: idParams,
        response: { 200: jobAnswer },
      }),
    },
    ({ params }) => readJob(store, params.id),
  );
  app.post<ById>(
    "/jobs/:id/cancel",
    {
      config: { access: "job.cancel" },
      schema: operation("cancelJob", "End a job that is waiting or running; what it did is thrown away", {
        params: idParams,
        response: { 200: jobAnswer },
      }),
    },
    ({ params, actor }) => cancelJob(store, params.id, personOf(actor), new Date(clock())),
  );
}
