import type { Locale } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import {
  actAs,
  attachment,
  body,
  caseFields as field,
  changeBody,
  grantedPerson,
  operation,
  readParts,
  tracks,
  type Viewer,
  viewerOf,
} from "../cases/index.ts";
import type { Context } from "../context.ts";
import { keyedPageQuery, type PageQuery } from "../ops/page.ts";
import type { Actor } from "../people/index.ts";
import { discardLetter, draftLetter, editLetter, type LetterEdit, type NewLetter } from "./draft.ts";
import { letterKinds, letterStates } from "./kinds.ts";
import { viewLetter } from "./letter.ts";
import { printHeaders } from "./print-page.ts";
import { fileOf, type LetterFilter, listLetters, seeLetter } from "./read-letters.ts";
import { answerLetter, receiveLetter, sendLetter } from "./send.ts";
import { letterTemplates } from "./templates.ts";
import { afterAnswer, letterAnswer, lettersAnswer, templatesAnswer } from "./answers.ts";

interface ById {
  readonly Params: { readonly id: string };
}

const params = { type: "object", properties: { id: field.id }, required: ["id"] } as const;
const fields = {
  type: "object",
  maxProperties: 10,
  propertyNames: { type: "string", maxLength: 30 },
  additionalProperties: field.text,
} as const;
const languages: readonly Locale[] = ["zh-CN", "en"];

/** The calendar day where this server's days begin. */
const dayOf = ({ config, clock }: Context): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: config.timeZone }).format(clock());

const readerOf = async (context: Context, actor: Actor): Promise<Viewer> =>
  await viewerOf(await readParts(context), grantedPerson(actor));

/** `/console/letters` and `/console/cases/:id/letters`: documents of a case, from templates (CA-4). */
export function registerLetters(app: FastifyInstance, context: Context): void {
  registerReading(app, context);
  registerFiles(app, context);
  registerDrafts(app, context);
  registerSending(app, context);
}

function registerReading(app: FastifyInstance, context: Context): void {
  const config = { access: "letter.read", scoped: true } as const;
  app.get<{ Querystring: LetterFilter & PageQuery }>(
    "/letters",
    {
      config,
      schema: operation("listLetters", "Letters, the newest first", {
        response: { 200: lettersAnswer },
        querystring: {
          type: "object",
          properties: {
            kind: { enum: letterKinds },
            state: { enum: letterStates },
            case: field.id,
            overdue: { type: "boolean" },
            ...keyedPageQuery,
          },
          additionalProperties: false,
        },
      }),
    },
    async ({ query, actor }) =>
      await listLetters(context.store, query, await readerOf(context, actor), dayOf(context)),
  );
  app.get(
    "/letters/templates",
    {
      config,
      schema: operation("letterTemplates", "Every kind of letter with its sections, as data", {
        response: { 200: templatesAnswer },
      }),
    },
    () => Promise.resolve({ templates: letterTemplates }),
  );
  app.get<ById>(
    "/letters/:id",
    { config, schema: operation("showLetter", "One letter", { response: { 200: letterAnswer }, params }) },
    async ({ params: { id }, actor }) =>
      viewLetter(await seeLetter(context.store, id, await readerOf(context, actor)), dayOf(context)),
  );
}

function registerFiles(app: FastifyInstance, context: Context): void {
  const config = { access: "letter.read", scoped: true } as const;
  app.get<ById>(
    "/letters/:id/print",
    { config, schema: operation("printLetter", "The letter as a page to be printed", { params }) },
    async ({ params: { id }, actor }, reply) => {
      const letter = await seeLetter(context.store, id, await readerOf(context, actor));
      const page = String(await fileOf(context.store, letter, "html"));
      return await reply.headers(printHeaders(page)).type("text/html; charset=utf-8").send(page);
    },
  );
  app.get<ById>(
    "/letters/:id/docx",
    { config, schema: operation("letterDocument", "The letter as docx, an attachment", { params }) },
    async ({ params: { id }, actor }, reply) => {
      const letter = await seeLetter(context.store, id, await readerOf(context, actor));
      const file = await fileOf(context.store, letter, "docx");
      const name = `${letter.number ?? letterTemplates[letter.kind].name[letter.language]}.docx`;
      return await reply
        .type("application/vnd.openxmlformats-officedocument.wordprocessingml.document")
        .header("content-disposition", attachment(name.replaceAll("/", "-"), "letter.docx"))
        .header("x-content-type-options", "nosniff")
        .header("content-security-policy", "default-src 'none'; sandbox")
        .header("cache-control", "no-store")
        .send(file);
    },
  );
}

function registerDrafts(app: FastifyInstance, context: Context): void {
  const config = { access: "letter.draft", scoped: true } as const;
  const written = { to: field.name, unit: field.unit, replyOn: field.day, fields };
  app.post<ById & { Body: NewLetter }>(
    "/cases/:id/letters",
    {
      config,
      schema: operation("draftLetter", "Draft a letter; sections that are not written come from the case", {
        response: { 201: afterAnswer },
        params,
        body: body(
          { kind: { enum: letterKinds }, track: { enum: tracks }, language: { enum: languages }, ...written },
          ["kind", "track", "language", "to", "fields"],
        ),
      }),
    },
    async ({ params: { id }, body: letter, actor }, reply) =>
      await reply
        .status(201)
        .send(await actAs(context, actor, (work, by) => draftLetter(work, by, id, letter))),
  );
  app.post<ById & { Body: LetterEdit & { version: number } }>(
    "/letters/:id/changes",
    {
      config,
      schema: operation("changeLetter", "Change a draft", {
        response: { 200: afterAnswer },
        params,
        body: changeBody(written),
      }),
    },
    ({ params: { id }, body: { version, ...edit }, actor }) =>
      actAs(context, actor, (work, by) => editLetter(work, by, { id, version }, edit)),
  );
  app.post<ById & { Body: { version: number; text: string } }>(
    "/letters/:id/discard",
    {
      config,
      schema: operation("discardLetter", "Discard a draft; it never gets a number", {
        response: { 200: afterAnswer },
        params,
        body: changeBody({ text: field.text }, ["text"]),
      }),
    },
    ({ params: { id }, body: { version, text }, actor }) =>
      actAs(context, actor, (work, by) => discardLetter(work, by, { id, version }, text)),
  );
}

function registerSending(app: FastifyInstance, context: Context): void {
  const config = { access: "letter.draft", scoped: true } as const;
  app.post<ById & { Body: { version: number } }>(
    "/letters/:id/send",
    {
      config: { access: "letter.sign", scoped: true },
      schema: operation("sendLetter", "Sign and send a letter; it gets its number and is kept as it is", {
        response: { 200: afterAnswer },
        params,
        body: changeBody({}),
      }),
    },
    ({ params: { id }, body: { version }, actor }) =>
      actAs(context, actor, (work, by) => sendLetter(work, by, { id, version }, dayOf(context))),
  );
  app.post<ById & { Body: { version: number } }>(
    "/letters/:id/received",
    {
      config,
      schema: operation("receiveLetter", "The other side has it", {
        response: { 200: afterAnswer },
        params,
        body: changeBody({}),
      }),
    },
    ({ params: { id }, body: { version }, actor }) =>
      actAs(context, actor, (work, by) => receiveLetter(work, by, { id, version })),
  );
  app.post<ById & { Body: { version: number; answer: string } }>(
    "/letters/:id/answered",
    {
      config,
      schema: operation("answerLetter", "Record the answer", {
        response: { 200: afterAnswer },
        params,
        body: changeBody({ answer: field.text }, ["answer"]),
      }),
    },
    ({ params: { id }, body: { version, answer }, actor }) =>
      actAs(context, actor, (work, by) =>
        answerLetter(work, by, { id, version }, { answer, today: dayOf(context) }),
      ),
  );
}
