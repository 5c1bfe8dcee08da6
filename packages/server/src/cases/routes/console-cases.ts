import type { FastifyInstance } from "fastify";
import type { Context } from "../../context.ts";
import { registerBulkActs } from "../bulk/routes.ts";
import { registerCaseAlerts } from "./alert-routes.ts";
import { registerBulk } from "./bulk-routes.ts";
import { registerCases } from "./case-routes.ts";
import { registerCaseContent } from "./content-routes.ts";
import { registerEvidence } from "./evidence-routes.ts";

/** Everything about cases under `/console` (CA-1, CA-3). */
export function registerConsoleCases(app: FastifyInstance, context: Context): void {
  registerCases(app, context);
  registerBulk(app, context);
  registerBulkActs(app, context);
  registerCaseAlerts(app, context);
  registerCaseContent(app, context);
  registerEvidence(app, context);
}
