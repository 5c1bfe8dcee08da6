import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { bundlePayloadType, type JsonObject, type ProbityEvent, type SignedBundle } from "@probity/contracts";
import { canonicalJson, dssePae } from "@probity/engine";
import { suiteBundle } from "./rules.ts";

/** A central server of the suite: takes events over HTTP and offers a signed bundle. */
export interface Central {
  readonly url: string;
  /** Verifier key of its bundles. */
  readonly publicKey: string;
  /** Every event received so far, once each. */
  readonly events: readonly ProbityEvent<JsonObject>[];
  /** Resolves with the first event, of the past or the future, that fits. */
  received(fits: (event: ProbityEvent<JsonObject>) => boolean): Promise<ProbityEvent<JsonObject>>;
  close(): Promise<void>;
}

/** Starts one on a free port. */
export async function startCentral(): Promise<Central> {
  const { bundle, publicKey } = signedBundle();
  const events = new Map<string, ProbityEvent<JsonObject>>();
  const news = new EventEmitter();
  const server = createServer((request, response) => {
    answer(request, response, bundle, (batch) => {
      for (const event of batch) events.set(event.id, event);
      news.emit("events");
    }).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  const url = await listen(server);
  return {
    url,
    publicKey,
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

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  bundle: SignedBundle,
  take: (events: readonly ProbityEvent<JsonObject>[]) => void,
): Promise<void> {
  if (request.url === "/v1/bundle") {
    response.setHeader("etag", '"1"');
    return sendJson(response, bundle);
  }
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) body += String(chunk);
  if (request.url !== "/v1/events") return sendJson(response, {}, 404);
  // Only the SDK under test speaks to this server.
  const batch = JSON.parse(body) as readonly ProbityEvent<JsonObject>[];
  take(batch);
  const results = batch.map(({ id }) => ({ id, status: "accepted" }));
  return sendJson(response, { results, accepted: results.length, duplicates: 0, quarantined: 0 });
}

function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}

function signedBundle(): { readonly bundle: SignedBundle; readonly publicKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const name = "adapter-conformance";
  const raw = publicKey.export({ format: "der", type: "spki" }).subarray(-32);
  const key = Buffer.concat([Buffer.of(1), raw]);
  const hash = createHash("sha256").update(`${name}\n`).update(key).digest("hex").slice(0, 8);
  // A bundle is JSON; its interfaces lack the index signature.
  const payload = Buffer.from(canonicalJson(suiteBundle() as unknown as JsonObject));
  const sig = sign(null, dssePae(bundlePayloadType, payload), privateKey).toString("base64");
  return {
    publicKey: `${name}+${hash}+${key.toString("base64")}`,
    bundle: {
      payloadType: bundlePayloadType,
      payload: payload.toString("base64"),
      signatures: [{ keyid: `${name}+${hash}`, sig }],
    },
  };
}
