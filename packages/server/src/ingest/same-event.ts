import type { Json } from "@probity/contracts";
import { canonicalJson } from "@probity/engine";

/** True for the same bytes, and for the same JSON in another order and spacing. */
export function sameEvent(a: string, b: string): boolean {
  if (a === b) return true;
  try {
    // What parses is JSON by definition.
    return canonicalJson(JSON.parse(a) as Json) === canonicalJson(JSON.parse(b) as Json);
  } catch {
    // A number beyond the range of doubles has no canonical form, nor has what nests too deeply; then only the bytes count.
    return false;
  }
}
