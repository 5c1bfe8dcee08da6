import type { FastifyInstance } from "fastify";
import { grantKind, guardRoutes, logStandIns, registerGrants } from "../access/index.ts";
import { registerPasswordReset } from "../accounts/index.ts";
import { registerOperatorAppeals } from "../appeals/index.ts";
import { registerOperatorApprovals } from "../approvals/index.ts";
import type { Context } from "../context.ts";
import { registerBreakers } from "../breakers/index.ts";
import { registerCalendars } from "../calendar/index.ts";
import { registerDeadlines } from "../deadlines/index.ts";
import { registerPrechecks, registerRuleStats } from "../decisions/index.ts";
import { registerEvaluation, registerScores } from "../evaluate/index.ts";
import { exceptionKind, registerExceptions } from "../exceptions/index.ts";
import { refuseNuls } from "../http/index.ts";
import { registerJobs } from "../jobs/index.ts";
import { registerLinks } from "../links/index.ts";
import { registerModels } from "../models/index.ts";
import { registerKeys } from "../keys/index.ts";
import { registerOrg } from "../org/index.ts";
import { registerAddresses, registerChannels, registerDeliveries } from "../notify/index.ts";
import { identifyActors, registerPeople } from "../people/index.ts";
import { registerRequests } from "../requests/index.ts";
import { bindingsKind, registerBundleViews } from "../rules/index.ts";
import { registerGroups } from "../scim/index.ts";
import { registerServices } from "../services/index.ts";
import { registerOperatorTypes } from "../types/index.ts";
import { registerAlerts } from "./alerts-routes.ts";
import { registerErase } from "./erase-routes.ts";
import { registerEvents } from "./events-routes.ts";
import { registerLogStatus } from "./log-routes.ts";
import { registerQuarantine } from "./quarantine-routes.ts";
import { registerSourceQuality } from "./source-quality-route.ts";
import { registerBindings, registerSources } from "./sources-routes.ts";
import { registerStreams } from "./streams-routes.ts";
import { registerSystem } from "./system-routes.ts";
import { registerWindows } from "./windows-routes.ts";

/** The operator API, behind the operator token or what a person or a service shows, and guarded by roles. To be registered under `/ops`. */
export function registerOps(app: FastifyInstance, context: Context): void {
  identifyActors(app, context);
  guardRoutes(app);
  refuseNuls(app);
  logStandIns(app, context);
  registerPeople(app, context);
  registerPasswordReset(app, context);
  registerGrants(app, context);
  registerServices(app, context);
  registerGroups(app, context);
  registerAddresses(app, context);
  registerChannels(app, context);
  registerDeliveries(app, context);
  registerSources(app, context);
  registerSourceQuality(app, context);
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
    grant: grantKind(context),
  });
  registerExceptions(app, context);
  registerBreakers(app, context);
  registerBundleViews(app, context);
  registerRuleStats(app, context);
  registerPrechecks(app, context);
  registerDeadlines(app, context);
  registerCalendars(app, context);
  registerOperatorApprovals(app, context);
  registerOperatorAppeals(app, context);
  registerKeys(app, context);
  registerLinks(app, context);
  registerWindows(app, context);
  registerScores(app, context);
  registerEvaluation(app, context);
  registerOrg(app, context);
}
