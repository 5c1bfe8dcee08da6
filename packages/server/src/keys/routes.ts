import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { many, text, textOrNone, yesNo } from "../ops/answer-parts.ts";
import { answerOf } from "../ops/describe.ts";
import { activateKey, listKeys, revokeKey, rotateBundleKey } from "./change-keys.ts";

const keyParams = {
  type: "object",
  properties: { id: { type: "string", minLength: 1, maxLength: 300 } },
  required: ["id"],
} as const;
const revokeBody = {
  type: "object",
  properties: { reason: { type: "string", minLength: 1, maxLength: 2000, pattern: "^[^\\u0000]*$" } },
  required: ["reason"],
  additionalProperties: false,
} as const;

const keysAnswer = answerOf({
  keys: many(
    answerOf({
      keyid: text,
      vkey: text,
      state: { enum: ["announced", "active", "retired", "revoked"] },
      createdAt: text,
      changedAt: text,
      reason: textOrNone,
      signsLog: yesNo,
    }),
  ),
});

interface ById {
  readonly Params: { readonly id: string };
}

const describe = (operationId: string, summary: string, more: object = {}): object => ({
  operationId,
  summary,
  tags: ["operator"],
  ...more,
});

/** `/ops/keys`: the keys that sign bundles. Changes need the operator token: they are about files of the server (RU-6). */
export function registerKeys(app: FastifyInstance, context: Context): void {
  const { bundles } = context;
  app.get(
    "/keys",
    {
      config: { access: "key.read" },
      schema: describe("listKeys", "List the keys that sign bundles", { response: { 200: keysAnswer } }),
    },
    async () => ({
      keys: await listKeys(context),
    }),
  );
  app.post(
    "/keys/rotate",
    {
      config: { access: "key.write" },
      schema: describe("rotateBundleKey", "Make a new key and announce it; both sign until it is activated"),
    },
    async ({ actor }, reply) => {
      const made = await rotateBundleKey(context, actor.id);
      await bundles.releaseAll();
      return await reply.status(201).send(made);
    },
  );
  app.post<ById>(
    "/keys/:id/activate",
    {
      config: { access: "key.write" },
      schema: describe("activateKey", "Make the announced key the only one that signs", {
        params: keyParams,
      }),
    },
    async ({ params, actor }) => {
      const changed = await activateKey(context, params.id, actor.id);
      await bundles.releaseAll();
      return changed;
    },
  );
  app.post<ById & { Body: { reason: string } }>(
    "/keys/:id/revoke",
    {
      config: { access: "key.write" },
      schema: describe("revokeKey", "Tell clients to take nothing from this key any more", {
        params: keyParams,
        body: revokeBody,
      }),
    },
    async ({ params, body, actor }) => {
      const revoked = await revokeKey(context, params.id, body.reason, actor.id);
      await bundles.releaseAll();
      return revoked;
    },
  );
}
