import type { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { Context } from "../../context.ts";
import { addFile, addNote, listEvidence, type NewNote, openFile, withdrawEvidence } from "../evidence.ts";
import * as field from "../fields.ts";
import { maxFileBytes } from "../files/take-file.ts";
import type { Track } from "../states.ts";
import { workOnCases } from "../work.ts";
import { readWhole, sendFile, takingFiles } from "./file-transfer.ts";
import { grantedPerson, readParts } from "./reading.ts";
import { body, caseParams, itemParams, operation, track } from "./schemas.ts";
import { addedAnswer, evidenceAnswer, idAnswer } from "./answers.ts";

interface ById {
  readonly Params: { readonly id: string };
}

interface ByItem {
  readonly Params: { readonly id: string; readonly item: string };
}

const config = { access: "case.read", scoped: true } as const;

const noteBody = {
  oneOf: [
    body({ kind: { const: "note" }, track, text: field.text }, ["kind", "track", "text"]),
    body({ kind: { const: "event" }, track, text: field.text, source: field.id, event: field.id }, [
      "kind",
      "track",
      "source",
      "event",
    ]),
  ],
} as const;

/** `/console/cases/:id/evidence`: files, notes and links to events. */
export function registerEvidence(app: FastifyInstance, context: Context): void {
  registerNotes(app, context);
  takingFiles(app, (inner) => registerUpload(inner, context));
  registerDownload(app, context);
}

function registerUpload(app: FastifyInstance, context: Context): void {
  app.post<ById & { Body: Readable; Querystring: { track: Track; name: string; text?: string } }>(
    "/cases/:id/evidence/files",
    {
      config,
      bodyLimit: maxFileBytes,
      schema: operation("uploadEvidence", "Add a file (the body, as application/octet-stream)", {
        response: { 201: addedAnswer },
        params: caseParams,
        consumes: ["application/octet-stream"],
        querystring: body({ track, name: field.name, text: field.text }, ["track", "name"]),
      }),
    },
    async ({ params: { id }, query, body: stream, actor }, reply) => {
      const { track: side, name, text } = query;
      const added = await readWhole(stream, (bytes) =>
        addFile(context, grantedPerson(actor), id, { track: side, name, text, stream: bytes }),
      );
      context.scorer.wake();
      return await reply.status(201).send(added);
    },
  );
}

function registerNotes(app: FastifyInstance, context: Context): void {
  app.get<ById>(
    "/cases/:id/evidence",
    {
      config,
      schema: operation("listEvidence", "Evidence, with what was withdrawn", {
        response: { 200: evidenceAnswer },
        params: caseParams,
      }),
    },
    async ({ params: { id }, actor }) => ({
      evidence: await listEvidence(await readParts(context), grantedPerson(actor), id),
    }),
  );
  app.post<ById & { Body: NewNote }>(
    "/cases/:id/evidence",
    {
      config,
      schema: operation("addEvidence", "Add a note, or a link to an event", {
        response: { 201: addedAnswer },
        params: caseParams,
        body: noteBody,
      }),
    },
    async ({ params: { id }, body: note, actor }, reply) => {
      const added = await workOnCases(context, (work) => addNote(work, grantedPerson(actor), id, note));
      context.scorer.wake();
      return await reply.status(201).send(added);
    },
  );
  app.post<ByItem & { Body: { reason: string } }>(
    "/cases/:id/evidence/:item/withdraw",
    {
      config,
      schema: operation("withdrawEvidence", "Withdraw evidence; that it was there stays", {
        response: { 200: idAnswer },
        params: itemParams,
        body: body({ reason: field.text }, ["reason"]),
      }),
    },
    async ({ params: { id, item }, body: { reason }, actor }) => {
      const place = { caseId: id, evidence: item };
      await workOnCases(context, (work) => withdrawEvidence(work, grantedPerson(actor), place, reason));
      context.scorer.wake();
      return { id: item };
    },
  );
}

function registerDownload(app: FastifyInstance, context: Context): void {
  app.get<ByItem>(
    "/cases/:id/evidence/:item/content",
    { config, schema: operation("readEvidence", "The file, as an attachment", { params: itemParams }) },
    async ({ params: { id, item }, actor }, reply) => {
      const read = await readParts(context);
      const file = await openFile({ ...context, read }, grantedPerson(actor), id, item);
      context.scorer.wake();
      return await sendFile(reply, file);
    },
  );
}
