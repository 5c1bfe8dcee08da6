import type { FastifyInstance } from "fastify";
import { noteLook } from "../access/index.ts";
import { body, caseFields as field, grantedPerson, operation } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { answerOf, idParams, query } from "../ops/describe.ts";
import { keyedPageQuery, type PageQuery } from "../ops/page.ts";
import { reportAnswer, reportsAnswer, seriesAnswer, verifiedAnswer } from "./answers.ts";
import type { ReportOrder } from "./content.ts";
import { listReports, makeReport, showReport, verifyReport } from "./reports.ts";
import { beginSeries, endSeries, listSeries, type SeriesOrder } from "./series.ts";

interface ById {
  readonly Params: { readonly id: string };
}

const area = {
  unit: field.unit,
  domain: { type: "string", pattern: "^[A-Z]{2,10}$", description: "First part of a rule's id" },
  model: { type: "string", pattern: "^[A-Z0-9-]{3,100}$" },
} as const;

const reportBody = body(
  {
    title: field.name,
    from: field.moment,
    to: field.moment,
    ...area,
    question: field.text,
    proposals: field.text,
  },
  ["title", "from", "to"],
);

const seriesBody = body(
  {
    title: field.name,
    every: { enum: ["month", "quarter"] },
    ...area,
    recipients: { type: "array", items: field.person, maxItems: 50, uniqueItems: true },
  },
  ["title", "every", "recipients"],
);

const reads = { access: "report.read", scoped: true } as const;
const makes = { access: "report.export", scoped: true } as const;

/** `/console/reports`: figures of a period, kept as they were made (UI-1). */
export function registerReports(app: FastifyInstance, context: Context): void {
  const { store } = context;
  app.post<{ Body: ReportOrder }>(
    "/reports",
    {
      config: makes,
      schema: operation("makeReport", "Make a report of a period and keep it; its hash is logged", {
        body: reportBody,
        response: { 201: reportAnswer },
      }),
    },
    async ({ body: order, actor }, reply) => {
      const report = await makeReport(context, grantedPerson(actor), order);
      context.scorer.wake();
      return await reply.status(201).send(report);
    },
  );
  app.get<{ Querystring: PageQuery }>(
    "/reports",
    {
      config: reads,
      schema: operation("listReports", "Reports, the newest first", {
        querystring: query(keyedPageQuery),
        response: { 200: reportsAnswer },
      }),
    },
    async ({ query: asked, actor }) => await listReports(store, grantedPerson(actor), asked),
  );
  registerReading(app, context);
  registerSeries(app, context);
}

function registerReading(app: FastifyInstance, context: Context): void {
  const { store } = context;
  app.get<{ Querystring: { number: string; hash: string } }>(
    "/reports/verify",
    {
      config: reads,
      schema: operation("verifyReport", "Whether a report on paper is the one that is kept", {
        querystring: body(
          {
            number: { type: "string", pattern: "^[A-Z0-9-]{1,40}$" },
            hash: { type: "string", pattern: "^[0-9A-Fa-f]{64}$" },
          },
          ["number", "hash"],
        ),
        response: { 200: verifiedAnswer },
      }),
    },
    async ({ query: asked }) => await verifyReport(store, asked),
  );
  app.get<ById>(
    "/reports/:id",
    {
      config: reads,
      schema: operation("showReport", "One report, exactly as it was made", {
        params: idParams,
        response: { 200: reportAnswer },
      }),
    },
    async ({ params: { id }, actor }) => {
      const report = await showReport(store, grantedPerson(actor), id);
      await noteLook(context, actor, { kind: "report", object: report.number });
      return report;
    },
  );
}

function registerSeries(app: FastifyInstance, context: Context): void {
  app.post<{ Body: SeriesOrder }>(
    "/report-series",
    {
      config: makes,
      schema: operation("beginReportSeries", "Have a report made after each month or quarter", {
        body: seriesBody,
        response: { 201: seriesAnswer },
      }),
    },
    async ({ body: order, actor }, reply) =>
      await reply.status(201).send(await beginSeries(context, grantedPerson(actor), order)),
  );
  app.get(
    "/report-series",
    {
      config: reads,
      schema: operation("listReportSeries", "Series that are one's own, or of which one is told", {
        response: { 200: answerOf({ series: { type: "array", items: seriesAnswer } }) },
      }),
    },
    async ({ actor }) => ({ series: await listSeries(context.store, grantedPerson(actor)) }),
  );
  app.post<ById>(
    "/report-series/:id/end",
    {
      config: makes,
      schema: operation("endReportSeries", "End an own series", {
        params: idParams,
        response: { 200: seriesAnswer },
      }),
    },
    async ({ params: { id }, actor }) => await endSeries(context, grantedPerson(actor), id),
  );
}
