import { ingestResultSchema } from "@probity/contracts/schemas";

const { $id: _, ...ingestResult } = ingestResultSchema;

/** Answer of `POST /v1/events`, for the API description. */
export const ingestResponseSchema: object = {
  type: "object",
  description: "One result per event, in request order.",
  properties: {
    results: { type: "array", items: ingestResult },
    accepted: { type: "integer" },
    duplicates: { type: "integer" },
    quarantined: { type: "integer" },
    receipt: { type: "string", description: "C2SP tlog-proof of the last entry that this request logged" },
    bundle: {
      type: "object",
      description: "The bundle in force for this source",
      properties: { version: { type: "integer" }, hash: { type: "string" } },
      required: ["version", "hash"],
    },
  },
  required: ["results", "accepted", "duplicates", "quarantined"],
};
