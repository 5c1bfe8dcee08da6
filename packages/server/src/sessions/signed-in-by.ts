import type { FastifyRequest } from "fastify";
import { sessionCookie } from "./cookie.ts";
import { requireCsrf } from "./csrf.ts";
import { type Session, sessionBehind, type SessionOptions } from "./sessions.ts";

/**
 * The session of a browser's request, or undefined. Throws `PROBITY_E_CSRF` for a request that may change something and was
 * not made by a page of this server.
 */
export async function signedInBy(
  options: Pick<SessionOptions, "store" | "clock" | "config">,
  request: FastifyRequest,
): Promise<Session | undefined> {
  const token = sessionCookie(options.config, request);
  const session = token === undefined ? undefined : await sessionBehind(options, token);
  if (token === undefined || session === undefined) return undefined;
  requireCsrf(request, token);
  return session;
}
