import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { bearerOf } from "../http/index.ts";

/** Unsent bytes beyond which a client counts as one that does not read. */
const maxUnsent = 64 * 1024;

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
        response: {
          200: {
            description: "Server-sent events",
            content: { "text/event-stream": { schema: { type: "string" } } },
          },
        },
      },
    },
    (request, reply) => {
      const { raw } = reply;
      const end = push.open(request.source, bearerOf(request.headers.authorization) ?? "", {
        write: (text) => {
          raw.write(text);
          return raw.writableLength <= maxUnsent;
        },
        // A client that does not read would not see an orderly end either.
        end: () => (raw.writableLength > maxUnsent ? raw.destroy() : raw.end()),
      });
      reply.hijack();
      raw.on("error", end).on("close", end);
      raw.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-cache",
        "x-accel-buffering": "no",
      });
      raw.flushHeaders();
    },
  );
}
