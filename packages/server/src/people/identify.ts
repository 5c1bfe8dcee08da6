import { ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import { grantsOfPerson } from "../access/index.ts";
import type { Context } from "../context.ts";
import { bearerOf, sameSecret } from "../http/index.ts";
import { type Actor, operatorActor } from "./actor.ts";

/** What {@link identifyActors} works with. */
export type IdentifyOptions = Pick<Context, "store" | "clock" | "people" | "opsToken">;

/**
 * Every request of this scope has an actor, or is refused with `PROBITY_E_UNAUTHENTICATED`; only routes that are declared open
 * are reached without one. To be called before the hook that asks what the actor may do.
 */
export function identifyActors(app: FastifyInstance, options: IdentifyOptions): void {
  app.decorateRequest("actor");
  app.addHook("onRequest", async (request) => {
    // No database stores it, so that nothing is found by it.
    if (request.url.includes("%00"))
      throw new ProbityError("PROBITY_E_REQUEST", "the address has a NUL in it");
    if (request.routeOptions.config.access === "open") return;
    request.actor = await actorBehind(options, bearerOf(request.headers.authorization));
  });
}

async function actorBehind(options: IdentifyOptions, token: string | undefined): Promise<Actor> {
  if (token !== undefined && sameSecret(token, options.opsToken)) return operatorActor;
  const id = token === undefined ? undefined : await options.people.authenticate(token);
  if (id === undefined)
    throw new ProbityError("PROBITY_E_UNAUTHENTICATED", "the operator token or a person's token is needed");
  const grants = await grantsOfPerson(options.store, id, new Date(options.clock()));
  return { id, kind: "person", isPerson: true, grants };
}
