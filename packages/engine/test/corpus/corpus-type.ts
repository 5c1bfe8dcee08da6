import type { EventType } from "@probity/contracts";
import { personnelSchema } from "./personnel-schema.ts";
import { procurementSchema } from "./procurement-schema.ts";
import { fraction, list, record, text, whole, type Schema } from "./schema-parts.ts";
import { subsidySchema } from "./subsidy-schema.ts";

const featureProperties = {
  awardsInYear: whole,
  awardShare: fraction,
  splitSum: whole,
  relatedBidders: list(text, 50),
  claimsInYear: whole,
  payeesOfAccount: whole,
};

/** Schema of the composite event's own data. */
export const corpusSchema: Schema = record(
  {
    procurement: procurementSchema,
    personnel: personnelSchema,
    subsidy: subsidySchema,
    features: record(featureProperties, Object.keys(featureProperties)),
  },
  ["features"],
);

/**
 * One event that carries a tender, a personnel decision and a subsidy claim, so that all rules of the corpus have full
 * work on every event. `features` is what windows on a server would have added; a pre-check at the source has none.
 */
export const corpusType: EventType = {
  type: "corpus.composite.recorded",
  version: "1.0",
  name: { "zh-CN": "合成事件", en: "Composite event" },
  phase: "during",
  decision: null,
  record: null,
  subject: ["procurement.tender.id"],
  schema: corpusSchema,
};
