import { conformanceSuite } from "@probity/adapter-conformance";
import Fastify from "fastify";
import { probityPlugin } from "../src/index.ts";

conformanceSuite({
  name: "fastify",
  start: async (probity, { act, handle }) => {
    const app = Fastify();
    await app.register(probityPlugin, { probity });
    // The framework awaits async handlers.
    // oxlint-disable-next-line oxc/no-async-endpoint-handlers
    app.post("/check", { config: { probity: { precheck: act } } }, async (request) =>
      request.probity?.moment === "precheck" ? request.probity.decision : undefined,
    );
    app.post("/submit", { config: { probity: { guard: act } } }, async (request, reply) => {
      const status = await handle(request.probity?.data ?? {});
      if (status >= 300 && status < 400) return reply.redirect("/done", status);
      return reply.code(status).send({});
    });
    const url = await app.listen({ port: 0, host: "127.0.0.1" });
    return {
      url,
      close: async () => {
        app.server.closeAllConnections();
        await app.close();
      },
    };
  },
});
