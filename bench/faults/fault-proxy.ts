import {
  Agent,
  createServer,
  request as forward,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { once } from "node:events";
import { gunzipSync, zstdDecompressSync } from "node:zlib";

/** What happens to one request with events. Without a fault it goes to the server and its answer back. */
export type Fault =
  | { readonly kind: "answer"; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** Reads the request and never answers; the server never sees it. */
  | { readonly kind: "silent" }
  /** The server takes the request; the connection breaks before its answer comes back. */
  | { readonly kind: "lose-answer" }
  /** The server takes the request; its answer comes so much later. */
  | { readonly kind: "late"; readonly ms: number };

/** Decides on the fault of a request; `events` is its body as text, `nth` counts from 1. */
export type Script = (nth: number, events: string) => Fault | undefined;

/** A network between SDK and server that can be told to misbehave. */
export interface FaultProxy {
  readonly url: string;
  /** Requests with events so far. */
  requests(): number;
  /** How many of them met a fault. */
  faults(): number;
  /** Events that the server had already, by its own answers: deliveries beyond the first. */
  duplicates(): number;
  play(script: Script | undefined): void;
  /** Refuses connections, and breaks those that are open. */
  down(): Promise<void>;
  up(): Promise<void>;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

const bodyOf = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const textOf = (body: Buffer, encoding: string | undefined): string => {
  if (encoding === "zstd") return zstdDecompressSync(body).toString("utf8");
  return (encoding === "gzip" ? gunzipSync(body) : body).toString("utf8");
};

const duplicatesIn = ({ status, body }: Answer): number => {
  if (status !== 200) return 0;
  const { duplicates } = JSON.parse(body.toString("utf8")) as { duplicates?: number }; // our own server's
  return duplicates ?? 0;
};

/** Hands a request to the server; rejects when it cannot be reached. */
const ask = async (server: URL, agent: Agent, message: IncomingMessage, body: Buffer): Promise<Answer> => {
  const outgoing = forward({
    agent,
    hostname: server.hostname,
    port: server.port,
    method: message.method,
    path: message.url,
    headers: { ...message.headers, host: server.host },
  });
  outgoing.end(body);
  const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
  return { status: incoming.statusCode ?? 0, headers: incoming.headers, body: await bodyOf(incoming) };
};

const give = (response: ServerResponse, { status, headers, body }: Answer): void => {
  const { "transfer-encoding": _, connection: __, "keep-alive": ___, ...rest } = headers;
  response.writeHead(status, { ...rest, "content-length": body.length }).end(body);
};

/** A listener that can go away and come back on its port, with all its connections. */
interface Door {
  readonly url: string;
  down(): Promise<void>;
  up(): Promise<void>;
}

const openDoor = async (
  handle: (message: IncomingMessage, response: ServerResponse) => void,
): Promise<Door> => {
  const sockets = new Set<Socket>();
  const server = createServer(handle);
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
  });
  const listen = async (port: number): Promise<number> => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    return (server.address() as AddressInfo).port; // listening on TCP
  };
  const port = await listen(0);
  return {
    url: `http://127.0.0.1:${port}`,
    up: async () => void (await listen(port)),
    down: async () => {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
};

/** Listens on a free port of the loopback, in front of `serverUrl`. */
export const startFaultProxy = async (serverUrl: string): Promise<FaultProxy> => {
  const server = new URL(serverUrl);
  const agent = new Agent({ keepAlive: false });
  const counts = { requests: 0, faults: 0, duplicates: 0 };
  let script: Script | undefined;

  const pass = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(message);
    const isEvents = message.url === "/v1/events";
    if (isEvents) counts.requests += 1;
    const events = isEvents ? textOf(body, message.headers["content-encoding"]) : "";
    const fault = isEvents ? script?.(counts.requests, events) : undefined;
    if (fault !== undefined) counts.faults += 1;
    if (fault?.kind === "silent") return;
    if (fault?.kind === "answer") {
      response.writeHead(fault.status, { "content-type": "application/json", ...fault.headers }).end("{}");
      return;
    }
    const answer = await ask(server, agent, message, body);
    if (isEvents) counts.duplicates += duplicatesIn(answer);
    if (fault?.kind === "lose-answer") response.destroy();
    else if (fault?.kind === "late") setTimeout(() => give(response, answer), fault.ms).unref();
    else give(response, answer);
  };

  const door = await openDoor((message, response) => {
    // A server that cannot be reached, or died in the middle, is a broken connection to the SDK as well.
    pass(message, response).catch(() => response.destroy());
  });
  return {
    ...door,
    requests: () => counts.requests,
    faults: () => counts.faults,
    duplicates: () => counts.duplicates,
    play: (next) => {
      script = next;
    },
    close: async () => {
      await door.down();
      agent.destroy();
    },
  };
};
