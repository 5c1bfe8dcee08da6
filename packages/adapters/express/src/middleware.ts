import type { Refusal } from "@probity/adapter-core";
import { refuse, report } from "./refuse.ts";
import type { ExpressAdapterOptions, ExpressMiddleware, ExpressRequest, ExpressResponse } from "./types.ts";

/** What a moment of an act came to: what goes on `request.probity`, or why the request is refused. */
type Step =
  | { readonly ok: true; readonly value: object }
  | { readonly ok: false; readonly refusal: Refusal; readonly cause?: unknown };

/** Middleware of one moment of an act: runs it, then refuses the request or lets it through with the result. */
export function middleware<Request extends ExpressRequest>(
  options: ExpressAdapterOptions<Request>,
  run: (request: Request, response: ExpressResponse, onError: (error: unknown) => void) => Promise<Step>,
): ExpressMiddleware<Request> {
  const onError = (error: unknown): void => report(error, options.onError);
  return async (request, response, next) => {
    try {
      const step = await run(request, response, onError);
      if (!step.ok) {
        onError(step.cause);
        refuse(step.refusal, options, request, response, next);
        return;
      }
      Object.assign(request, { probity: step.value });
    } catch (error) {
      next(error);
      return;
    }
    next();
  };
}
