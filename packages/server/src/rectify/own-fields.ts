import { type JsonObject, ProbityError } from "@probity/contracts";
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { caseFields as field } from "../cases/index.ts";
import type { ListKind } from "./kinds.ts";

const parts = {
  type: "array",
  maxItems: 50,
  items: {
    type: "object",
    properties: { text: field.name, done: { type: "boolean" } },
    required: ["text"],
    additionalProperties: false,
  },
} as const;

/** The own fields of each list (catalogue 12), beside owner, unit, due date, state and source, which all have. */
export const ownFields: Readonly<Record<ListKind, Readonly<Record<string, object>>>> = {
  task: { origin: field.text, breakdown: parts, reportRhythm: field.name },
  responsibility: { post: field.name, duty: field.text, pledge: field.text, yearlyAppraisal: field.text },
  problem: { finding: field.text, cause: field.text, level: { type: "integer", minimum: 1, maximum: 3 } },
  rectification: {
    measure: field.text,
    parts,
    cost: {
      type: "object",
      properties: {
        amount: { type: "number", minimum: 0 },
        currency: { type: "string", pattern: "^[A-Z]{3}$" },
      },
      required: ["amount", "currency"],
      additionalProperties: false,
    },
  },
  look_back: { method: field.text, result: field.text, relapse: { type: "boolean" } },
  report: { to: field.name, period: field.name, content: field.text, sentOn: field.day },
};

/** Own fields without which an item is none. */
const needed: Readonly<Record<ListKind, readonly string[]>> = {
  task: ["origin"],
  responsibility: ["duty"],
  problem: ["finding"],
  rectification: ["measure"],
  look_back: [],
  report: ["to", "period"],
};

/** Compiled when first needed: a start does not wait for it. */
const compiled = new Map<ListKind, ValidateFunction>();

function validatorOf(kind: ListKind): ValidateFunction {
  const known = compiled.get(kind);
  if (known !== undefined) return known;
  const ajv = new Ajv({ strict: false, allErrors: false });
  // The package's types describe its CommonJS form; under ESM the function is the default export itself.
  (addFormats as unknown as (ajv: Ajv, formats: string[]) => void)(ajv, ["date"]);
  const validate = ajv.compile({
    type: "object",
    properties: ownFields[kind],
    required: needed[kind],
    additionalProperties: false,
  });
  compiled.set(kind, validate);
  return validate;
}

/** Throws `PROBITY_E_ITEM_INPUT` where the own fields of a kind are missing or not valid. */
export function checkOwnFields(kind: ListKind, fields: JsonObject): void {
  const validate = validatorOf(kind);
  if (validate(fields)) return;
  const errors = (validate.errors ?? []).map(({ instancePath, message }) => ({
    path: `/fields${instancePath}`,
    message: message ?? "is not valid",
  }));
  throw new ProbityError("PROBITY_E_ITEM_INPUT", `the list ${kind} has other fields`, { errors });
}

/** Whether every part of a measure or task is done; true where it has none. */
export function allPartsDone(fields: JsonObject): boolean {
  const list = fields["parts"] ?? fields["breakdown"];
  if (!Array.isArray(list)) return true;
  return list.every((one) => typeof one === "object" && one !== null && Reflect.get(one, "done") === true);
}
