import { ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import { registerOperatorApprovals } from "../approvals/index.ts";
import type { Context } from "../context.ts";
import { registerBreakers } from "../breakers/index.ts";
import { registerCalendars } from "../calendar/index.ts";
import { registerDeadlines } from "../deadlines/index.ts";
import { registerPrechecks, registerRuleStats } from "../decisions/index.ts";
import { exceptionKind, registerExceptions } from "../exceptions/index.ts";
import { bearerOf, sameSecret } from "../http/index.ts";
import { registerJobs } from "../jobs/index.ts";
import { registerLinks } from "../links/index.ts";
import { registerModels } from "../models/index.ts";
import { registerKeys } from "../keys/index.ts";
import { operatorActor, registerPeople } from "../people/index.ts";
import { registerRequests } from "../requests/index.ts";
import { bindingsKind, registerBundleViews } from "../rules/index.ts";
import { registerOperatorTypes } from "../types/index.ts";
import { registerAlerts } from "./alerts-routes.ts";
import { registerErase } from "./erase-routes.ts";
import { registerEvents } from "./events-routes.ts";
import { registerLogStatus } from "./log-routes.ts";
import { registerQuarantine } from "./quarantine-routes.ts";
import { registerBindings, registerSources } from "./sources-routes.ts";
import { registerStreams } from "./streams-routes.ts";
import { registerSystem } from "./system-routes.ts";
import { registerWindows } from "./windows-routes.ts";

/** The operator API, behind the service token or a person's token. To be registered under `/ops`. */
export function registerOps(app: FastifyInstance, context: Context): void {
  app.decorateRequest("actor");
  app.addHook("onRequest", async (request) => {
    // No database stores it, so that nothing is found by it.
    if (request.url.includes("%00"))
      throw new ProbityError("PROBITY_E_REQUEST", "the address has a NUL in it");
    const token = bearerOf(request.headers.authorization);
    if (token !== undefined && sameSecret(token, context.opsToken)) request.actor = operatorActor;
    else request.actor = { id: await personBehind(context, token), isPerson: true };
  });
  registerPeople(app, context);
  registerSources(app, context);
  registerBindings(app, context);
  registerEvents(app, context);
  registerErase(app, context);
  registerQuarantine(app, context);
  registerAlerts(app, context);
  registerModels(app, context);
  registerJobs(app, context);
  registerOperatorTypes(app, context);
  registerStreams(app, context);
  registerLogStatus(app, context);
  registerSystem(app, context);
  registerRequests(app, context, {
    bindings: bindingsKind(context),
    exception: exceptionKind(context),
  });
  registerExceptions(app, context);
  registerBreakers(app, context);
  registerBundleViews(app, context);
  registerRuleStats(app, context);
  registerPrechecks(app, context);
  registerDeadlines(app, context);
  registerCalendars(app, context);
  registerOperatorApprovals(app, context);
  registerKeys(app, context);
  registerLinks(app, context);
  registerWindows(app, context);
}

async function personBehind({ people }: Context, token: string | undefined): Promise<string> {
  const person = token === undefined ? undefined : await people.authenticate(token);
  if (person !== undefined) return person;
  throw new ProbityError("PROBITY_E_UNAUTHENTICATED", "the operator token or a person's token is needed");
}
