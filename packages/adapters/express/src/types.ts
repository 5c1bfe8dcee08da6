import type { Guarded, Prechecked, Refusal, RequestLike } from "@probity/adapter-core";

/** What the adapter needs of an Express request (4 or 5). The framework itself is never imported. */
export type ExpressRequest = RequestLike;

/** What the adapter needs of an Express response: node's own methods. */
export interface ExpressResponse {
  statusCode: number;
  readonly headersSent: boolean;
  readonly writableFinished: boolean;
  // Node's overloads; the adapter passes its arguments on untouched.
  writeHead(status: number, ...rest: readonly unknown[]): unknown;
  setHeader(name: string, value: string): unknown;
  end(body: string): unknown;
  once(event: "finish" | "close", listener: () => void): unknown;
}

/** Express's `next`. */
export type ExpressNext = (error?: unknown) => void;

/** A middleware, assignable to `RequestHandler`. */
export type ExpressMiddleware<Request> = (
  request: Request,
  response: ExpressResponse,
  next: ExpressNext,
) => void;

/** What the adapter puts on `request.probity`. */
export type ProbityOnRequest = Prechecked | Guarded;

/** Options of both middlewares. */
export interface ExpressAdapterOptions<Request> {
  /** Answers a refused request. Default: `application/problem+json` with the refusal's status. */
  readonly onRefused?:
    | ((refusal: Refusal, request: Request, response: ExpressResponse, next: ExpressNext) => void)
    | undefined;
  /** Told about failures that no request may see (`data()` threw, the act could not be recorded). Default: a process warning. */
  readonly onError?: ((error: unknown) => void) | undefined;
}
