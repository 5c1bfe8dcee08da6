import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { originHash } from "./witness-files.ts";
import type { Witness } from "./witness.ts";

/** A witness that listens. */
export interface WitnessServer {
  readonly url: string;
  close(): Promise<void>;
}

/** What {@link serveWitness} needs. */
export interface WitnessServing {
  readonly witness: Witness;
  readonly host: string;
  readonly port: number;
  /** Milliseconds, never going back. */
  readonly monotonic: () => number;
  /** Takes a line about each request. */
  readonly log: (line: string) => void;
}

const maxBodyBytes = 128 * 1024;
/** A log asks once a minute; a burst of retries fits. */
const requestsPerSecond = 20;

/** Serves c2sp.org/tlog-witness: `POST /add-checkpoint`, `GET /<origin hash>/checkpoint`. */
export async function serveWitness(serving: WitnessServing): Promise<WitnessServer> {
  const admits = rateLimit(serving.monotonic);
  const server = createServer(
    { requestTimeout: 10_000, headersTimeout: 5_000, maxHeaderSize: 8 * 1024 },
    (request, response) => {
      handle(serving.witness, admits, request, response).catch((error: unknown) => {
        serving.log(`${request.method} ${request.url}: ${String(error)}`);
        // The disk is full or the memory damaged: nothing was cosigned.
        if (response.headersSent) response.destroy();
        else answer(response, 500, "the witness cannot answer\n");
      });
      response.on("finish", () =>
        serving.log(`${request.method} ${String(request.url).slice(0, 100)} ${response.statusCode}`),
      );
    },
  );
  server.maxConnections = 256;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(serving.port, serving.host, resolve);
  await promise;
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : serving.port;
  const host = serving.host.includes(":") ? `[${serving.host}]` : serving.host;
  return {
    url: `http://${host}:${port}`,
    close: async () => {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeIdleConnections();
      await closed.promise;
    },
  };
}

async function handle(
  witness: Witness,
  admits: (address: string) => boolean,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = request.url ?? "";
  if (!admits(request.socket.remoteAddress ?? "")) return answer(response, 429, "too many requests\n");
  if (request.method === "GET") return sendCheckpoint(witness, path, response);
  if (path !== "/add-checkpoint" || request.method !== "POST") return answer(response, 404, "not found\n");
  const body = await readBody(request);
  if (body === undefined) return answer(response, 413, "the request is too long\n");
  const result = witness.addCheckpoint(body);
  if (result.status === 200) return answer(response, 200, result.line);
  if (result.status === 409) return answer(response, 409, `${result.size}\n`, "text/x.tlog.size");
  return answer(response, result.status, `${result.reason}\n`);
}

function sendCheckpoint(witness: Witness, path: string, response: ServerResponse): void {
  const [, wanted] = /^\/([0-9a-f]{64})\/checkpoint$/.exec(path) ?? [];
  const log = witness.logs().find(({ origin }) => originHash(origin) === wanted);
  const note = log && witness.newest(log.origin);
  if (note === undefined) answer(response, 404, "not found\n");
  else answer(response, 200, note);
}

function answer(
  response: ServerResponse,
  status: number,
  text: string,
  type = "text/plain; charset=utf-8",
): void {
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(text) }).end(text);
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    // Without an encoding set, a request gives buffers.
    const bytes = chunk as Buffer;
    length += bytes.length;
    if (length <= maxBodyBytes) chunks.push(bytes);
    // What is too long is read to its end, up to a bound, so that the answer is seen.
    else if (length > 8 * maxBodyBytes) request.destroy();
  }
  return length > maxBodyBytes ? undefined : Buffer.concat(chunks).toString();
}

/** A bounded number of requests a second from one address. */
function rateLimit(monotonic: () => number): (address: string) => boolean {
  const counts = new Map<string, number>();
  let second = 0;
  return (address) => {
    const now = Math.floor(monotonic() / 1000);
    if (now !== second) {
      second = now;
      counts.clear();
    }
    const count = (counts.get(address) ?? 0) + 1;
    counts.set(address, count);
    return count <= requestsPerSecond;
  };
}
