import { ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import type { SourceKeys } from "../sources/index.ts";
import { bearerOf } from "./bearer.ts";

/** Every route of this scope knows its authenticated source (SE-1). No cookies, no sessions. */
export function authenticateSources(app: FastifyInstance, keys: SourceKeys): void {
  app.decorateRequest("source", "");
  app.addHook("onRequest", async (request) => {
    const key = bearerOf(request.headers.authorization);
    const source = key === undefined ? undefined : await keys.authenticate(key);
    if (source === undefined) throw new ProbityError("PROBITY_E_UNAUTHENTICATED", "");
    request.source = source;
  });
}
