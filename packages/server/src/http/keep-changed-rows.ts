import type { FastifyInstance } from "fastify";
import type { Durability } from "../log/index.ts";

/** Requests that change rows which the log does not hold. */
const changing = /^\/(?:ops\/|console\/|scim\/|v1\/types|v1\/approvals|approve\/)/;

/** An answer to a change of sources, keys, types, bindings or approvals is only given once the change is safe (LO-9). */
export function keepChangedRows(app: FastifyInstance, durability: Durability): void {
  if (durability.rowsChanged === undefined) return;
  app.addHook("onSend", async ({ method, url }, reply) => {
    if (method === "GET" || reply.statusCode >= 400 || !changing.test(url)) return;
    await durability.rowsChanged?.();
  });
}
