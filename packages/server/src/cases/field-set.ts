import * as fields from "./fields.ts";

/** JSON schemas of what people write about cases, for other forms that ask for the same. */
export const caseFields: Pick<
  typeof fields,
  "id" | "moment" | "name" | "person" | "responsible" | "text" | "unit"
> = fields;
