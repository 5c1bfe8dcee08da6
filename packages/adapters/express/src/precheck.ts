import { runPrecheck, type Act, type ActClient } from "@probity/adapter-core";
import { middleware } from "./middleware.ts";
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
  return middleware(options, (request, _response, onError) => runPrecheck(probity, act, request, onError));
}
