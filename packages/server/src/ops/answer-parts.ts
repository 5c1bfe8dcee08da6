import { answerOf } from "./describe.ts";

/** Parts of answers, for the API description and the types that the console is made of. */
export const text: object = { type: "string" };
/** A text, or that there is none. */
export const textOrNone: object = { type: ["string", "null"] };
/** A whole number. */
export const count: object = { type: "integer" };
/** A whole number, or that there is none. */
export const countOrNone: object = { type: ["integer", "null"] };
/** Any number. */
export const number: object = { type: "number" };
/** Any number, or that there is none. */
export const numberOrNone: object = { type: ["number", "null"] };
/** A moment, RFC 3339. */
export const moment: object = { type: "string", format: "date-time" };
/** A moment, or that there is none. */
export const momentOrNone: object = { type: ["string", "null"], format: "date-time" };
/** Yes or no. */
export const yesNo: object = { type: "boolean" };
/** A text in both languages. */
export const localized: object = answerOf({ "zh-CN": text, en: text });
/** What differs from case to case. */
export const anything: object = { type: "object", additionalProperties: true };
/** Numbers by name. */
export const countsByName: object = { type: "object", additionalProperties: count };

/** A list of these. */
export const many = (items: object): object => ({ type: "array", items });

/** The same, or null. */
export const orNone = (schema: object): object => ({ ...schema, type: ["object", "null"] });

/** A page of a list. */
export const pageOf = (key: string, items: object): object =>
  answerOf({ [key]: many(items), next: { type: "string", description: "Cursor" } }, ["next"]);
