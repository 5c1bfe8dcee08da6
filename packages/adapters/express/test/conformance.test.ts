import { once } from "node:events";
import { createServer } from "node:http";
import { conformanceSuite } from "@probity/adapter-conformance";
import express, { type ErrorRequestHandler } from "express";
import express4 from "express4";
import { guard, precheck, type ProbityOnRequest } from "../src/index.ts";

const seen = (request: object): ProbityOnRequest | undefined =>
  // Set by the middleware.
  (request as { readonly probity?: ProbityOnRequest }).probity;

const answerError: ErrorRequestHandler = (error: { readonly status?: number }, _request, response, next) => {
  if (response.headersSent) next(error);
  else response.status(error.status ?? 500).json({});
};

for (const [name, framework] of [
  ["express 5", express],
  ["express 4", express4],
] as const) {
  conformanceSuite({
    name,
    start: async (probity, { act, handle }) => {
      const app = framework();
      app.use(framework.json());
      const quiet = { onError: () => undefined };
      app.post("/check", precheck(probity, act, quiet), (request, response) => {
        const found = seen(request);
        response.json(found?.moment === "precheck" ? found.decision : undefined);
      });
      app.post("/submit", guard(probity, act, quiet), (request, response, next) => {
        const answer = async (): Promise<void> => {
          const status = await handle(seen(request)?.data ?? {});
          if (status >= 300 && status < 400) response.redirect(status, "/done");
          else response.status(status).json({});
        };
        // Version 4 does not await handlers.
        // oxlint-disable-next-line promise/no-callback-in-promise
        answer().catch(next);
      });
      app.use(answerError);
      const server = createServer(app).listen(0, "127.0.0.1");
      await once(server, "listening");
      const address = server.address();
      if (typeof address !== "object" || address === null) throw new Error("no address");
      return {
        url: `http://127.0.0.1:${address.port}`,
        close: async () => {
          server.closeAllConnections();
          server.close();
          await once(server, "close");
        },
      };
    },
  });
}
