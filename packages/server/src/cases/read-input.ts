import { type JsonObject, ProbityError } from "@probity/contracts";
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { type TransitionName, transitionOf } from "./machine.ts";

/** Compiled when a step is first made: a start does not wait for it. */
const compiled = new Map<TransitionName, ValidateFunction>();

function validatorOf(name: TransitionName): ValidateFunction {
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const ajv = new Ajv({ strict: false, allErrors: true });
  // The package's types describe its CommonJS form; under ESM the function is the default export itself.
  (addFormats as unknown as (ajv: Ajv, formats: string[]) => void)(ajv, ["date-time", "date"]);
  const validate = ajv.compile(inputSchema(name));
  compiled.set(name, validate);
  return validate;
}

/** JSON schema of what a step takes. */
export const inputSchema = (name: TransitionName): object => {
  const { fields, required } = transitionOf(name);
  return { type: "object", properties: fields, required, additionalProperties: false };
};

/** Most problems that are told at once. */
const maxErrors = 20;

/** Throws `PROBITY_E_CASE_INPUT` where a step's fields are missing or not valid. */
export function checkInput(name: TransitionName, input: JsonObject): void {
  const validate = validatorOf(name);
  if (validate(input)) return;
  const errors = (validate.errors ?? []).slice(0, maxErrors).map((error) => {
    const missing: unknown = error.params["missingProperty"];
    const extra: unknown = error.params["additionalProperty"];
    const at = typeof missing === "string" ? `/${missing}` : typeof extra === "string" ? `/${extra}` : "";
    return { path: `${error.instancePath}${at}`, message: error.message ?? "is not valid" };
  });
  throw new ProbityError("PROBITY_E_CASE_INPUT", `the step ${name} needs other fields`, { errors });
}
