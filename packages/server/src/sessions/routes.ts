import { ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import { holds, permissions } from "../access/index.ts";
import type { Context } from "../context.ts";
import { answerOf } from "../ops/describe.ts";
import { personOf } from "../people/index.ts";
import { dropSessionCookie, sessionCookie } from "./cookie.ts";
import { csrfOf } from "./csrf.ts";
import { endSession, endSessions, listSessions } from "./sessions.ts";
import { moment, text } from "../ops/answer-parts.ts";

const describe = (operationId: string, summary: string, more: object = {}): object => ({
  operationId,
  summary,
  tags: ["console"],
  ...more,
});
const sessionAnswer = answerOf({
  id: text,
  means: { enum: ["password", "oidc"] },
  agent: { ...text, description: "What the browser called itself" },
  createdAt: moment,
  lastAt: moment,
  expiresAt: moment,
  own: { type: "boolean", description: "Whether it is the one that asks" },
});
const sessionsAnswer = { 200: answerOf({ sessions: { type: "array", items: sessionAnswer } }) };
// Made when routes are registered: the list of permissions is of a module that may be read after this one.
const meAnswer = (): object =>
  answerOf(
    {
      id: text,
      kind: { enum: ["operator", "person", "service"] },
      name: text,
      grants: {
        type: "array",
        items: answerOf({ role: text, unit: { type: ["string", "null"], description: "Null: everywhere" } }),
      },
      permissions: { type: "array", items: { enum: permissions } },
      session: text,
      csrf: { ...text, description: "The header probity-csrf of requests with this cookie" },
    },
    ["session", "csrf"],
  );
const params = {
  type: "object",
  properties: { id: { type: "string", minLength: 1, maxLength: 100 } },
  required: ["id"],
} as const;

/** `/console/session`: who is signed in and what that person may do, and the end of sessions (SE-1). */
export function registerSessions(app: FastifyInstance, context: Context): void {
  const { store, config } = context;
  registerMe(app, context);
  app.post(
    "/session/logout",
    {
      config: { access: "signed-in" },
      schema: describe("signOut", "End the session that asks", {
        response: { 200: answerOf({ ended: { type: "boolean" } }) },
      }),
    },
    async ({ actor }, reply) => {
      if (actor.session !== undefined) await endSession(store, actor.id, actor.session);
      dropSessionCookie(reply, config);
      return { ended: actor.session !== undefined };
    },
  );
  app.get(
    "/session/sessions",
    {
      config: { access: "signed-in" },
      schema: describe("listSessions", "List the own sessions", { response: sessionsAnswer }),
    },
    async ({ actor }) => ({ sessions: await listSessions(context, personOf(actor), actor.session) }),
  );
  app.post<{ Params: { id: string } }>(
    "/session/sessions/:id/end",
    {
      config: { access: "signed-in" },
      schema: describe("endSession", "End an own session", {
        params,
        response: { 200: answerOf({ id: text }) },
      }),
    },
    async ({ params: { id }, actor }) => {
      if (await endSession(store, personOf(actor), id)) return { id };
      throw new ProbityError("PROBITY_E_NOT_FOUND", `no session ${id}`);
    },
  );
  app.post(
    "/session/sessions/end-others",
    {
      config: { access: "signed-in" },
      schema: describe("endOtherSessions", "End all own sessions but the one that asks", {
        response: sessionsAnswer,
      }),
    },
    async ({ actor }) => {
      await endSessions(store, personOf(actor), actor.session);
      return { sessions: await listSessions(context, actor.id, actor.session) };
    },
  );
}

function registerMe(app: FastifyInstance, { config, store }: Context): void {
  app.get(
    "/session/me",
    {
      config: { access: "signed-in", secret: true },
      schema: describe("getMe", "Who asks, with roles, units, permissions and the token for changes", {
        response: { 200: meAnswer() },
      }),
    },
    async ({ actor, cookies }) => {
      const { id, kind, grants, session } = actor;
      const person = await store.db
        .selectFrom("person")
        .select("name")
        .where("id", "=", id)
        .executeTakeFirst();
      const cookie = session === undefined ? undefined : sessionCookie(config, { cookies });
      return {
        id,
        kind,
        name: person?.name ?? id,
        grants,
        permissions: permissions.filter((permission) => holds(actor, permission)),
        ...(cookie !== undefined && { session, csrf: csrfOf(cookie) }),
      };
    },
  );
}
