import { chainLinks, unitKinds } from "./kinds.ts";
import { interestKinds, personalKinds } from "./rows/plan-staff.ts";
import type { RowKind } from "./rows/row-kinds.ts";

const text = (maxLength: number): object => ({
  type: "string",
  minLength: 1,
  maxLength,
  pattern: "^[^\\u0000-\\u001f]+$",
});
const orNone = (maxLength: number): object => ({ ...text(maxLength), type: ["string", "null"] });
const id = text(100);
const moment = { ...text(40), description: "RFC 3339 or a whole date" };
const at = { ...text(40), description: "RFC 3339 or a whole date. Default: now" };
const dates = {
  validFrom: { ...moment, description: "RFC 3339 or a whole date. Default: now" },
  validTo: { ...moment, type: ["string", "null"], description: "A whole date is valid to its end" },
};
const all = { type: "boolean", default: false, description: "What has ended as well" };

const object = (properties: object, required: readonly string[] = []): object => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});

/** A page of a list by id. */
const page = {
  limit: { type: "integer", minimum: 1, maximum: 500, default: 100 },
  cursor: { ...text(600), description: "The `next` of the page before" },
};

/** Query of a moment alone. */
export const atQuery: object = object({ at });
/** Query of the list of units. */
export const unitsQuery: object = object({ at, under: id, kind: { enum: unitKinds }, all, ...page });
/** Query of the list of posts. */
export const postsQuery: object = object({ at, unit: id, all, ...page });
/** Query of the list of people. */
export const peopleQuery: object = object({ unit: id, ...page });
/** Query of holders, delegations and relations: all of them, or those of a moment. */
export const entriesQuery: object = object({
  at: { ...at, description: "Only what holds then. Default: all" },
  post: id,
  person: text(500),
  ...page,
});
/** Query of the check. */
export const checkQuery: object = object({
  days: { type: "integer", minimum: 0, maximum: 366, default: 30 },
});
/** Query of an import. */
export const importQuery: object = object({ dryRun: { type: "boolean", default: false } });

/** Parameter `id` of a path. */
export const idParams: object = { type: "object", properties: { id }, required: ["id"] };

/** Body of a question for conflicts. */
export const conflictsBody: object = object(
  {
    person: text(500),
    subjects: {
      type: "array",
      minItems: 1,
      maxItems: 100,
      items: object({ kind: { enum: ["person", "unit", "organisation"] }, id: text(500) }, ["kind", "id"]),
    },
    at,
  },
  ["person", "subjects"],
);

const list = (maxItems: number, maxLength: number): object => ({
  type: "array",
  maxItems,
  items: { ...text(maxLength), pattern: "^[^\\u0000-\\u001f;；]+$" },
});

/** Bodies of single changes; what a body leaves out stays, null is none. */
export const changeBodies: Readonly<Record<RowKind, object>> = {
  units: object(
    {
      id,
      name: text(200),
      nameEn: orNone(200),
      kind: { enum: unitKinds },
      parent: orNone(100),
      ...dates,
    },
    ["id"],
  ),
  chain: object(
    {
      unit: id,
      ...Object.fromEntries(chainLinks.map((link) => [link, orNone(100)])),
      validFrom: dates.validFrom,
    },
    ["unit"],
  ),
  posts: object({ id, name: text(200), nameEn: orNone(200), unit: id, head: { type: "boolean" }, ...dates }, [
    "id",
  ]),
  people: object(
    {
      id,
      name: text(200),
      unit: orNone(100),
      email: orNone(320),
      phone: orNone(40),
      keys: { ...list(20, 500), description: "Other keys by which business systems name the person" },
    },
    ["id"],
  ),
  holders: object({ id: text(300), post: id, person: id, ...dates }, ["post", "person"]),
  delegations: object(
    {
      id,
      from: id,
      to: id,
      permissions: { ...list(100, 100), type: ["array", "null"], description: "Null: everything" },
      reason: text(2000),
      validFrom: dates.validFrom,
      validTo: moment,
    },
    ["from", "to", "reason", "validTo"],
  ),
  relations: object(
    {
      id,
      from: text(500),
      to: { ...text(600), description: "person:ID or organisation:ID" },
      kind: { enum: [...new Set([...personalKinds, ...interestKinds])] },
      declaredBy: text(500),
      ...dates,
      validFrom: { ...moment, type: ["string", "null"], description: "Default: always so far" },
    },
    ["from", "to", "kind"],
  ),
};
