import { openGuard, type Act, type ActClient, type Ending } from "@probity/adapter-core";
import { middleware } from "./middleware.ts";
import type { ExpressAdapterOptions, ExpressMiddleware, ExpressRequest, ExpressResponse } from "./types.ts";

/**
 * Middleware of the second moment: lets the submit through only with a valid decision token for this very draft, puts
 * `{ moment: "guard", decision, data, answers }` on `request.probity`, emits the act before a successful answer leaves
 * and reports it abandoned otherwise. Needs a body parser before it; put it after authentication.
 */
export function guard<Request extends ExpressRequest>(
  probity: ActClient,
  act: Act<Request>,
  options: ExpressAdapterOptions<Request> = {},
): ExpressMiddleware<Request> {
  return middleware(options, async (request, response, onError) => {
    const result = await openGuard(probity, act, request, onError);
    if (result.ok) follow(response, result.ending);
    return result;
  });
}

/** Ends the act with the answer. Every answer of HTTP/1 goes through `writeHead`; `finish` catches the others. */
function follow(response: ExpressResponse, ending: Ending): void {
  const writeHead = response.writeHead.bind(response);
  response.writeHead = (status, ...rest) => {
    ending.answered(status);
    return writeHead(status, ...rest);
  };
  response.once("finish", () => ending.answered(response.statusCode));
  response.once("close", () => ending.disconnected());
}
