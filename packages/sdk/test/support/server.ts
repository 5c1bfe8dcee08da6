import type { ProbityEvent } from "@probity/contracts";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { once } from "node:events";
import { onTestFinished } from "vitest";

/** A real HTTP server that may be stopped and started again on its port. */
export interface TestServer {
  readonly endpoint: string;
  readonly port: number;
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** Reads a request to its end. */
export const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
};

/** Listens on a free port; ends with the test. */
export const startServer = async (listener: RequestListener): Promise<TestServer> => {
  const sockets = new Set<Socket>();
  const server = createServer(listener);
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  const start = async (port: number): Promise<void> => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  const stop = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await start(0);
  // A listening TCP server has an address of this form.
  const { port } = server.address() as AddressInfo;
  onTestFinished(stop);
  return { endpoint: `http://127.0.0.1:${port}`, port, stop, start: () => start(port) };
};

/** Answers one ingest request; return false to leave the answer to the receiver. */
export type Script = (events: readonly ProbityEvent[], response: ServerResponse, attempt: number) => boolean;

/** A server that takes events, as the real one: idempotent by id, in request order. */
export interface Receiver extends TestServer {
  /** Events by id, first arrival. */
  readonly events: ReadonlyMap<string, ProbityEvent>;
  /** Requests to `/v1/events`, refused ones included. */
  attempts(): number;
  /** Deliveries beyond the first of an id. */
  duplicates(): number;
  /** Resolves when so many different events have arrived. */
  received(count: number): Promise<void>;
}

/** Starts a receiver; `script` may answer in its place. */
export const startReceiver = async (script: Script = () => false): Promise<Receiver> => {
  const events = new Map<string, ProbityEvent>();
  const waiting = new Set<{ count: number; resolve: () => void }>();
  let attempts = 0;
  let duplicates = 0;
  const take = (event: ProbityEvent): { id: string; status: string } => {
    if (events.has(event.id)) {
      duplicates += 1;
      return { id: event.id, status: "duplicate" };
    }
    events.set(event.id, event);
    return { id: event.id, status: "accepted" };
  };
  const server = await startServer((request, response) => {
    void bodyOf(request).then((body) => {
      if (request.url !== "/v1/events") return response.writeHead(404).end("{}");
      attempts += 1;
      const batch = JSON.parse(body) as ProbityEvent[];
      if (script(batch, response, attempts)) return undefined;
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ results: batch.map(take) }));
      for (const entry of waiting) {
        if (events.size < entry.count) continue;
        waiting.delete(entry);
        entry.resolve();
      }
      return undefined;
    });
  });
  return {
    ...server,
    events,
    attempts: () => attempts,
    duplicates: () => duplicates,
    received: (count) =>
      new Promise((resolve) => {
        if (events.size >= count) resolve();
        else waiting.add({ count, resolve });
      }),
  };
};
