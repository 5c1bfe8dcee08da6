import { runPrecheck, type Act, type ActClient } from "@probity/adapter-core";
import { refuse, report } from "./refuse.ts";
import type { ExpressAdapterOptions, ExpressMiddleware, ExpressRequest } from "./types.ts";

/**
 * Middleware of the first moment: judges the draft of the request and puts `{ moment: "precheck", decision, data }` on
 * `request.probity` for the page. Needs a body parser before it. A draft that cannot be built is refused (422).
 */
export function precheck<Request extends ExpressRequest>(
  probity: ActClient,
  act: Act<Request>,
  options: ExpressAdapterOptions<Request> = {},
): ExpressMiddleware<Request> {
  const onError = (error: unknown): void => report(error, options.onError);
  return async (request, response, next) => {
    try {
      const result = await runPrecheck(probity, act, request, onError);
      if (!result.ok) {
        onError(result.cause);
        refuse(result.refusal, options, request, response, next);
        return;
      }
      Object.assign(request, { probity: result.value });
    } catch (error) {
      next(error);
      return;
    }
    next();
  };
}
