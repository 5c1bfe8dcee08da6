import type { Act, ActClient, Guarded, Prechecked, Refusal } from "@probity/adapter-core";
import type { FastifyReply, FastifyRequest } from "fastify";

/**
 * The route option: `{ precheck: act }` judges the draft for the page, `{ guard: act }` lets the submit through only
 * with a valid token for the same draft.
 */
export type ProbityRoute<Request = FastifyRequest> =
  | { readonly precheck: Act<Request>; readonly guard?: undefined }
  | { readonly guard: Act<Request>; readonly precheck?: undefined };

/** Options of the plugin. */
export interface ProbityFastifyOptions {
  /** The SDK's client. The plugin does not shut it down. */
  readonly probity: ActClient;
  /** Answers a refused request. Default: `application/problem+json` with the refusal's status. */
  readonly onRefused?:
    | ((refusal: Refusal, request: FastifyRequest, reply: FastifyReply) => unknown)
    | undefined;
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** Pre-check or guard of this route, see `@probity/fastify`. */
    // Each route knows its own request type; the adapter only passes the request through.
    probity?: ProbityRoute<never> | undefined;
  }
  interface FastifyRequest {
    /** Set by `@probity/fastify` on routes that have the option, before the handler; null elsewhere. */
    probity: Prechecked | Guarded | null;
  }
}
