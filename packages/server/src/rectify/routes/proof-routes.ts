import type { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import {
  body,
  caseFields as field,
  grantedPerson,
  maxFileBytes,
  operation,
  readWhole,
  sendFile,
  takingFiles,
} from "../../cases/index.ts";
import type { Context } from "../../context.ts";
import type { ListKind } from "../kinds.ts";
import { addProof, openProof } from "../proofs.ts";
import { listParams, proofParams, readingOf } from "./reading.ts";
import { proofAnswer } from "./answers.ts";

interface ById {
  readonly Params: { readonly kind: ListKind; readonly id: string };
}

/** `/console/lists/:kind/:id/proofs`: files that prove something about an item. */
export function registerProofs(app: FastifyInstance, context: Context): void {
  takingFiles(app, (inner) => registerUpload(inner, context));
  registerDownload(app, context);
}

function registerUpload(app: FastifyInstance, context: Context): void {
  app.post<ById & { Body: Readable; Querystring: { name: string } }>(
    "/lists/:kind/:id/proofs",
    {
      config: { access: "rectification.report", scoped: true },
      bodyLimit: maxFileBytes,
      schema: operation("uploadProof", "Add a file as proof (the body, as application/octet-stream)", {
        response: { 201: proofAnswer },
        params: listParams,
        consumes: ["application/octet-stream"],
        querystring: body({ name: field.name }, ["name"]),
      }),
    },
    async ({ params, query: { name }, body: stream, actor }, reply) => {
      const added = await readWhole(stream, (bytes) =>
        addProof(context, grantedPerson(actor), params, { name, stream: bytes }),
      );
      context.scorer.wake();
      return await reply.status(201).send(added);
    },
  );
}

function registerDownload(app: FastifyInstance, context: Context): void {
  app.get<{ Params: ById["Params"] & { item: string } }>(
    "/lists/:kind/:id/proofs/:item/content",
    {
      config: { access: "rectification.read", scoped: true },
      schema: operation("readProof", "The file, as an attachment", { params: proofParams }),
    },
    async ({ params: { item, ...place }, actor }, reply) => {
      const { viewer } = await readingOf(context, actor);
      const file = await openProof(context, viewer, place, item);
      context.scorer.wake();
      return await sendFile(reply, file);
    },
  );
}
