import { businessFields } from "./business.ts";
import { centreFields } from "./centre.ts";
import { prechecksFields } from "./prechecks.ts";
import { procurementFields } from "./procurement.ts";
import { rulesFields } from "./rules.ts";
import { streamsFields } from "./streams.ts";
import type { FieldTexts } from "./field-texts.ts";

/** What the fields of the built-in event types are, in Chinese: by type, beside what every event carries. */
export const fieldsInChinese: Readonly<Record<string, FieldTexts>> = {
  ...procurementFields,
  ...businessFields,
  ...prechecksFields,
  ...streamsFields,
  ...rulesFields,
  ...centreFields,
};
