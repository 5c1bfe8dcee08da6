import type { FastifyInstance } from "fastify";
import { guardRoutes, logStandIns } from "../access/index.ts";
import { registerAccounts } from "../accounts/index.ts";
import { registerConsoleCases } from "../cases/index.ts";
import { registerClues } from "../clues/index.ts";
import { registerEscalations } from "../escalation/index.ts";
import type { Context } from "../context.ts";
import { refuseNuls } from "../http/index.ts";
import { registerLetters } from "../letters/index.ts";
import { registerLive } from "../live/index.ts";
import { registerOidc } from "../oidc/index.ts";
import { registerOverview } from "../overview/index.ts";
import { registerNetworks } from "../network/index.ts";
import { registerInbox } from "../notify/index.ts";
import { identifyActors } from "../people/index.ts";
import { registerLists } from "../rectify/index.ts";
import { registerExports, registerIntegrity } from "../integrity/index.ts";
import { registerRisks } from "../risks/index.ts";
import { registerSearch } from "../search/index.ts";
import { registerSessions } from "../sessions/index.ts";
import { registerTriage } from "../triage/index.ts";
import { registerViews } from "../views/index.ts";

/** The API of the console, for persons, with the same credentials as `/ops`. To be registered under `/console`. */
export function registerConsole(app: FastifyInstance, context: Context): void {
  identifyActors(app, context);
  guardRoutes(app);
  refuseNuls(app);
  logStandIns(app, context);
  registerAccounts(app, context);
  registerOidc(app, context);
  registerSessions(app, context);
  registerInbox(app, context);
  registerTriage(app, context);
  registerViews(app, context);
  registerLive(app, context);
  registerOverview(app, context);
  registerSearch(app, context);
  registerConsoleCases(app, context);
  registerEscalations(app, context);
  registerClues(app, context);
  registerLists(app, context);
  registerLetters(app, context);
  registerIntegrity(app, context);
  registerNetworks(app, context);
  registerExports(app, context);
  registerRisks(app, context);
}
