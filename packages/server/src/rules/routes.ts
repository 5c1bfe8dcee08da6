import { type JsonObject, ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";

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
