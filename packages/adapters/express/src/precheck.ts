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
  return (request, response, next) => {
    const run = async (): Promise<void> => {
      const result = await runPrecheck(probity, act, request, onError);
      if (result.ok) {
        Object.assign(request, { probity: result.value });
        next();
        return;
      }
      onError(result.cause);
      refuse(result.refusal, options, request, response, next);
    };
    run().catch(next);
  };
}
