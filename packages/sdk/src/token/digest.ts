import { canonicalJson } from "@probity/engine";
import type { JsonObject } from "@probity/contracts";
import { createHash } from "node:crypto";

/** SHA-256 (hex) of the canonical JSON (RFC 8785): equal for data that is equal as JSON, whatever its key order. */
export const digestOf = (data: JsonObject): string =>
  createHash("sha256").update(canonicalJson(data)).digest("hex");
