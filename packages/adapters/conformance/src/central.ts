import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { bundlePayloadType, type JsonObject, type ProbityEvent, type SignedBundle } from "@probity/contracts";
import { canonicalJson, dssePae } from "@probity/engine";
import { createSuiteLog, type SuiteLog } from "./log.ts";
import { suiteBundle } from "./rules.ts";

/** A central server of the suite: takes streams over HTTP, gives receipts, and offers a signed bundle. */
export interface Central {
  readonly url: string;
  /** Verifier key of its bundles and receipts. */
  readonly publicKey: string;
  /** Every event received so far, once each. */
  readonly events: readonly ProbityEvent<JsonObject>[];
  /** Resolves with the first event, of the past or the future, that fits. */
  received(fits: (event: ProbityEvent<JsonObject>) => boolean): Promise<ProbityEvent<JsonObject>>;
  close(): Promise<void>;
}

/** Starts one on a free port. */
export async function startCentral(): Promise<Central> {
  const { privateKey } = generateKeyPairSync("ed25519");
  const log = createSuiteLog("adapter-conformance", privateKey);
  const bundle = signedBundle(log.signer, privateKey);
  const events = new Map<string, ProbityEvent<JsonObject>>();
  const news = new EventEmitter();
  const server = createServer((request, response) => {
    answer(request, response, bundle, (body) => {
      const { headers, batch } = recordsOf(body);
      for (const event of batch) events.set(event.id, event);
      news.emit("events");
      return { results: batch.map(({ id }) => ({ id, status: "accepted" })), receipt: log.take(headers) };
    }).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  const url = await listen(server);
  return {
    url,
    publicKey: log.signer.vkey,
    get events() {
      return [...events.values()];
    },
    received: async (fits) => {
      for (;;) {
        const found = [...events.values()].find(fits);
        if (found !== undefined) return found;
        // Each turn waits for the next batch.
        // oxlint-disable-next-line no-await-in-loop
        await once(news, "events");
      }
    },
    close: () => close(server),
  };
}

/** Listens on a free port of this machine; the address. */
export async function listen(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no address");
  return `http://127.0.0.1:${address.port}`;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
}

/** Headers and events of a body of stream records: header, salt and event, three lines each. */
function recordsOf(body: string): {
  readonly headers: readonly string[];
  readonly batch: readonly ProbityEvent<JsonObject>[];
} {
  const lines = body.split("\n").filter((line) => line !== "");
  return {
    headers: lines.filter((_, index) => index % 3 === 0),
    batch: lines
      .filter((_, index) => index % 3 === 2)
      .map((line) => JSON.parse(line) as ProbityEvent<JsonObject>),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  bundle: SignedBundle,
  take: (body: string) => object,
): Promise<void> {
  if (request.url === "/v1/bundle") {
    response.setHeader("etag", '"1"');
    return sendJson(response, bundle);
  }
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) body += String(chunk);
  if (request.url !== "/v1/events") return sendJson(response, {}, 404);
  // Not every Node.js can unpack zstd; told so, the SDK sends as it is.
  if (request.headers["content-encoding"] !== undefined) return sendJson(response, {}, 415);
  return sendJson(response, take(body));
}

function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}

function signedBundle(signer: SuiteLog["signer"], key: KeyObject): SignedBundle {
  // A bundle is JSON; its interfaces lack the index signature.
  const payload = Buffer.from(canonicalJson(suiteBundle() as unknown as JsonObject));
  const sig = sign(null, dssePae(bundlePayloadType, payload), key).toString("base64");
  const keyid = signer.vkey.split("+", 2).join("+");
  return {
    payloadType: bundlePayloadType,
    payload: payload.toString("base64"),
    signatures: [{ keyid, sig }],
  };
}
