import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { bytesOf } from "./bytes-of.ts";
import type { AddressInfo, Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A real HTTP server that may be stopped and started again on its port. */
export interface TestServer {
  readonly endpoint: string;
  readonly port: number;
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** Reads a request to its end as text. */
export const bodyOf = async (request: IncomingMessage): Promise<string> =>
  (await bytesOf(request)).toString("utf8");

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
