import { fastifyCookie } from "@fastify/cookie";
import swagger from "@fastify/swagger";
import Fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import { registerAppeals } from "./appeals/index.ts";
import { pagePrefix, registerApprovalPages, registerApprovals } from "./approvals/index.ts";
import { registerConsole } from "./console/index.ts";
import type { Context } from "./context.ts";
import { describeRoute, registerDocs } from "./docs/index.ts";
import { registerHealth } from "./health/index.ts";
import {
  authenticateSources,
  compressAnswers,
  registerErrors,
  registerJsonBodies,
  registerLoadGuard,
  refuseUnreadable,
  registerValidation,
  sendProblem,
  watchRoutes,
} from "./http/index.ts";
import { keepChangedRows } from "./http/keep-changed-rows.ts";
import { registerScim, scimPrefix } from "./scim/index.ts";
import { registerIngest } from "./ingest/index.ts";
import { registerLog } from "./log/index.ts";
import { registerOps } from "./ops/index.ts";
import { registerPrecheck } from "./precheck/index.ts";
import { registerPush } from "./push/index.ts";
import { registerBundle } from "./rules/index.ts";
import { isSitePath, registerSite, sendSitePage } from "./site/index.ts";
import { registerSourceTypes } from "./types/index.ts";

/** Largest request body, before anything else looks at it. */
const bodyLimit = 1024 * 1024;
const requestTimeoutMs = 30_000;

/** The HTTP server with all its routes, not listening yet: `app.inject` works on it as the network does. */
export async function createApp(context: Context): Promise<FastifyInstance> {
  const { config, newId } = context;
  const app = Fastify({
    bodyLimit,
    trustProxy: config.trustedProxies === undefined ? false : [...config.trustedProxies],
    requestTimeout: requestTimeoutMs,
    connectionTimeout: requestTimeoutMs * 2,
    forceCloseConnections: "idle",
    genReqId: newId,
    clientErrorHandler: refuseUnreadable,
    frameworkErrors: sendProblem,
    routerOptions: { maxParamLength: 500 },
    logger: {
      level: config.logLevel,
      ...(context.logStream === undefined ? {} : { stream: context.logStream }),
      // The path alone: a query may carry what people filter by, or a secret put there by mistake.
      serializers: {
        req: (request: FastifyRequest) => ({
          method: request.method,
          url: withoutSecret(request.url.split("?", 1)[0] ?? ""),
          remoteAddress: request.ip,
        }),
      },
      redact: {
        paths: ["req.headers.authorization", "req.headers.cookie", "headers.authorization"],
        censor: "***",
      },
    },
  });
  const routes = watchRoutes(app);
  registerValidation(app);
  registerJsonBodies(app);
  registerErrors(app, routes, (request, reply) =>
    isSitePath(request) ? sendSitePage(config, reply) : undefined,
  );
  registerLoadGuard(app, config.maxConcurrentRequests);
  keepChangedRows(app, context.durability);
  await app.register(swagger, { openapi: apiDescription, transform: describeRoute });
  await app.register(async (scope) => registerHealth(scope, context));
  await app.register(async (scope) => registerDocs(scope));
  await app.register(async (scope) => registerSite(scope, context));
  await app.register(async (scope) => registerSourceScope(scope, context), { prefix: "/v1" });
  await app.register(async (scope) => registerLog(scope, context), { prefix: "/log" });
  await app.register(async (scope) => withCookies(scope, registerOps, context), { prefix: "/ops" });
  await app.register(async (scope) => withCookies(scope, registerConsole, context), { prefix: "/console" });
  await app.register(async (scope) => registerScim(scope, context), { prefix: scimPrefix });
  await app.register(async (scope) => registerApprovalPages(scope, context), { prefix: pagePrefix });
  return app;
}

/** Whoever has the link of an approver decides as that person: it is not for the log. */
const withoutSecret = (path: string): string =>
  path.startsWith(`${pagePrefix}/`) ? `${pagePrefix}/***` : path;

/** Only what people use reads cookies, and has answers long enough to be compressed. */
async function withCookies(
  scope: FastifyInstance,
  register: (scope: FastifyInstance, context: Context) => void,
  context: Context,
): Promise<void> {
  await scope.register(fastifyCookie);
  compressAnswers(scope);
  register(scope, context);
}

async function registerSourceScope(scope: FastifyInstance, context: Context): Promise<void> {
  authenticateSources(scope, context.keys);
  registerPrecheck(scope, context);
  registerApprovals(scope, context);
  registerAppeals(scope, context);
  registerBundle(scope, context);
  registerPush(scope, context);
  registerSourceTypes(scope, context);
  // Its own scope, because it reads bodies as exact text.
  await scope.register(async (inner) => registerIngest(inner, context));
}

const bearer = (description: string): object => ({ type: "http", scheme: "bearer", description });

const apiDescription = {
  openapi: "3.1.0",
  info: {
    title: "Probity",
    version: "0.1.0",
    description:
      "Events in, pre-checks and bundles out; every error is a problem document (RFC 9457) with a code of the error table.",
  },
  tags: [
    { name: "source", description: "For business systems, with a source key" },
    { name: "operator", description: "For operators, with the operator token or what a person shows" },
    { name: "console", description: "For persons, with the cookie of a session or a token" },
    { name: "log", description: "For auditors, with the operator token, and for sources with their key" },
    { name: "health", description: "Open" },
  ],
  components: {
    securitySchemes: {
      sourceKey: bearer("A key of `probity sources add`") as { type: "http"; scheme: string },
      operatorToken: bearer("The operator token in <data dir>/ops-token") as { type: "http"; scheme: string },
      personToken: bearer("A token of a person or of a service") as { type: "http"; scheme: string },
      session: {
        type: "apiKey" as const,
        in: "cookie",
        name: "probity",
        description: "Set by a sign-in; what changes something also sends the header probity-csrf",
      },
    },
  },
};
