import { type JsonObject, ProbityError } from "@probity/contracts";

/** Reads the JSON object of an option; nothing is an empty one. Throws `PROBITY_E_USAGE`. */
export function readFields(text: string | undefined, option: string): JsonObject {
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    // Of parsed JSON.
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JsonObject;
  } catch (cause) {
    throw new ProbityError("PROBITY_E_USAGE", `${option} is no JSON`, { cause });
  }
  throw new ProbityError("PROBITY_E_USAGE", `${option} must be a JSON object`);
}
