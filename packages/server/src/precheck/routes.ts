import type { PrecheckRequest } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
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
          "Answers a decision without token; the SDK signs it. The server adds what it knows of the process to the record that is given. A draft that is not blocked counts in windows until its decision is closed, replaced or expires. With log it is logged as an SDK does; the act then names it in data.decision.precheckId. What cannot be looked up within deadlineMs makes the answer degraded; past it the answer is 503 PROBITY_E_DEADLINE.",
        tags: ["source"],
        body: { $ref: "urn:probity:schema:precheck-request:1" },
      },
    },
    (request) => precheck(context, request.source, request.body),
  );
}
