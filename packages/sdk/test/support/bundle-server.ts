import type { Decision, PrecheckRequest, SignedBundle } from "@probity/contracts";
import type { ServerResponse } from "node:http";
import { bundleHead } from "./bundles.ts";
import { bodyOf, startServer, type TestServer } from "./server.ts";

/** What the server offers; change it between requests. */
export interface Offer {
  envelope?: SignedBundle | string | undefined;
  etag?: string | undefined;
  /** Answers `POST /v1/precheck`. */
  precheck?: ((request: PrecheckRequest, response: ServerResponse) => void) | undefined;
  /** `open`: as the real server. A status: no stream. A function: answers the request itself. @defaultValue 404 */
  push?: "open" | number | ((response: ServerResponse, attempt: number) => void) | undefined;
}

/** A server of bundles and pre-checks, with the stream of releases. It takes no event. */
export interface BundleServer extends TestServer {
  readonly offer: Offer;
  /** Status codes of `GET /v1/bundle` so far. */
  readonly statuses: readonly number[];
  readonly prechecks: readonly PrecheckRequest[];
  /** Open streams of releases. */
  readonly streams: ReadonlySet<ServerResponse>;
  /** Tells all streams what is offered now, as the real server does after a release. */
  announce(): void;
}

/** The message that names an envelope's bundle. */
export const bundleMessage = (envelope: SignedBundle): string => {
  const head = bundleHead(envelope);
  return `id: ${head.hash}\nevent: bundle\ndata: ${JSON.stringify(head)}\n\n`;
};

const textOf = (envelope: SignedBundle | string): string =>
  typeof envelope === "string" ? envelope : JSON.stringify(envelope);

/** Starts the server. */
export const startBundleServer = async (offer: Offer): Promise<BundleServer> => {
  const statuses: number[] = [];
  const prechecks: PrecheckRequest[] = [];
  const bundle = (ifNoneMatch: string | undefined, response: ServerResponse): void => {
    const { envelope, etag } = offer;
    const status = envelope === undefined ? 404 : etag !== undefined && ifNoneMatch === etag ? 304 : 200;
    statuses.push(status);
    response.writeHead(status, etag === undefined ? {} : { etag });
    response.end(status === 200 && envelope !== undefined ? textOf(envelope) : "");
  };
  const streams = new Set<ServerResponse>();
  let attempts = 0;
  const tell = (response: ServerResponse): void => {
    const { envelope } = offer;
    if (typeof envelope === "object") response.write(bundleMessage(envelope));
  };
  const push = (response: ServerResponse): void => {
    attempts += 1;
    const { push: how = 404 } = offer;
    if (typeof how === "function") return how(response, attempts);
    if (typeof how === "number") return void response.writeHead(how).end();
    response.writeHead(200, { "content-type": "text/event-stream" });
    streams.add(response);
    response.on("close", () => streams.delete(response));
    return tell(response);
  };
  const server = await startServer((request, response) => {
    void bodyOf(request).then((body) => {
      if (request.url === "/v1/bundle") return bundle(request.headers["if-none-match"], response);
      if (request.url === "/v1/bundle/events") return push(response);
      if (request.url === "/v1/precheck") {
        const asked = JSON.parse(body) as PrecheckRequest;
        prechecks.push(asked);
        if (offer.precheck === undefined) response.writeHead(503).end();
        else offer.precheck(asked, response);
        return undefined;
      }
      // Deliveries are not its subject: they wait.
      return response.writeHead(503).end();
    });
  });
  return {
    ...server,
    offer,
    statuses,
    prechecks,
    streams,
    announce: () => {
      for (const response of streams) tell(response);
    },
  };
};

/** A remote decision as the server writes it. */
export const remoteDecision = (request: PrecheckRequest, more: Partial<Decision>): string =>
  JSON.stringify({
    decisionId: request.decisionId,
    type: request.type,
    outcome: "allow",
    findings: [],
    source: "remote",
    degraded: false,
    degradedReasons: [],
    bundleVersion: 1,
    bundleHash: "ab",
    payloadDigest: "",
    expiresAt: "2099-01-01T00:00:00Z",
    token: "",
    ...more,
  });
