import type { JsonObject } from "@probity/contracts";
import { canonicalJson } from "@probity/engine";
import { sha256Hex } from "../sha256.ts";

/** Digest of an act without what it says of its decision, as SDKs make that of a draft; undefined for what has none. */
export function draftDigest(act: JsonObject): string | undefined {
  const { decision: _, ...draft } = act;
  try {
    return sha256Hex(canonicalJson(draft));
  } catch {
    // A number beyond the range of JSON: the SDK could not have made a digest of it either.
    return undefined;
  }
}
