import { createHmac, timingSafeEqual } from "node:crypto";
import { isDecisionClaims, type DecisionClaims } from "./claims.ts";

const header = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString("base64url");
const maxTokenLength = 8192;

const macOf = (signed: string, key: Buffer): Buffer => createHmac("sha256", key).update(signed).digest();

/** Signs claims as a compact JWT. */
export const signClaims = (claims: DecisionClaims, key: Buffer): string => {
  const signed = `${header}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}`;
  return `${signed}.${macOf(signed, key).toString("base64url")}`;
};

const parseClaims = (payload: string): DecisionClaims | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    return isDecisionClaims(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Reads a token back; undefined unless it was signed with this key. The header must be the very one that
 * {@link signClaims} writes, so no other algorithm is ever considered.
 */
export const readClaims = (token: unknown, key: Buffer): DecisionClaims | undefined => {
  if (typeof token !== "string" || token.length > maxTokenLength) return undefined;
  const [head, payload, mac, ...rest] = token.split(".");
  if (head !== header || payload === undefined || mac === undefined || rest.length > 0) return undefined;
  const expected = macOf(`${head}.${payload}`, key);
  const given = Buffer.from(mac, "base64url");
  // The text is compared as well: base64url has several spellings of the same bytes.
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  if (expected.toString("base64url") !== mac) return undefined;
  return parseClaims(payload);
};

/** Reads the claims of a token without trusting it: to name what a refused token was about, never to permit. */
export const peekClaims = (token: unknown): DecisionClaims | undefined =>
  typeof token === "string" && token.length <= maxTokenLength
    ? parseClaims(token.split(".")[1] ?? "")
    : undefined;
