import { type JsonObject, ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { answerOf } from "../ops/describe.ts";
import { listBundles, showBundle } from "./bundle-views.ts";
import { count, moment, text } from "../ops/answer-parts.ts";

/** Schema of a DSSE envelope, for the API description. */
const signedBundleSchema = {
  type: "object",
  description:
    "DSSE envelope; the payload is the canonical JSON (RFC 8785) of the bundle, signed with Ed25519.",
  properties: {
    payloadType: { type: "string" },
    payload: { type: "string", description: "Base64" },
    signatures: {
      type: "array",
      items: { type: "object", properties: { keyid: { type: "string" }, sig: { type: "string" } } },
    },
  },
};

/** `GET /v1/bundle` for sources. */
export function registerBundle(app: FastifyInstance, { bundles }: Context): void {
  app.get(
    "/bundle",
    {
      schema: {
        operationId: "getBundle",
        summary: "Fetch the signed rules of this source",
        description:
          "The ETag is the SHA-256 of the signed bytes; with If-None-Match an unchanged bundle costs a 304.",
        tags: ["source"],
        response: { 200: signedBundleSchema, 304: { type: "null", description: "Unchanged" } },
      },
    },
    async (request, reply): Promise<JsonObject | undefined> => {
      const bundle = await bundles.current(request.source);
      if (bundle === undefined)
        throw new ProbityError("PROBITY_E_NOT_FOUND", "no bundle was released for this source");
      const etag = `"${bundle.hash}"`;
      reply.header("etag", etag).header("cache-control", "private, no-cache");
      const seen = request.headers["if-none-match"]?.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
      if (seen?.includes(etag) !== true) return { ...bundle.signed };
      return void (await reply.status(304).send());
    },
  );
}

const sourceText = { type: "string", minLength: 1, maxLength: 200 } as const;
const listQuery = {
  type: "object",
  properties: { source: sourceText },
  additionalProperties: false,
} as const;
const showQuery = {
  type: "object",
  properties: { version: { type: "integer", minimum: 1, maximum: 2147483647 } },
  additionalProperties: false,
} as const;
const params = { type: "object", properties: { id: sourceText }, required: ["id"] } as const;

const describe = (operationId: string, summary: string, more: object): object => ({
  operationId,
  summary,
  tags: ["operator"],
  ...more,
});

const bundlesAnswer = answerOf({
  bundles: {
    type: "array",
    items: answerOf({
      source: text,
      version: count,
      hash: text,
      releasedAt: moment,
      expiresAt: moment,
      streams: {
        type: "array",
        description: "Writers that are not closed and have sent a heartbeat",
        items: answerOf({
          stream: text,
          bundleHash: { ...text, description: "SHA-256; empty when it runs none" },
          bundleVersion: { type: ["integer", "null"] },
          behind: { type: ["integer", "null"], description: "Releases that it is behind" },
          since: moment,
          heardAt: moment,
        }),
      },
    }),
  },
});

/** `/ops/bundles`: which bundles are in force, who runs which, and what is in them (RU-6). */
export function registerBundleViews(app: FastifyInstance, { store }: Context): void {
  app.get<{ Querystring: { source?: string } }>(
    "/bundles",
    {
      config: { access: "rule.read" },
      schema: describe("listBundles", "List the bundles in force and who runs which", {
        querystring: listQuery,
        response: { 200: bundlesAnswer },
      }),
    },
    async ({ query }) => ({ bundles: await listBundles(store, query.source) }),
  );
  app.get<{ Params: { id: string }; Querystring: { version?: number } }>(
    "/bundles/:id",
    {
      config: { access: "rule.read" },
      schema: describe("showBundle", "What is in a bundle of a source", { params, querystring: showQuery }),
    },
    async ({ params: { id }, query }) => ({ ...(await showBundle(store, id, query.version)) }),
  );
}
