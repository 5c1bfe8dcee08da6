import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import {
  attachment,
  body,
  caseFields as field,
  grantedPerson,
  maxFileBytes,
  operation,
} from "../../cases/index.ts";
import type { Context } from "../../context.ts";
import type { ListKind } from "../kinds.ts";
import { addProof, openProof } from "../proofs.ts";
import { listParams, readingOf } from "./reading.ts";

interface ById {
  readonly Params: { readonly kind: ListKind; readonly id: string };
}

/** `/console/lists/:kind/:id/proofs`: files that prove something about an item. */
export function registerProofs(app: FastifyInstance, context: Context): void {
  // Its own scope: a body here is a stream of bytes, never read as a whole.
  void app.register((inner, _options, done) => {
    inner.removeAllContentTypeParsers();
    inner.addContentTypeParser("application/octet-stream", (_request, payload, parsed) =>
      parsed(null, payload),
    );
    registerUpload(inner, context);
    done();
  });
  registerDownload(app, context);
}

function registerUpload(app: FastifyInstance, context: Context): void {
  app.post<ById & { Body: Readable; Querystring: { name: string } }>(
    "/lists/:kind/:id/proofs",
    {
      config: { access: "rectification.report", scoped: true },
      bodyLimit: maxFileBytes,
      schema: operation("uploadProof", "Add a file as proof (the body, as application/octet-stream)", {
        params: listParams,
        consumes: ["application/octet-stream"],
        querystring: body({ name: field.name }, ["name"]),
      }),
    },
    async ({ params, query: { name }, body: stream, actor }, reply) => {
      // What is refused is read to its end all the same: a sender that is cut off does not see why.
      const proof = { name, stream: stream.iterator({ destroyOnReturn: false }) };
      const added = await addProof(context, grantedPerson(actor), params, proof).finally(() =>
        stream.resume(),
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
      schema: operation("readProof", "The file, as an attachment", { params: listParams }),
    },
    async ({ params: { item, ...place }, actor }, reply) => {
      const { viewer } = await readingOf(context, actor);
      const file = await openProof(context, viewer, place, item);
      context.scorer.wake();
      return await reply
        .type(file.media)
        .header("content-length", file.bytes)
        .header("content-disposition", attachment(file.name))
        .header("x-content-type-options", "nosniff")
        .header("content-security-policy", "default-src 'none'; sandbox")
        .header("cache-control", "no-store")
        .send(Readable.from(file.parts));
    },
  );
}
