import type { FastifyInstance } from "fastify";
import { holds, permissions } from "../access/index.ts";
import type { Context } from "../context.ts";

/** `/console/session`: who is signed in, and what that person may do. */
export function registerSession(app: FastifyInstance, _context: Context): void {
  app.get(
    "/session/me",
    {
      config: { access: "signed-in" },
      schema: {
        operationId: "getMe",
        summary: "Who asks, with roles, units and permissions",
        tags: ["console"],
      },
    },
    ({ actor }) => ({
      id: actor.id,
      kind: actor.kind,
      grants: actor.grants,
      permissions: permissions.filter((permission) => holds(actor, permission)),
    }),
  );
}
