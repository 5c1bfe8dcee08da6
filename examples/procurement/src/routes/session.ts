import type { FastifyInstance, FastifyReply } from "fastify";
import { personOf } from "../people.ts";
import { languageCookie, sessionCookie } from "../security/visit.ts";
import type { Services } from "../services.ts";
import { backOf, formOf, parameter } from "./form.ts";

const cookie = { path: "/", httpOnly: true, sameSite: "lax" } as const;

/** Sign in as one of the demo people, sign out, choose the language. */
export function addSessionRoutes(app: FastifyInstance, services: Services): void {
  const { sessions, now } = services;
  app.post("/session", async (request, reply) => {
    const form = formOf(request);
    const person = personOf(form["person"] ?? "");
    if (person === undefined) return reply.redirect("/", 303);
    if (request.visit.sessionId !== undefined) sessions.end(request.visit.sessionId);
    reply.setCookie(sessionCookie, sessions.start(person.id, now()), cookie);
    return reply.redirect(backOf(form["back"]), 303);
  });
  app.post("/session/end", async (request, reply): Promise<FastifyReply> => {
    if (request.visit.sessionId !== undefined) sessions.end(request.visit.sessionId);
    return reply.clearCookie(sessionCookie, cookie).redirect("/", 303);
  });
  app.get("/lang/:locale", async (request, reply) => {
    const locale = parameter(request, "locale") === "en" ? "en" : "zh-CN";
    const { query } = request;
    const back = typeof query === "object" && query !== null && "back" in query ? query.back : undefined;
    reply.setCookie(languageCookie, locale, { ...cookie, maxAge: 31_536_000 });
    return reply.redirect(backOf(typeof back === "string" ? back : undefined), 303);
  });
}
