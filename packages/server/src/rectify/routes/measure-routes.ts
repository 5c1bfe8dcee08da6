import type { FastifyInstance } from "fastify";
import { actAs, caseFields as field, changeBody, operation } from "../../cases/index.ts";
import type { Context } from "../../context.ts";
import { type LookBackResult, recordLookBack } from "../look-back.ts";
import { acceptSignOff, askSignOff, refuseSignOff, reportProgress } from "../sign-off.ts";
import { afterAnswer } from "./answers.ts";

interface ById {
  readonly Params: { readonly id: string };
}

interface Progress {
  readonly version: number;
  readonly progress?: number;
  readonly parts?: readonly number[];
  readonly text?: string;
}

const params = { type: "object", properties: { id: field.id }, required: ["id"] } as const;

const progressBody = changeBody({
  progress: { type: "integer", minimum: 0, maximum: 100 },
  parts: {
    type: "array",
    items: { type: "integer", minimum: 0, maximum: 49 },
    maxItems: 50,
    uniqueItems: true,
  },
  text: field.text,
});

/** `/console/measures/:id` and `/console/look-backs/:id`: the way of a measure to its sign-off and beyond (CA-4). */
export function registerMeasures(app: FastifyInstance, context: Context): void {
  registerReports(app, context);
  registerReviews(app, context);
}

function registerReports(app: FastifyInstance, context: Context): void {
  const config = { access: "rectification.report", scoped: true } as const;
  app.post<ById & { Body: Progress }>(
    "/measures/:id/progress",
    {
      config,
      schema: operation("reportProgress", "How far a measure or task is; parts that are done, from 0", {
        response: { 200: afterAnswer },
        params,
        body: progressBody,
      }),
    },
    ({ params: { id }, body: { version, ...progress }, actor }) =>
      actAs(context, actor, (work, by) => reportProgress(work, by, { id, version }, progress)),
  );
  app.post<ById & { Body: { version: number; text?: string } }>(
    "/measures/:id/ask",
    {
      config,
      schema: operation("askSignOff", "Ask for the sign-off of a measure, with proof", {
        response: { 200: afterAnswer },
        params,
        body: changeBody({ text: field.text }),
      }),
    },
    ({ params: { id }, body: { version, text }, actor }) =>
      actAs(context, actor, (work, by) => askSignOff(work, by, { id, version }, text)),
  );
}

function registerReviews(app: FastifyInstance, context: Context): void {
  const config = { access: "rectification.review", scoped: true } as const;
  const zone = context.config.timeZone;
  app.post<ById & { Body: { version: number; text?: string; lookBackOn?: string } }>(
    "/measures/:id/accept",
    {
      config,
      schema: operation("acceptSignOff", "Sign a measure off; a look-back is set, 90 days later by default", {
        response: { 200: afterAnswer },
        params,
        body: changeBody({ text: field.text, lookBackOn: field.day }),
      }),
    },
    ({ params: { id }, body: { version, ...given }, actor }) =>
      actAs(context, actor, (work, by) => acceptSignOff(work, by, { id, version }, { ...given, zone })),
  );
  app.post<ById & { Body: { version: number; text: string } }>(
    "/measures/:id/refuse",
    {
      config,
      schema: operation("refuseSignOff", "Send a measure back with a reason", {
        response: { 200: afterAnswer },
        params,
        body: changeBody({ text: field.text }, ["text"]),
      }),
    },
    ({ params: { id }, body: { version, text }, actor }) =>
      actAs(context, actor, (work, by) => refuseSignOff(work, by, { id, version }, text)),
  );
  app.post<ById & { Body: LookBackResult & { version: number } }>(
    "/look-backs/:id/result",
    {
      config,
      schema: operation("recordLookBack", "What a look-back found; a relapse opens the problem again", {
        response: { 200: afterAnswer },
        params,
        body: changeBody({ method: field.text, result: field.text, relapse: { type: "boolean" } }, [
          "result",
          "relapse",
        ]),
      }),
    },
    ({ params: { id }, body: { version, ...found }, actor }) =>
      actAs(context, actor, (work, by) => recordLookBack(work, by, { id, version }, found, zone)),
  );
}
