import { problemType, type Refusal } from "@probity/adapter-core";
import type { ExpressAdapterOptions, ExpressNext, ExpressResponse } from "./types.ts";

/** Answers a refused request, in the host's way when it gave one. */
export function refuse<Request>(
  answer: Refusal,
  options: ExpressAdapterOptions<Request>,
  request: Request,
  response: ExpressResponse,
  next: ExpressNext,
): void {
  if (options.onRefused !== undefined) {
    options.onRefused(answer, request, response, next);
    return;
  }
  response.statusCode = answer.status;
  response.setHeader("content-type", problemType);
  response.end(JSON.stringify(answer.problem));
}

/** Reports a failure that must not reach the request. */
export function report(error: unknown, onError: ((error: unknown) => void) | undefined): void {
  if (error === undefined) return;
  if (onError !== undefined) onError(error);
  else
    process.emitWarning(
      error instanceof Error ? error : "probity: an adapter callback threw something that is no Error",
    );
}
