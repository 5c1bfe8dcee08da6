import { mediaTypes, ProbityError } from "@probity/contracts";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { problemOf, retryAfterOf } from "./http-error.ts";
import type { RouteTable } from "./route-table.ts";

/**
 * Answers every failure as problem+json with a code of the error table, unknown paths and methods included; `page` may answer a
 * browser that goes to an address without a route.
 */
export function registerErrors(
  app: FastifyInstance,
  routes: RouteTable,
  page: (request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined,
): void {
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  app.setNotFoundHandler((request, reply) => {
    const methods = routes.methodsOf(new URL(request.url, "http://host").pathname);
    if (methods.length === 0) {
      const answered = page(request, reply);
      if (answered !== undefined) return answered;
      throw new ProbityError("PROBITY_E_NOT_FOUND", "");
    }
    reply.header("allow", methods.join(", "));
    throw new ProbityError("PROBITY_E_METHOD", `${request.method} is not one of ${methods.join(", ")}`);
  });
}

/** Answers one failure as problem+json; also for what the framework refuses before a route is found. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error, request.id);
  if (problem.status >= 500) request.log.error({ err: error }, problem.code);
  else request.log.info({ code: problem.code, detail: problem.detail }, "refused");
  const retryAfter = retryAfterOf(error, problem);
  if (retryAfter !== undefined) reply.header("retry-after", String(retryAfter));
  if (problem.status === 401) reply.header("www-authenticate", 'Bearer realm="probity"');
  return reply.status(problem.status).type(mediaTypes.problem).send(JSON.stringify(problem));
}
