import cookie from "@fastify/cookie";
import formbody from "@fastify/formbody";
import { probityPlugin } from "@probity/fastify";
import Fastify, { type FastifyInstance } from "fastify";
import { messagePage } from "./pages/index.ts";
import {
  addActRoutes,
  addAssetRoutes,
  addHomeRoutes,
  addInboxRoutes,
  addProcessRoutes,
  addSessionRoutes,
  answerRefusal,
  contextOf,
  notFound,
  send,
} from "./routes/index.ts";
import { addCsrfCheck } from "./security/csrf.ts";
import { addSecurityHeaders } from "./security/headers.ts";
import { addVisits } from "./security/visit.ts";
import type { Services } from "./services.ts";

/** Builds the web application; it does not listen yet. */
export async function buildApp(services: Services, log: boolean): Promise<FastifyInstance> {
  const app = Fastify({ logger: log ? { level: "warn" } : false, bodyLimit: 64 * 1024, trustProxy: false });
  await app.register(cookie);
  await app.register(formbody);
  addSecurityHeaders(app);
  addVisits(app, services);
  addCsrfCheck(app, services);
  await app.register(probityPlugin, {
    probity: services.probity,
    onRefused: (refusal, request, reply) => answerRefusal(services, refusal, request, reply),
  });
  app.setNotFoundHandler((request, reply) => notFound(services, request, reply));
  app.setErrorHandler((error, request, reply) => {
    request.log.error({ err: error }, "request failed");
    const status =
      typeof error === "object" && error !== null && "statusCode" in error ? Number(error.statusCode) : 500;
    const context = contextOf(services, request);
    return send(
      reply.code(status >= 400 && status < 500 ? status : 500),
      messagePage(context, context.t.failed),
    );
  });
  await addAssetRoutes(app);
  addSessionRoutes(app, services);
  addHomeRoutes(app, services);
  addProcessRoutes(app, services);
  addActRoutes(app, services);
  addInboxRoutes(app, services);
  return app;
}
