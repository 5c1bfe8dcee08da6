import { ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { bearerOf, sameSecret } from "../http/index.ts";
import { registerOperatorTypes } from "../types/index.ts";
import { registerAlerts } from "./alerts-routes.ts";
import { registerErase } from "./erase-routes.ts";
import { registerEvents } from "./events-routes.ts";
import { registerLogStatus } from "./log-routes.ts";
import { registerQuarantine } from "./quarantine-routes.ts";
import { registerBindings, registerSources } from "./sources-routes.ts";
import { registerStreams } from "./streams-routes.ts";
import { registerSystem } from "./system-routes.ts";

/** The operator API, behind the service token. To be registered under `/ops`. */
export function registerOps(app: FastifyInstance, context: Context): void {
  app.addHook("onRequest", (request, _reply, done) => {
    const token = bearerOf(request.headers.authorization);
    const allowed = token !== undefined && sameSecret(token, context.opsToken);
    done(allowed ? undefined : new ProbityError("PROBITY_E_UNAUTHENTICATED", "the operator token is needed"));
  });
  registerSources(app, context);
  registerBindings(app, context);
  registerEvents(app, context);
  registerErase(app, context);
  registerQuarantine(app, context);
  registerAlerts(app, context);
  registerOperatorTypes(app, context);
  registerStreams(app, context);
  registerLogStatus(app, context);
  registerSystem(app, context);
}
