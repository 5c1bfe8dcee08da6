import { hash } from "node:crypto";
import { canonicalJson } from "@probity/engine";
import type { Draft } from "./draft.ts";

/**
 * The id of an imported event: a UUID (version 8) made of the process, the type, what the event is about and its
 * content. The same release gives the same ids, so a second run adds nothing; a changed release changes only the ids
 * of the events that changed.
 */
export function eventId(ocid: string, draft: Draft): string {
  const content = canonicalJson([ocid, draft.type, draft.key, draft.time, draft.data]);
  const digits = hash("sha256", content);
  const variant = "89ab"[Number.parseInt(digits[16] ?? "0", 16) & 3];
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join("-");
}
