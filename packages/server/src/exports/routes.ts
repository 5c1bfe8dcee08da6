import type { FastifyInstance } from "fastify";
import { requirePurpose } from "../access/index.ts";
import { grantedPerson, operation, sendFile } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { answerOf, idParams } from "../ops/describe.ts";
import { askExport, cancelExport, type ExportOrder, listExports, showExport, takeExport } from "./exports.ts";
import { exportKindNames, exportKinds } from "./kinds/index.ts";
import { partsOf } from "./parts.ts";
import { count, countOrNone, moment, text, textOrNone } from "../ops/answer-parts.ts";

const exportAnswer = answerOf({
  id: text,
  number: text,
  kind: { enum: exportKindNames },
  filter: { type: "object" },
  state: { enum: ["queued", "running", "done", "failed", "cancelled", "expired"] },
  done: count,
  total: { ...countOrNone, description: "Null where nobody can say beforehand" },
  rows: countOrNone,
  bytes: countOrNone,
  rowsSha256: textOrNone,
  fileSha256: textOrNone,
  askedAt: moment,
  expiresAt: moment,
  failure: { ...textOrNone, description: "A code of the error table; null unless it failed" },
});

const orderBody = {
  oneOf: exportKindNames.map((kind) => ({
    type: "object",
    properties: {
      kind: { const: kind },
      filter: {
        type: "object",
        properties: exportKinds[kind].filter,
        required: exportKinds[kind].needs ?? [],
        additionalProperties: false,
      },
      asOf: {
        type: "integer",
        minimum: 0,
        maximum: Number.MAX_SAFE_INTEGER,
        description: "Place in the log up to which the list was looked at; default: its end",
      },
      language: { enum: ["zh-CN", "en"] },
    },
    required: ["kind", "filter", "language"],
    additionalProperties: false,
  })),
} as const;

const config = { access: "report.export", scoped: true } as const;
const media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

interface ById {
  readonly Params: { readonly id: string };
}

/** `/console/list-exports`: files of lists, made by jobs (UI-1, SE-2, LO-7). */
export function registerListExports(app: FastifyInstance, context: Context): void {
  app.post<{ Body: ExportOrder }>(
    "/list-exports",
    {
      config,
      schema: operation("askListExport", "Ask for an XLSX file of a list, as a filter finds it", {
        body: orderBody,
        response: { 201: exportAnswer },
      }),
    },
    async ({ body, actor, headers }, reply) => {
      const purpose = requirePurpose({ actor, headers });
      const asked = await askExport(context, grantedPerson(actor), body, purpose);
      context.scorer.wake();
      return await reply.status(201).send(asked);
    },
  );
  app.get(
    "/list-exports",
    {
      config,
      schema: operation("listListExports", "Own files that are kept, the newest first", {
        response: { 200: answerOf({ exports: { type: "array", items: exportAnswer } }) },
      }),
    },
    async ({ actor }) => ({ exports: await listExports(context, grantedPerson(actor)) }),
  );
  app.get<ById>(
    "/list-exports/:id",
    {
      config,
      schema: operation("showListExport", "How far a file is", {
        params: idParams,
        response: { 200: exportAnswer },
      }),
    },
    async ({ params: { id }, actor }) => await showExport(context, grantedPerson(actor), id),
  );
  registerActs(app, context);
}

function registerActs(app: FastifyInstance, context: Context): void {
  app.post<ById>(
    "/list-exports/:id/cancel",
    {
      config,
      schema: operation("cancelListExport", "End the making of a file", {
        params: idParams,
        response: { 200: exportAnswer },
      }),
    },
    async ({ params: { id }, actor }) => {
      const cancelled = await cancelExport(context, grantedPerson(actor), id);
      context.scorer.wake();
      return cancelled;
    },
  );
  app.get<ById>(
    "/list-exports/:id/file",
    {
      config,
      schema: operation("takeListExport", "The file; who may have it is judged anew, each time is logged", {
        params: idParams,
        response: { 200: { content: { [media]: { schema: { type: "string", format: "binary" } } } } },
      }),
    },
    async ({ params: { id }, actor }, reply) => {
      const { number, file, bytes } = await takeExport(context, grantedPerson(actor), id);
      context.scorer.wake();
      const parts = partsOf(context.store, file);
      return await sendFile(reply, { name: `${number}.xlsx`, media, bytes, parts });
    },
  );
}
