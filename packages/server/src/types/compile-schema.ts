import { ProbityError } from "@probity/contracts";
import { commonData } from "@probity/contracts/schemas";
import type { Validator } from "@probity/contracts/validators";
import { re2 } from "@probity/engine/re2";
import { Ajv } from "ajv";
import { isInstant } from "./inspector.ts";

const dateTime = (text: string): boolean => text.length > 10 && isInstant(text);
const wholeDate = (text: string): boolean => text.length === 10 && isInstant(text);

/** Linear-time patterns only: a pattern of an integrator runs over the data of another. */
const regExp = Object.assign((pattern: string) => re2(pattern), { code: "re2" });

/** Formats as Ajv takes them; `instant` is RFC 3339 with offset or a whole date (EV-4). */
const formats = { "date-time": dateTime, date: wholeDate, instant: isInstant };

/**
 * Compiles the validator of a registered type's data, the common block included. Nothing is coerced, removed or filled
 * in: that would edit evidence. Throws `PROBITY_E_TYPE_SCHEMA`.
 */
export function compileSchema(schema: object): Validator {
  const ajv = new Ajv({
    strict: false,
    strictNumbers: true, // JSON's 1e400 reads as infinity, which nothing can store or compare
    allErrors: false,
    formats,
    code: { regExp },
    validateFormats: true,
  });
  try {
    const check = ajv.compile({ allOf: [commonData, schema] });
    return (value) =>
      check(value)
        ? []
        : (check.errors ?? []).map((error) => ({
            path: error.instancePath,
            message: error.message ?? "is not valid",
          }));
  } catch (cause) {
    throw new ProbityError("PROBITY_E_TYPE_SCHEMA", String(cause), {
      cause,
      errors: [{ path: "/schema", message: cause instanceof Error ? cause.message : String(cause) }],
    });
  }
}
