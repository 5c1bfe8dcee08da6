import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Context } from "../context.ts";
import { answerOf, operation } from "../ops/describe.ts";
import { personFields, personOf } from "../people/index.ts";
import { csrfOf, setSessionCookie } from "../sessions/index.ts";
import { passwordLength } from "./password-rules.ts";
import { changePassword, openAccount, redeemReset, resetPassword } from "./passwords.ts";
import { signIn, type Visitor } from "./sign-in.ts";

const text = (maxLength: number): object => ({
  type: "string",
  minLength: 1,
  maxLength,
  pattern: "^[^\\u0000]+$",
});
const password = text(passwordLength.max);
const object = (properties: object): object => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});
const describe = (operationId: string, summary: string, body: object, answer: object): object => ({
  operationId,
  summary,
  tags: ["console"],
  body,
  response: { 200: answer },
});
const named = answerOf({ id: { type: "string" } });
const resetAnswer = answerOf({
  id: { type: "string" },
  token: { type: "string" },
  expiresAt: { type: "string" },
});
const signedIn = answerOf({
  person: { type: "string" },
  session: { type: "string" },
  csrf: { type: "string", description: "The header probity-csrf of requests with this cookie" },
});

/** Where a request comes from, as the log and the list of sessions know it. */
export function visitorOf({ ip, headers }: FastifyRequest): Visitor {
  const agent = (headers["user-agent"] ?? "").replaceAll(/[^\u0020-\u007e]/g, "").slice(0, 200);
  return { address: ip, agent };
}

/** `/console/session/login`, `/password`, `/reset`: accounts with a password (SE-1). */
export function registerAccounts(app: FastifyInstance, context: Context): void {
  const { config } = context;
  registerMeans(app, config);
  app.post<{ Body: { person: string; password: string } }>(
    "/session/login",
    {
      config: { access: "open", secret: true },
      schema: describe(
        "signIn",
        "Sign in with a password",
        object({ person: text(100), password }),
        signedIn,
      ),
    },
    async (request, reply) => {
      const { id, token } = await signIn(context, request.body, visitorOf(request));
      setSessionCookie(reply, config, token);
      return { person: request.body.person, session: id, csrf: csrfOf(token) };
    },
  );
  app.post<{ Body: { token: string; password: string } }>(
    "/session/reset",
    {
      config: { access: "open" },
      schema: describe(
        "setPassword",
        "Set a password with a one-time token",
        object({ token: text(200), password }),
        named,
      ),
    },
    async ({ body }) => await redeemReset(context, body),
  );
  app.post<{ Body: { old: string; password: string } }>(
    "/session/password",
    {
      config: { access: "signed-in" },
      schema: describe(
        "changePassword",
        "Change the own password; other sessions end",
        object({ old: password, password }),
        named,
      ),
    },
    async ({ actor, ip: address, body }) => {
      const person = personOf(actor);
      await changePassword(context, { person, session: actor.session, address }, body);
      return { id: person };
    },
  );
}

function registerMeans(app: FastifyInstance, config: Context["config"]): void {
  app.get(
    "/session/means",
    {
      config: { access: "open" },
      schema: {
        operationId: "getSignInMeans",
        summary: "How people sign in here",
        tags: ["console"],
        response: { 200: answerOf({ password: { type: "boolean" }, oidc: { type: "boolean" } }) },
      },
    },
    () => ({ password: true, oidc: config.oidc !== undefined }),
  );
}

/**
 * `POST /ops/accounts` and `POST /ops/people/:id/password`: whoever administers accounts gives a person the means to set a
 * password, the first one or another.
 */
export function registerPasswordReset(app: FastifyInstance, context: Context): void {
  app.post<{ Body: { id: string; name: string } }>(
    "/accounts",
    {
      config: { access: "account.write" },
      schema: operation(
        "openAccount",
        "Register a person, who sets the first password with the token shown; both or neither",
        { body: object({ ...personFields }), response: { 201: resetAnswer } },
      ),
    },
    async ({ body, actor }, reply) =>
      await reply.status(201).send(await openAccount(context, body, actor.id)),
  );
  app.post<{ Params: { id: string } }>(
    "/people/:id/password",
    {
      config: { access: "account.write" },
      schema: operation(
        "resetPassword",
        "Take a password away; the person sets a new one with the token shown",
        {
          params: object({ id: text(100) }),
          response: {
            201: resetAnswer,
          },
        },
      ),
    },
    async ({ params: { id }, actor }, reply) =>
      await reply.status(201).send(await resetPassword(context, id, actor.id)),
  );
}
