import { ProbityError } from "@probity/contracts";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { grantsOfPerson, grantsOfService } from "../access/index.ts";
import type { Context } from "../context.ts";
import { bearerOf, sameSecret } from "../http/index.ts";
import { serviceBehind } from "../services/index.ts";
import { signedInBy } from "../sessions/index.ts";
import { type Actor, operatorActor } from "./actor.ts";

/** What {@link identifyActors} works with. */
export type IdentifyOptions = Pick<Context, "store" | "clock" | "people" | "opsToken" | "config">;

/**
 * Every request of this scope has an actor, or is refused with `PROBITY_E_UNAUTHENTICATED`; only routes that are declared open
 * are reached without one. To be called before the hook that asks what the actor may do.
 */
export function identifyActors(app: FastifyInstance, options: IdentifyOptions): void {
  app.decorateRequest("actor");
  app.addHook("onRequest", async (request, reply) => {
    // What one person may see no cache keeps for the next one; files and pages say so by themselves.
    reply.headers({ "cache-control": "no-store", "x-content-type-options": "nosniff" });
    // No database stores it, so that nothing is found by it.
    if (request.url.includes("%00"))
      throw new ProbityError("PROBITY_E_REQUEST", "the address has a NUL in it");
    if (request.routeOptions.config.access === "open") return;
    const actor = await actorBehind(options, request);
    if (actor === undefined) throw new ProbityError("PROBITY_E_UNAUTHENTICATED", "");
    request.actor = actor;
  });
}

/** A token counts before a cookie: who sends one wants to be its holder. */
async function actorBehind(options: IdentifyOptions, request: FastifyRequest): Promise<Actor | undefined> {
  const { authorization } = request.headers;
  if (authorization !== undefined) return await tokenHolder(options, bearerOf(authorization));
  const session = await signedInBy(options, request);
  return session === undefined ? undefined : await personActor(options, session.person, session.id);
}

async function tokenHolder(options: IdentifyOptions, token: string | undefined): Promise<Actor | undefined> {
  if (token === undefined) return undefined;
  if (sameSecret(token, options.opsToken)) return operatorActor;
  const person = await options.people.authenticate(token);
  if (person !== undefined) return await personActor(options, person);
  const service = await serviceBehind(options, token);
  if (service === undefined) return undefined;
  const grants = await grantsOfService(options.store, service, new Date(options.clock()));
  // No person's id has a colon in it.
  return { id: `service:${service}`, kind: "service", isPerson: false, grants };
}

async function personActor(options: IdentifyOptions, id: string, session?: string): Promise<Actor> {
  const granted = await grantsOfPerson(options.store, id, new Date(options.clock()));
  return { id, kind: "person", isPerson: true, ...granted, session };
}
