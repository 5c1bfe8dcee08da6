/**
 * Probity for Fastify 5.
 *
 * @example
 * ```ts
 * const award = defineAct({ type: "procurement.award.decided", data: (request: FastifyRequest) => draftOf(request.body) });
 * await app.register(probityPlugin, { probity });
 * app.post("/award/check", { config: { probity: { precheck: award } } }, (request) => request.probity.decision);
 * app.post("/award", { config: { probity: { guard: award } } }, (request, reply) => reply.redirect("/done", 303));
 * ```
 * @module
 */
export { defineAct } from "@probity/adapter-core";
export type { Act, ActClient, Guarded, Prechecked, Refusal } from "@probity/adapter-core";
export { probityPlugin } from "./plugin.ts";
export type { ProbityFastifyOptions, ProbityRoute } from "./types.ts";
