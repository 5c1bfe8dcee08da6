import type { Json, JsonObject } from "@probity/contracts";

/** True for an object that is no list. */
export const isJsonObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
