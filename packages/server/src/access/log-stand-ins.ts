import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { loggingTransaction, ownSource } from "../log/index.ts";
import { gives } from "./scope.ts";

const looking: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/**
 * Logs what somebody sets out to do where a delegation allows it as well, with in whose place; before it is done, so that
 * nothing of the kind is missing (LO-7). Call after `guardRoutes`.
 */
export function logStandIns(app: FastifyInstance, { store, log }: Pick<Context, "store" | "log">): void {
  app.addHook("preHandler", async (request) => {
    const { config, schema } = request.routeOptions;
    const { access } = config;
    if (looking.has(request.method) || access === undefined || access === "open" || access === "signed-in")
      return;
    const { id: by, grants } = request.actor;
    const persons = grants.flatMap((grant) => (gives(grant, access) ? (grant.for ?? []) : []));
    if (persons.length === 0) return;
    const delegation = { by, for: [...new Set(persons)], permission: access, act: schema?.operationId ?? "" };
    await loggingTransaction(store, (transaction) =>
      log.logServerEvents(transaction, ownSource, [
        { type: "account.delegation.used", data: { delegation } },
      ]),
    );
  });
}
