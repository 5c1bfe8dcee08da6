import type { ServerResponse } from "node:http";
import type { FastifyReply } from "fastify";

/** The server's end of a stream of server-sent events. */
export interface EventSink {
  /** Sends text. False when the client does not read fast enough. */
  write(text: string): boolean;
  /** Ends the answer. */
  end(): void;
}

/** Unsent bytes beyond which a client counts as one that does not read. */
const maxUnsent = 64 * 1024;

/** What the description of a route says of its answer. */
export const eventStreamAnswer = {
  200: {
    description: "Server-sent events",
    content: { "text/event-stream": { schema: { type: "string" } } },
  },
} as const;

/**
 * Answers with server-sent events. `open` gets where they are written, and returns what is to be called when the client goes
 * away, which happens at once for a client that has gone already. The head is written; nothing is sent yet.
 */
export function openEventStream(reply: FastifyReply, open: (sink: EventSink) => () => void): ServerResponse {
  const { raw } = reply;
  const gone = open({
    write: (text) => {
      raw.write(text);
      return raw.writableLength <= maxUnsent;
    },
    // A client that does not read would not see an orderly end either.
    end: () => (raw.writableLength > maxUnsent ? raw.destroy() : raw.end()),
  });
  reply.hijack();
  raw.on("error", gone).on("close", gone);
  raw.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
    "x-accel-buffering": "no",
  });
  return raw;
}
