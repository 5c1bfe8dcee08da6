import {
  openGuard,
  problemType,
  runPrecheck,
  type Act,
  type Ending,
  type Refusal,
} from "@probity/adapter-core";
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import type { ProbityFastifyOptions, ProbityRoute } from "./types.ts";

const endings = new WeakMap<FastifyRequest, Ending>();

/**
 * Fastify plugin: serves the route option `config: { probity: { precheck: act } | { guard: act } }`. The check runs as
 * the last step before the handler, after every other hook, so that authentication and CSRF checks come first. The
 * act is emitted before a successful answer leaves. Register it before the routes.
 */
export function probityPlugin(
  app: FastifyInstance,
  options: ProbityFastifyOptions,
  done: (error?: Error) => void,
): void {
  app.decorateRequest("probity", null);
  app.addHook("onRoute", (route: RouteOptions) => {
    const config = route.config?.probity;
    if (config === undefined) return;
    // The route's own request type; here it is only passed through.
    const { precheck, guard } = config as ProbityRoute;
    route.preHandler = [
      ...listOf(route.preHandler),
      precheck ? prechecking(precheck, options) : guarding(guard, options),
    ];
    if (guard === undefined) return;
    route.onSend = [...listOf(route.onSend), onSend];
    route.onResponse = [...listOf(route.onResponse), onResponse];
  });
  done();
}

// Fastify's own mark of a plug-in whose hooks apply to its parent (what `fastify-plugin` sets).
Object.assign(probityPlugin, {
  [Symbol.for("skip-override")]: true,
  [Symbol.for("fastify.display-name")]: "@probity/fastify",
});

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

function prechecking(act: Act<FastifyRequest>, options: ProbityFastifyOptions): Handler {
  return async (request, reply) => {
    const result = await runPrecheck(options.probity, act, request, reporter(request));
    if (!result.ok) return refuse(result.refusal, result.cause, options, request, reply);
    request.probity = result.value;
    return undefined;
  };
}

function guarding(act: Act<FastifyRequest>, options: ProbityFastifyOptions): Handler {
  return async (request, reply) => {
    const result = await openGuard(options.probity, act, request, reporter(request));
    if (!result.ok) return refuse(result.refusal, result.cause, options, request, reply);
    request.probity = result.value;
    endings.set(request, result.ending);
    // Fastify's onRequestAbort does not fire once the body has been read.
    reply.raw.once("close", () => result.ending.disconnected());
    return undefined;
  };
}

async function refuse(
  answer: Refusal,
  cause: unknown,
  options: ProbityFastifyOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  reporter(request)(cause);
  if (options.onRefused !== undefined) return options.onRefused(answer, request, reply);
  return reply.code(answer.status).type(problemType).send(JSON.stringify(answer.problem));
}

function reporter(request: FastifyRequest): (error: unknown) => void {
  return (error) => {
    if (error !== undefined) request.log.warn({ err: error }, "probity");
  };
}

async function onSend(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  endings.get(request)?.answered(reply.statusCode);
}

async function onResponse(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  // A hijacked reply never reaches onSend.
  endings.get(request)?.answered(reply.raw.statusCode);
}

function listOf<T>(hooks: T | readonly T[] | undefined): readonly T[] {
  if (hooks === undefined) return [];
  // A type predicate on readonly arrays is what Array.isArray lacks.
  return Array.isArray(hooks) ? (hooks as readonly T[]) : [hooks as T];
}
