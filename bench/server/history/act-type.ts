import { actType as ingestType } from "../../ingest/act.ts";

const id = { type: "object", properties: { id: { type: "string", maxLength: 200 } } } as const;

/**
 * The acts of the history: awards as in `bench:ingest`, and beside them who won for how much, and the nine who bid. A type
 * of its own without a compiled record, so that a run has the rules it says.
 */
export const actType: { readonly type: string; readonly schema: object } = {
  ...ingestType,
  type: "bench.contract.awarded",
  schema: {
    ...ingestType.schema,
    properties: {
      ...ingestType.schema.properties,
      supplier: id,
      value: ingestType.schema.properties.awards.items.properties.value,
      bidders: { type: "array", maxItems: 100, items: id },
    },
  },
};
