import type { AppealRequest } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { createDisclosures } from "./disclosures.ts";
import { raiseAppeal } from "./raise.ts";
import { appealFields, key, raisedAnswer } from "./schemas.ts";

const params = { type: "object", properties: { id: key(200) }, required: ["id"] } as const;
const body = {
  type: "object",
  properties: {
    personId: { ...key(500), description: "Whom the business system has authenticated" },
    ...appealFields,
  },
  required: ["personId", "text"],
  additionalProperties: false,
} as const;

/** `POST /v1/precheck/:id/appeal` for sources (UI-2). */
export function registerAppeals(app: FastifyInstance, context: Context): void {
  const disclosures = createDisclosures(context.store);
  app.post<{ Params: { id: string }; Body: AppealRequest }>(
    "/precheck/:id/appeal",
    {
      schema: {
        operationId: "appealPrecheck",
        summary: "Say in the name of an approver that what a pre-check found is a false alarm",
        description:
          "Once for each finding that the answer showed. It lifts no block. 404 as well while the record of the pre-check is still on its way; then the same request again works.",
        tags: ["source"],
        params,
        body,
        response: { 201: raisedAnswer },
      },
    },
    async ({ params: { id }, body: { personId, ...said }, source }, reply) => {
      const names = [personId.trim()];
      await raiseAppeal(context, disclosures, { ...said, source, id, names, via: "api" });
      return await reply.status(201).send({ precheckId: id, state: "open" });
    },
  );
}
