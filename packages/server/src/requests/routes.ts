import { ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import { requireAccess } from "../access/index.ts";
import type { Context } from "../context.ts";
import { anything, many, text } from "../ops/answer-parts.ts";
import { answerOf } from "../ops/describe.ts";
import { personOf } from "../people/index.ts";
import { requestAnswer } from "./request-answer.ts";
import {
  approveRequest,
  type ChangeRequest,
  getRequest,
  listRequests,
  rejectRequest,
  type RequestKind,
} from "./requests.ts";

const listQuery = {
  type: "object",
  properties: {
    kind: { type: "string", minLength: 1, maxLength: 100 },
    source: { type: "string", minLength: 1, maxLength: 200 },
    all: { type: "boolean", default: false },
  },
  additionalProperties: false,
} as const;
const params = {
  type: "object",
  properties: { id: { type: "string", minLength: 1, maxLength: 100 } },
  required: ["id"],
} as const;
const rejectBody = {
  type: "object",
  properties: { reason: { type: "string", minLength: 1, maxLength: 2000, pattern: "^[^\\u0000]*$" } },
  required: ["reason"],
  additionalProperties: false,
} as const;

interface ById {
  readonly Params: { readonly id: string };
}

const describe = (operationId: string, summary: string, more: object = {}): object => ({
  operationId,
  summary,
  tags: ["operator"],
  ...more,
});

/** `/ops/requests`: what one person asked for and another one decides (RU-4). `kinds`: what approving does, by kind. */
export function registerRequests(
  app: FastifyInstance,
  context: Context,
  kinds: Readonly<Record<string, RequestKind>>,
): void {
  const { store, clock } = context;
  app.get<{ Querystring: { kind?: string; source?: string; all: boolean } }>(
    "/requests",
    {
      config: { access: "request.read" },
      schema: describe("listRequests", "List what waits for another person", {
        querystring: listQuery,
        response: { 200: answerOf({ requests: many(requestAnswer) }) },
      }),
    },
    async ({ query }) => ({ requests: await listRequests(store, query, new Date(clock())) }),
  );
  app.get<ById>(
    "/requests/:id",
    {
      config: { access: "request.read" },
      schema: describe("getRequest", "One request with its change in words", {
        params,
        response: { 200: requestAnswer },
      }),
    },
    async ({ params: { id } }) => ({ ...(await getRequest(store, id, new Date(clock()))) }),
  );
  registerDecisions(app, context, kinds);
}

function registerDecisions(
  app: FastifyInstance,
  context: Context,
  kinds: Readonly<Record<string, RequestKind>>,
): void {
  const { store, clock } = context;
  const kindOf = async (
    id: string,
  ): Promise<{ readonly request: ChangeRequest; readonly doing: RequestKind }> => {
    const request = await getRequest(store, id, new Date(clock()));
    const doing = Object.hasOwn(kinds, request.kind) ? kinds[request.kind] : undefined;
    if (doing !== undefined) return { request, doing };
    throw new ProbityError("PROBITY_E_NOT_FOUND", `no request of kind ${request.kind}`);
  };
  app.post<ById>(
    "/requests/:id/approve",
    {
      config: { access: "request.decide" },
      schema: describe("approveRequest", "Agree to what another person asked for", {
        params,
        response: { 200: { ...anything, description: "What is in force now, by kind of request" } },
      }),
    },
    async ({ params: { id }, actor }) => {
      const by = { id: personOf(actor), oneWith: actor.oneWith };
      const { doing } = await kindOf(id);
      requireAccess(actor, doing.permission);
      return { id, ...(await approveRequest(context, doing, id, by)) };
    },
  );
  app.post<ById & { Body: { reason: string } }>(
    "/requests/:id/reject",
    {
      config: { access: "request.read" },
      schema: describe("rejectRequest", "Refuse a request, or withdraw an own one", {
        params,
        body: rejectBody,
        response: { 200: answerOf({ id: text }) },
      }),
    },
    async ({ params: { id }, body, actor }) => {
      const by = personOf(actor);
      const { request, doing } = await kindOf(id);
      if (request.requestedBy !== by) requireAccess(actor, doing.permission);
      await rejectRequest(context, id, by, body.reason);
      return { id };
    },
  );
}
