import { createHmac } from "node:crypto";
import { ProbityError } from "@probity/contracts";
import { sameSecret } from "../http/index.ts";

/** The header in which a browser's request proves that a page of this server made it. */
const csrfHeader = "probity-csrf";

/** What a session's requests carry beside its cookie. It follows from the cookie, which no other site can read. */
export const csrfOf = (token: string): string =>
  createHmac("sha256", token).update("probity csrf").digest("base64url");

const safe: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** Throws `PROBITY_E_CSRF` for a request with a cookie that may change something and lacks the header. */
export function requireCsrf(
  request: { readonly method: string; readonly headers: Readonly<Record<string, unknown>> },
  token: string,
): void {
  if (safe.has(request.method)) return;
  const sent = request.headers[csrfHeader];
  if (typeof sent === "string" && sent.length <= 100 && sameSecret(sent, csrfOf(token))) return;
  throw new ProbityError("PROBITY_E_CSRF", `the header ${csrfHeader} is missing or of another session`);
}
