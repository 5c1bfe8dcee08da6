import http from "node:http";
import https from "node:https";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type {
  StreamAnswer,
  StreamRequest,
  Transport,
  TransportAnswer,
  TransportRequest,
} from "./transport.ts";

/** An answer larger than this is cut off: no answer of the server is. */
const maxAnswerBytes = 16 * 1024 * 1024;

const flatten = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );

const readAnswer = (
  message: IncomingMessage,
  resolve: (answer: TransportAnswer) => void,
  reject: (error: unknown) => void,
): void => {
  const chunks: Buffer[] = [];
  let size = 0;
  message.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxAnswerBytes) message.destroy(new Error(`answer larger than ${maxAnswerBytes} bytes`));
    else chunks.push(chunk);
  });
  message.on("error", reject);
  message.on("aborted", () => reject(new Error("connection closed in the middle of the answer")));
  message.on("end", () =>
    resolve({
      status: message.statusCode ?? 0,
      headers: flatten(message.headers),
      body: Buffer.concat(chunks, size),
    }),
  );
};

const timeoutError = (ms: number): Error =>
  Object.assign(new Error(`no answer within ${ms} ms`), { name: "TimeoutError" });

type Open = typeof http.request;
type Target = Pick<http.RequestOptions, "protocol" | "hostname" | "port"> & { readonly base: string };

const targetOf = (endpoint: URL): Target => ({
  protocol: endpoint.protocol,
  hostname: endpoint.hostname.replace(/^\[|\]$/g, ""),
  port: endpoint.port,
  base: endpoint.pathname.replace(/\/+$/, ""),
});

const send = (
  open: Open,
  { base, ...target }: Target,
  agent: http.Agent,
  request: TransportRequest,
): Promise<TransportAnswer> =>
  new Promise((resolve, reject) => {
    const length = request.body?.reduce((sum, part) => sum + part.length, 0);
    const outgoing = open({
      ...target,
      agent,
      method: request.method,
      path: `${base}${request.path}`,
      headers: length === undefined ? request.headers : { ...request.headers, "content-length": length },
      signal: request.signal,
    });
    const timer = setTimeout(() => outgoing.destroy(timeoutError(request.timeoutMs)), request.timeoutMs);
    if (!request.keepAlive) {
      timer.unref();
      outgoing.on("socket", (socket) => socket.unref());
    }
    outgoing.on("close", () => clearTimeout(timer));
    outgoing.on("error", reject);
    outgoing.on("response", (message) => readAnswer(message, resolve, reject));
    for (const part of request.body ?? []) outgoing.write(part);
    outgoing.end();
  });

const stream = (
  open: Open,
  { base, ...target }: Target,
  agent: http.Agent,
  request: StreamRequest,
): Promise<StreamAnswer> =>
  new Promise((resolve, reject) => {
    const { headers, signal, timeoutMs } = request;
    const path = `${base}${request.path}`;
    const outgoing = open({ ...target, agent, method: "GET", path, headers, signal });
    const timer = setTimeout(() => outgoing.destroy(timeoutError(timeoutMs)), timeoutMs).unref();
    outgoing.on("socket", (socket) => socket.unref());
    outgoing.on("close", () => clearTimeout(timer));
    outgoing.on("error", reject);
    outgoing.on("response", (message) => {
      clearTimeout(timer);
      // Whoever reads the body hears of it there; whoever does not must not be taken down by it.
      message.on("error", () => undefined);
      resolve({ status: message.statusCode ?? 0, headers: flatten(message.headers), body: message });
    });
    outgoing.end();
  });

/** Keep-alive HTTP/1.1 over Node's own client, at most `maxSockets` connections, and one more for each stream. */
export const createHttpTransport = (endpoint: URL, maxSockets: number): Transport => {
  const { Agent, request: open } = endpoint.protocol === "https:" ? https : http;
  const target = targetOf(endpoint);
  const agent = new Agent({ keepAlive: true, maxSockets });
  // Of its own, so that an answer that does not end takes no connection away from the others.
  const streamAgent = new Agent({ keepAlive: false });
  return {
    request: (request) => send(open, target, agent, request),
    stream: (request) => stream(open, target, streamAgent, request),
    close: () => {
      agent.destroy();
      streamAgent.destroy();
    },
  };
};
