import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { messagePage } from "../pages/index.ts";
import { contextOf, send } from "../routes/respond.ts";
import type { Services } from "../services.ts";
import { formOf } from "../routes/form.ts";

/** Refuses every form that was not made by one of our pages for this session. */
export function addCsrfCheck(app: FastifyInstance, services: Services): void {
  app.addHook("preHandler", async (request, reply) => {
    if (request.method !== "POST" || isOurs(request)) return undefined;
    const context = contextOf(services, request);
    return send(reply.code(403), messagePage(context, context.t.badForm));
  });
}

function isOurs(request: FastifyRequest): boolean {
  const { csrf, person } = request.visit;
  // Nobody is signed in: only the browser can say where the sign-in form came from.
  if (person === undefined)
    return [undefined, "same-origin", "none"].includes(headerOf(request, "sec-fetch-site"));
  const given = Buffer.from(formOf(request)["csrf"] ?? "");
  const expected = Buffer.from(csrf);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" ? value : undefined;
}
