import type { Decision, PrecheckRequest, SignedBundle } from "@probity/contracts";
import type { ServerResponse } from "node:http";
import { bodyOf, startServer, type TestServer } from "./server.ts";

/** What the server offers; change it between requests. */
export interface Offer {
  envelope?: SignedBundle | string | undefined;
  etag?: string | undefined;
  /** Answers `POST /v1/precheck`. */
  precheck?: ((request: PrecheckRequest, response: ServerResponse) => void) | undefined;
}

/** A server of bundles and pre-checks that takes every event. */
export interface BundleServer extends TestServer {
  readonly offer: Offer;
  /** Status codes of `GET /v1/bundle` so far. */
  readonly statuses: readonly number[];
  readonly prechecks: readonly PrecheckRequest[];
}

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
  const server = await startServer((request, response) => {
    void bodyOf(request).then((body) => {
      if (request.url === "/v1/bundle") return bundle(request.headers["if-none-match"], response);
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
  return { ...server, offer, statuses, prechecks };
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
