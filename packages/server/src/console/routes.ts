import type { FastifyInstance } from "fastify";
import { guardRoutes } from "../access/index.ts";
import { registerConsoleCases } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { identifyActors } from "../people/index.ts";
import { registerSession } from "../sessions/index.ts";

/** The API of the console, for persons, with the same credentials as `/ops`. To be registered under `/console`. */
export function registerConsole(app: FastifyInstance, context: Context): void {
  identifyActors(app, context);
  guardRoutes(app);
  registerSession(app, context);
  registerConsoleCases(app, context);
}
