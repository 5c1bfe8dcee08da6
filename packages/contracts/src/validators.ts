import type { BuiltinEventName } from "./event.ts";
import * as compiled from "./generated/validators.ts";
import type { Validator, Violation } from "./validator.ts";

export type { Validator, Violation } from "./validator.ts";

/** At most this many violations are reported for one value. */
const reportLimit = 50;

function validator(name: string): Validator {
  const check = compiled.checks[name];
  if (check === undefined) throw new TypeError(`no compiled validator ${name}`);
  return (value) => {
    if (check(value)) return [];
    return (check.errors ?? []).slice(0, reportLimit).map(violation);
  };
}

function violation(error: compiled.CheckError): Violation {
  const extra = error.params["additionalProperty"];
  const message = error.message ?? "is not valid";
  return { path: error.instancePath, message: typeof extra === "string" ? `${message}: ${extra}` : message };
}

/** Validates the CloudEvents attributes of an event (EV-1). */
export const validateEnvelope: Validator = validator("envelope");
/** Validates a `model.yaml` (RU-1). */
export const validateModel: Validator = validator("model");
/** Validates a `cases.yaml` (RU-7). */
export const validateCases: Validator = validator("cases");
/** Validates a bindings file (RU-4). */
export const validateBindings: Validator = validator("bindings");
/** Validates a calendar of working days. */
export const validateCalendar: Validator = validator("calendar");
/** Validates the body of `POST /v1/precheck`. */
export const validatePrecheckRequest: Validator = validator("precheckRequest");

/** Validates the data of each built-in event type, common block included (EV-2). */
export const dataValidators: Readonly<Record<BuiltinEventName, Validator>> = Object.fromEntries(
  compiled.eventTypes.map((type) => [type, validator(type)]),
  // The generator walks the same table that the type is derived from.
) as Record<BuiltinEventName, Validator>;
