import type { FastifyInstance } from "fastify";
import { roles } from "../../access/index.ts";
import type { Context } from "../../context.ts";
import { addComment } from "../comments.ts";
import * as field from "../fields.ts";
import { askOpinions, giveOpinion, listOpinions, type NewConsultation } from "../opinions.ts";
import type { Track } from "../states.ts";
import { workOnCases } from "../work.ts";
import { grantedPerson, readParts } from "./reading.ts";
import { body, caseParams, itemParams, operation, track } from "./schemas.ts";
import { idAnswer, opinionsAnswer } from "./answers.ts";

interface ById {
  readonly Params: { readonly id: string };
}

interface ByItem {
  readonly Params: { readonly id: string; readonly item: string };
}

const config = { access: "case.read", scoped: true } as const;

const asked = {
  type: "array",
  minItems: 1,
  maxItems: 20,
  items: {
    type: "object",
    properties: { role: { enum: roles }, person: field.person },
    minProperties: 1,
    maxProperties: 1,
    additionalProperties: false,
  },
} as const;

/** `/console/cases/:id/comments` and `/opinions`: what people write to each other. */
export function registerCaseContent(app: FastifyInstance, context: Context): void {
  app.post<ById & { Body: { track: Track; text: string } }>(
    "/cases/:id/comments",
    {
      config,
      schema: operation("commentCase", "Write a comment; @person mentions somebody", {
        params: caseParams,
        body: body({ track, text: field.text }, ["track", "text"]),
      }),
    },
    async ({ params: { id }, body: comment, actor }, reply) => {
      const added = await workOnCases(context, (work) => addComment(work, grantedPerson(actor), id, comment));
      context.scorer.wake();
      return await reply.status(201).send(added);
    },
  );
  registerOpinions(app, context);
}

function registerOpinions(app: FastifyInstance, context: Context): void {
  app.get<ById>(
    "/cases/:id/opinions",
    {
      config,
      schema: operation("listOpinions", "Opinions that were asked for", {
        response: { 200: opinionsAnswer },
        params: caseParams,
      }),
    },
    async ({ params: { id }, actor }) => ({
      opinions: await listOpinions(await readParts(context), grantedPerson(actor), id),
    }),
  );
  app.post<ById & { Body: NewConsultation }>(
    "/cases/:id/opinions",
    {
      config,
      schema: operation("askOpinions", "Ask roles or persons for a written opinion", {
        params: caseParams,
        body: body({ track, question: field.text, asked, dueAt: field.moment }, [
          "track",
          "question",
          "asked",
          "dueAt",
        ]),
      }),
    },
    async ({ params: { id }, body: question, actor }, reply) => {
      const ids = await workOnCases(context, (work) => askOpinions(work, grantedPerson(actor), id, question));
      context.scorer.wake();
      return await reply.status(201).send({ opinions: ids });
    },
  );
  app.post<ByItem & { Body: { opinion: string } }>(
    "/cases/:id/opinions/:item",
    {
      config,
      schema: operation("giveOpinion", "Give the opinion that was asked for", {
        response: { 200: idAnswer },
        params: itemParams,
        body: body({ opinion: field.text }, ["opinion"]),
      }),
    },
    async ({ params: { id, item }, body: { opinion }, actor }) => {
      const place = { caseId: id, opinion: item };
      await workOnCases(context, (work) => giveOpinion(work, grantedPerson(actor), place, opinion));
      context.scorer.wake();
      return { id: item };
    },
  );
}
