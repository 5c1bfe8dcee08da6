import { createHash, createHmac } from "node:crypto";
import { isIdentityNumber } from "./identity-number.ts";
import { normalizeIdentifier } from "./normalize.ts";

/** Makes pseudonyms with one key. */
export interface Pseudonyms {
  /** First 8 hex digits of SHA-256 of the key; part of every pseudonym, so that a change of key shows. */
  readonly keyId: string;
  /** The pseudonym of an identifier. One that is a pseudonym already, and a text of white space, stays as it is. */
  readonly of: (text: string) => string;
  /** The pseudonym of a national identity number; any other person key stays as it is. */
  readonly ofPerson: (text: string) => string;
}

const pseudonym = /^pn1:[0-9a-f]{8}:[A-Za-z0-9_-]{22,43}$/;
const hashChars = 22;
const mostRemembered = 4096;
/** No spelling of an identity number is longer. */
const longestIdentityNumber = 40;

/**
 * `pn1:<key id>:<22 base64url characters of HMAC-SHA256(key, normalised text)>` (EV-5). The field's name is not hashed: the
 * account that is paid and the account that paid are equal when they are the same.
 */
export const createPseudonyms = (key: Uint8Array): Pseudonyms => {
  const keyId = createHash("sha256").update(key).digest("hex").slice(0, 8);
  const remembered = new Map<string, string>();

  const make = (text: string): string => {
    const hash = createHmac("sha256", key).update(text).digest("base64url").slice(0, hashChars);
    return `pn1:${keyId}:${hash}`;
  };

  const of = (text: string): string => {
    const known = remembered.get(text);
    if (known !== undefined) return known;
    const normal = normalizeIdentifier(text);
    if (normal === "" || pseudonym.test(normal)) return text;
    const made = make(normal);
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(text, made);
    return made;
  };

  return {
    keyId,
    of,
    ofPerson: (text) => {
      if (text.length < 18 || text.length > longestIdentityNumber) return text;
      return isIdentityNumber(normalizeIdentifier(text)) ? of(text) : text;
    },
  };
};
