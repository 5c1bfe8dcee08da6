import { ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import type { Granted } from "./grant.ts";
import { type Permission, placeless } from "./permissions.ts";
import { roles, rolePermissions } from "./roles.ts";
import { holds, scopeOf } from "./scope.ts";

/** What a route asks of whoever calls it: a permission, to be signed in, or nothing. */
export type Access = Permission | "open" | "signed-in";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Every route under `/ops` and `/console` declares it; a start fails for one that does not. */
    access?: Access;
    /**
     * The route itself narrows what it shows and does by `scopeOf`. Without it whoever has the permission for a unit alone is
     * refused, unless the permission is about nothing that belongs to a unit.
     */
    scoped?: true;
  }
}

/** Refuses routes without a declaration, and requests without what their route declares. Call before the first route. */
export function guardRoutes(app: FastifyInstance): void {
  app.addHook("onRoute", ({ method, url, config, schema }) => {
    const route = `${[method].flat().join(" ")} ${url}`;
    if (config?.access === undefined) throw new Error(`${route} does not say who may use it (config.access)`);
    // What is not in the description of the API is not tested against the roles either.
    if (schema?.hide === true || schema?.operationId === undefined)
      throw new Error(`${route} is not in the description of the API`);
  });
  app.addHook("onRequest", (request, _reply, done) => {
    const { access, scoped } = request.routeOptions.config;
    // Undefined for an address without a route: that is answered by nobody.
    if (access !== undefined && access !== "open" && access !== "signed-in")
      requireAccess(request.actor, access, scoped === true);
    done();
  });
}

/**
 * Throws `PROBITY_E_FORBIDDEN` for whoever does not have a permission, or has it for a unit alone where `scoped` is false;
 * `PROBITY_E_PERSON` for the operator token where a person is needed, `PROBITY_E_OPERATOR` where only that token will do.
 */
export function requireAccess(actor: Granted, permission: Permission, scoped = false): void {
  if (!holds(actor, permission)) throw refusal(actor, permission);
  const everywhere = "everywhere" in scopeOf(actor, permission);
  if (everywhere || scoped || placeless.has(permission)) return;
  throw new ProbityError("PROBITY_E_FORBIDDEN", `${permission} is needed for all units`);
}

function refusal({ id, grants }: Granted, permission: Permission): ProbityError {
  if (grants.some(({ role }) => role === "operator"))
    return new ProbityError("PROBITY_E_PERSON", `${permission} needs a person`);
  const grantable = roles.some((role) => rolePermissions[role].includes(permission));
  return grantable
    ? new ProbityError("PROBITY_E_FORBIDDEN", `${id} does not have ${permission}`)
    : new ProbityError("PROBITY_E_OPERATOR", `${id} does not have ${permission}`);
}
