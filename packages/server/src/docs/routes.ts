import type { FastifyInstance } from "fastify";
import { errorsPage } from "./errors-page.ts";
import { apiPage } from "./api-page.ts";

const headers = {
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "cache-control": "no-cache",
};

/** `/openapi.json`, and pages that show it and the error table without scripts or outside requests. */
export function registerDocs(app: FastifyInstance): void {
  const hidden = { schema: { hide: true } };
  app.get("/openapi.json", hidden, () => app.swagger());
  app.get("/docs", hidden, (_request, reply) =>
    reply.headers(headers).type("text/html; charset=utf-8").send(apiPage(app.swagger())),
  );
  app.get("/docs/errors", hidden, (_request, reply) =>
    reply.headers(headers).type("text/html; charset=utf-8").send(errorsPage()),
  );
}
