import { ProbityError, type Bundle } from "@probity/contracts";
import { parsePinnedKey, type PinnedKey } from "./vkey.ts";

/** What a bundle says about the keys of bundles. */
export interface BundleKeys {
  readonly trusted: readonly PinnedKey[];
  /** Key ids, `<name>+<8 hex digits>`. */
  readonly revoked: readonly string[];
}

const maxTrusted = 32;
const maxRevoked = 256;
const keyId = /^[^\s+]{1,200}\+[0-9a-f]{8}$/;

const malformed = (what: string, cause?: unknown): ProbityError =>
  new ProbityError("PROBITY_E_BUNDLE_FORMAT", `keys.${what}`, { cause });

const textsOf = (value: unknown, name: string, most: number): readonly string[] => {
  if (!Array.isArray(value) || value.length > most) throw malformed(`${name} is no list of at most ${most}`);
  return value.map((item: unknown) => {
    if (typeof item !== "string" || item.length > 1000) throw malformed(`${name} has what is no short text`);
    return item;
  });
};

const read = (vkey: string): PinnedKey => {
  try {
    return parsePinnedKey(vkey);
  } catch (cause) {
    throw malformed("trusted has what is no verifier key", cause);
  }
};

/**
 * Reads the keys of a bundle whose signature holds.
 * @throws ProbityError `PROBITY_E_BUNDLE_FORMAT`
 */
export const readBundleKeys = ({ keys }: Bundle): BundleKeys => {
  if (keys === undefined) return { trusted: [], revoked: [] };
  // Signed, but not yet known to be of the form that its type says.
  const { trusted, revoked }: { readonly trusted?: unknown; readonly revoked?: unknown } = keys ?? {};
  const ids = textsOf(revoked, "revoked", maxRevoked);
  for (const id of ids) if (!keyId.test(id)) throw malformed(`revoked has ${JSON.stringify(id)}, no key id`);
  return { trusted: textsOf(trusted, "trusted", maxTrusted).map(read), revoked: ids };
};
