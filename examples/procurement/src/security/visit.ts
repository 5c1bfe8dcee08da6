import type { Locale } from "@probity/contracts";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { localeOf } from "../i18n/index.ts";
import { personOf, type Person } from "../people.ts";
import type { Services } from "../services.ts";

/** Name of the session cookie. */
export const sessionCookie = "example_session";
/** Name of the language cookie. */
export const languageCookie = "example_lang";

/** Who is asking, in which language. `person` and `csrf` are absent before sign-in. */
export interface Visit {
  readonly locale: Locale;
  readonly person?: Person | undefined;
  readonly csrf: string;
  readonly sessionId?: string | undefined;
}

declare module "fastify" {
  interface FastifyRequest {
    /** Set before every handler. */
    readonly visit: Visit;
    /** Field of the form that could not be taken, when the draft could not be built. */
    wrongField: string | undefined;
  }
}

const nobody: Visit = { locale: "zh-CN", csrf: "" };
const visits = new WeakMap<FastifyRequest, Visit>();
const open = new Set(["/", "/session", "/lang/:locale", "/assets/:file"]);

/** Reads the session of every request; without one, everything but the start page leads back to it. */
export function addVisits(app: FastifyInstance, services: Services): void {
  // A request that fails before the hook below has no visit of its own.
  app.decorateRequest("visit", {
    getter(this: FastifyRequest) {
      return visits.get(this) ?? nobody;
    },
  });
  app.decorateRequest("wrongField", undefined);
  app.addHook("onRequest", async (request, reply) => {
    const visit = visitOf(request, services);
    visits.set(request, visit);
    if (visit.person === undefined && !open.has(request.routeOptions.url ?? ""))
      return reply.redirect("/", 303);
    return undefined;
  });
}

function visitOf(request: FastifyRequest, services: Services): Visit {
  const locale = localeOf(request.cookies[languageCookie], request.headers["accept-language"]);
  const sessionId = request.cookies[sessionCookie];
  const session = sessionId === undefined ? undefined : services.sessions.find(sessionId, services.now());
  const person = session === undefined ? undefined : personOf(session.person);
  if (session === undefined || person === undefined) return { locale, csrf: "" };
  return { locale, person, csrf: session.csrf, sessionId };
}
