import http from "node:http";
import https from "node:https";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Transport, TransportAnswer, TransportRequest } from "./transport.ts";

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

/** Keep-alive HTTP/1.1 over Node's own client, at most `maxSockets` connections. */
export const createHttpTransport = (endpoint: URL, maxSockets: number): Transport => {
  const secure = endpoint.protocol === "https:";
  const agent = new (secure ? https.Agent : http.Agent)({ keepAlive: true, maxSockets });
  const base = endpoint.pathname.replace(/\/+$/, "");

  const send = (request: TransportRequest): Promise<TransportAnswer> =>
    new Promise((resolve, reject) => {
      const length = request.body?.reduce((sum, part) => sum + part.length, 0);
      const outgoing = (secure ? https : http).request({
        agent,
        protocol: endpoint.protocol,
        hostname: endpoint.hostname.replace(/^\[|\]$/g, ""),
        port: endpoint.port,
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

  return { request: send, close: () => agent.destroy() };
};
