import type { OpenServer } from "../../server.ts";
import type { Api, Caller } from "./api.ts";
import { bodyOf, headersOf, readAnswer, readBytes } from "./api.ts";

/** The API of a server in this process; closing it closes the server. */
export function createInjectApi(server: OpenServer, place: string, caller: Caller): Api {
  return {
    place,
    inProcess: true,
    async call(request) {
      const body = bodyOf(request);
      const answer = await server.app.inject({
        method: request.method,
        url: request.path,
        headers: {
          ...headersOf(caller, request),
          ...(body === undefined ? {} : { "content-type": body.contentType }),
        },
        ...(body === undefined
          ? {}
          : { payload: typeof body.content === "string" ? body.content : Buffer.from(body.content) }),
      });
      return readAnswer({ status: answer.statusCode, text: answer.body }, request);
    },
    async read(path) {
      const answer = await server.app.inject({ method: "GET", url: path, headers: headersOf(caller) });
      return readBytes({ status: answer.statusCode, bytes: answer.rawPayload }, path);
    },
    close: () => server.close(),
  };
}
