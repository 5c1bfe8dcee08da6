import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { count, many, text as words, textOrNone } from "../ops/answer-parts.ts";
import { answerOf } from "../ops/describe.ts";
import { addPerson, issueToken, listPeople, type PersonView, revokePerson } from "./people.ts";

const text = (maxLength: number): object => ({
  type: "string",
  minLength: 1,
  maxLength,
  pattern: "^[^\\u0000-\\u001f]+$",
});
const hours = { type: "integer", minimum: 1, maximum: 87_600 } as const;

/** What a new person is known by. */
export const personFields: Readonly<Record<"id" | "name", object>> = {
  id: { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9._@-]{0,99}$" },
  name: text(200),
};

const addBody = {
  type: "object",
  properties: { ...personFields, hours },
  required: ["id"],
  additionalProperties: false,
} as const;
const tokenBody = { type: "object", properties: { hours }, additionalProperties: false } as const;
const idParams = {
  type: "object",
  properties: { id: { type: "string", minLength: 1, maxLength: 100 } },
  required: ["id"],
} as const;

const peopleAnswer = answerOf({
  people: many(answerOf({ id: words, name: words, createdAt: words, revokedAt: textOrNone, tokens: count })),
});
const issuedAnswer = answerOf({ id: words, token: words, expiresAt: textOrNone });

interface ById {
  readonly Params: { readonly id: string };
}

const describe = (operationId: string, summary: string, more: object = {}): object => ({
  operationId,
  summary,
  tags: ["operator"],
  ...more,
});

/** `/ops/people`: who acts at the centre, by token. Changes need the operator token and are logged (LO-7). */
export function registerPeople(app: FastifyInstance, context: Context): void {
  const { store, clock } = context;
  app.get(
    "/people",
    {
      config: { access: "account.read" },
      schema: describe("listPeople", "List people", { response: { 200: peopleAnswer } }),
    },
    async (): Promise<{ people: readonly PersonView[] }> => ({
      people: await listPeople(store, new Date(clock())),
    }),
  );
  app.post<{ Body: { id: string; name?: string; hours?: number } }>(
    "/people",
    {
      config: { access: "account.write" },
      schema: describe("addPerson", "Register a person; the token is shown once", {
        body: addBody,
        response: { 201: issuedAnswer },
      }),
    },
    async ({ body, actor }, reply) => {
      const { id, name = id, hours: life } = body;
      const issued = await addPerson(context, { id, name }, { hours: life }, actor.id);
      return await reply.status(201).send(issued);
    },
  );
  app.post<ById & { Body: { hours?: number } | null }>(
    "/people/:id/tokens",
    {
      config: { access: "account.write" },
      schema: describe("issueToken", "Issue another token; older ones stay", {
        params: idParams,
        body: tokenBody,
        response: { 201: issuedAnswer },
      }),
    },
    async ({ params, body, actor }, reply) => {
      return await reply
        .status(201)
        .send(await issueToken(context, params.id, { hours: body?.hours }, actor.id));
    },
  );
  app.post<ById>(
    "/people/:id/revoke",
    {
      config: { access: "account.write" },
      schema: describe("revokePerson", "End a person's access", {
        params: idParams,
        response: { 200: answerOf({ id: words }) },
      }),
    },
    async ({ params, actor }) => {
      await revokePerson(context, params.id, actor.id);
      return { id: params.id };
    },
  );
}
