import type { BindingsFile } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { changeBindings, readBindings, requireSource } from "../rules/index.ts";
import { addSource, listSources, revokeSource, rotateKey, type SourceView } from "../sources/index.ts";
import { answerOf, idParams, listOf, operation } from "./describe.ts";
import { moment, momentOrNone, text } from "./answer-parts.ts";

const addBody = {
  type: "object",
  properties: {
    id: { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9._:/-]{0,199}$" },
    name: { type: "string", minLength: 1, maxLength: 200, pattern: "^[^\\u0000-\\u001f]+$" },
  },
  required: ["id"],
  additionalProperties: false,
} as const;

const rotateBody = {
  type: "object",
  properties: { overlapHours: { type: "number", minimum: 0, maximum: 720 } },
  additionalProperties: false,
} as const;

const sourceAnswer = answerOf({
  id: text,
  name: text,
  createdAt: moment,
  revokedAt: momentOrNone,
  keys: { type: "integer", description: "That work now" },
  bundleVersion: { type: "integer" },
});
const keyAnswer = answerOf(
  { id: text, key: { ...text, description: "Shown this once" }, olderKeysExpireAt: moment, vkey: text },
  ["olderKeysExpireAt"],
);

const defaultOverlapHours = 24;

interface ById {
  readonly Params: { readonly id: string };
}

/** `/ops/sources`: business systems and their keys (SE-1). */
export function registerSources(app: FastifyInstance, context: Context): void {
  const { store, clock, bundles, bundleKeys } = context;

  app.get(
    "/sources",
    {
      config: { access: "source.read" },
      schema: operation("listSources", "List sources", {
        response: { 200: listOf("sources", "By id", sourceAnswer) },
      }),
    },
    async (): Promise<{ sources: readonly SourceView[] }> => ({
      sources: await listSources(store, new Date(clock())),
    }),
  );
  app.post<{ Body: { id: string; name?: string } }>(
    "/sources",
    {
      config: { access: "source.write" },
      schema: operation("addSource", "Register a source; its key is shown once", {
        body: addBody,
        response: { 201: keyAnswer },
      }),
    },
    async (request, reply) => {
      const { id, name = id } = request.body;
      const key = await addSource(store, id, name, new Date(clock()));
      await bundles.release(id);
      return await reply.status(201).send({ ...key, vkey: await bundleKeys.pins() });
    },
  );
  app.post<ById & { Body: { overlapHours?: number } | null }>(
    "/sources/:id/rotate",
    {
      config: { access: "source.write" },
      schema: operation("rotateKey", "Issue a new key; older ones work for overlapHours more (default 24)", {
        params: idParams,
        body: rotateBody,
        response: { 200: keyAnswer },
      }),
    },
    ({ params, body }) => rotate(context, params.id, body?.overlapHours ?? defaultOverlapHours),
  );
  app.post<ById>(
    "/sources/:id/revoke",
    {
      config: { access: "source.write" },
      schema: operation("revokeSource", "End a source: its keys stop working", { params: idParams }),
    },
    ({ params }) => revoke(context, params.id),
  );
}

async function rotate(
  { store, clock, keys, bundleKeys }: Context,
  id: string,
  overlapHours: number,
): Promise<object> {
  const key = await rotateKey(store, id, overlapHours, new Date(clock()));
  keys.forget();
  return { ...key, vkey: await bundleKeys.pins() };
}

async function revoke({ store, clock, keys }: Context, id: string): Promise<object> {
  await revokeSource(store, id, new Date(clock()));
  keys.forget();
  return { id };
}

/** `/ops/sources/:id/bindings`: what rules do at a source (RU-4). */
export function registerBindings(app: FastifyInstance, context: Context): void {
  const { store } = context;
  app.get<ById>(
    "/sources/:id/bindings",
    {
      config: { access: "binding.read" },
      schema: operation("getBindings", "The bindings put in force; rules not named are observed", {
        params: idParams,
      }),
    },
    async ({ params }) => {
      await requireSource(store, params.id);
      const { version, file } = await readBindings(store, params.id);
      return { source: params.id, version, ...file };
    },
  );
  app.put<ById & { Body: BindingsFile }>(
    "/sources/:id/bindings",
    {
      config: { access: "binding.write" },
      schema: operation(
        "putBindings",
        "Put bindings and parameters in force, or ask another person to agree",
        {
          description:
            "Status 200 and a released bundle while fewer than two people are registered; from then on a person's token is needed, and the answer is 202 with a request that another person approves at /ops/requests.",
          params: idParams,
          body: { $ref: "urn:probity:schema:bindings:1" },
        },
      ),
    },
    async ({ params: { id: source }, body, actor }, reply) => {
      const answer = await changeBindings(context, source, body, actor);
      if ("request" in answer) return await reply.status(202).send({ source, ...answer });
      return { source, ...answer.applied };
    },
  );
}
