import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { bearerOf, eventStreamAnswer, openEventStream } from "../http/index.ts";

/** `GET /v1/bundle/events` for sources: server-sent events, until the client, the server or the key ends it. */
export function registerPush(app: FastifyInstance, { push }: Context): void {
  app.get(
    "/bundle/events",
    {
      config: { longLived: true },
      exposeHeadRoute: false,
      schema: {
        operationId: "followBundle",
        summary: "Be told which bundle is in force, now and after every release",
        description:
          "text/event-stream; each `bundle` event has the bundle's hash as id and version and hash as data. A comment every 15 s shows that the connection lives. Ends when the key stops working.",
        tags: ["source"],
        response: eventStreamAnswer,
      },
    },
    (request, reply) => {
      const raw = openEventStream(reply, (sink) =>
        push.open(request.source, bearerOf(request.headers.authorization) ?? "", sink),
      );
      raw.flushHeaders();
    },
  );
}
