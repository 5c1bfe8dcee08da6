import { caseLabels, dismissalReasons, disposalKinds, usesOfResult } from "./states.ts";

/** A text that people write. No NUL, which no database stores. */
export const text: object = {
  type: "string",
  minLength: 1,
  maxLength: 20_000,
  pattern: "^[^\\u0000]*\\S[^\\u0000]*$",
};

/** One line. */
export const name: object = {
  type: "string",
  minLength: 1,
  maxLength: 300,
  pattern: "^[^\\u0000-\\u001f]*\\S[^\\u0000-\\u001f]*$",
};

/** Id of anything that this server stores. */
export const id: object = { type: "string", minLength: 1, maxLength: 500, pattern: "^[^\\u0000-\\u001f]+$" };

/** Id of a person of this installation. */
export const person: object = { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9._@-]{0,99}$" };

/** Ids of persons. */
export const persons: object = { type: "array", items: person, minItems: 1, maxItems: 20, uniqueItems: true };

/** Id of a unit. */
export const unit: object = {
  type: "string",
  minLength: 1,
  maxLength: 200,
  pattern: "^[^\\u0000-\\u001f]+$",
};

/** RFC 3339. */
export const moment: object = { type: "string", format: "date-time", maxLength: 40 };

/** A calendar day. */
export const day: object = { type: "string", format: "date" };

/** Person keys and organisations, as events name them: they become subjects of the case. */
export const named: object = {
  type: "object",
  properties: {
    kind: { enum: ["person", "organisation"] },
    key: {
      type: "string",
      minLength: 1,
      maxLength: 2000,
      pattern: "^[^\\u0000-\\u001f]*\\S[^\\u0000-\\u001f]*$",
    },
    name,
  },
  required: ["kind", "key"],
  additionalProperties: false,
};

/** Responsible persons and units; none where nobody in particular is. */
export const responsible: object = { type: "array", items: named, maxItems: 50 };

/** Amounts in the shape of events. */
const money = {
  type: "object",
  properties: { amount: { type: "number", minimum: 0 }, currency: { type: "string", pattern: "^[A-Z]{3}$" } },
  required: ["amount", "currency"],
  additionalProperties: false,
};

/** What was decided to do about it. */
export const disposals: object = {
  type: "array",
  minItems: 1,
  maxItems: 20,
  items: {
    type: "object",
    properties: { kind: { enum: disposalKinds }, text, towards: named, recover: money },
    required: ["kind"],
    additionalProperties: false,
  },
};

/** Measures that are to follow; none for a disposal such as an explanation. */
export const measures: object = {
  type: "array",
  maxItems: 50,
  items: {
    type: "object",
    properties: { text, unit, person, dueOn: day },
    required: ["text"],
    additionalProperties: false,
  },
};

/** What the result was used for. */
export const uses: object = {
  type: "array",
  minItems: 1,
  maxItems: 4,
  uniqueItems: true,
  items: { enum: usesOfResult },
};

/** What a case is closed by. */
export const closing: Readonly<Record<string, object>> = {
  label: { enum: caseLabels },
  // Of a label `not_confirmed`.
  labelReason: { enum: dismissalReasons },
  appraisal: {
    type: "object",
    properties: { unit: text, persons: text, points: { type: "number", minimum: -1000, maximum: 1000 } },
    required: ["unit", "persons"],
    additionalProperties: false,
  },
  lookBackOn: day,
  recovered: money,
  text,
};
