import { type PrecheckRequest, ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { depthOf, maxDepth } from "../ingest/index.ts";
import { precheck } from "./precheck.ts";

/** `POST /v1/precheck` for sources. */
export function registerPrecheck(app: FastifyInstance, context: Context): void {
  app.post<{ Body: PrecheckRequest }>(
    "/precheck",
    {
      schema: {
        operationId: "precheck",
        summary: "Judge the draft of an act",
        description:
          "Answers a decision without token; the SDK signs it. The server adds what it knows of the process to the record that is given. Past deadlineMs it answers 503 PROBITY_E_DEADLINE.",
        tags: ["source"],
        body: { $ref: "urn:probity:schema:precheck-request:1" },
      },
      preValidation: (request, _reply, done) => {
        const depth = depthOf(JSON.stringify(request.body ?? null));
        done(
          depth > maxDepth
            ? new ProbityError("PROBITY_E_REQUEST", `nested over ${maxDepth} levels`)
            : undefined,
        );
      },
    },
    (request) => precheck(context, request.source, request.body),
  );
}
