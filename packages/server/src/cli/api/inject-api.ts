import type { OpenServer } from "../../server.ts";
import type { Api } from "./api.ts";
import { bodyOf, readAnswer } from "./api.ts";

/** The API of a server in this process; closing it closes the server. */
export function createInjectApi(server: OpenServer, place: string): Api {
  return {
    place,
    inProcess: true,
    async call(request) {
      const body = bodyOf(request);
      const answer = await server.app.inject({
        method: request.method,
        url: request.path,
        headers: {
          authorization: `Bearer ${request.token ?? server.opsToken}`,
          ...(body === undefined ? {} : { "content-type": body.contentType }),
        },
        ...(body === undefined ? {} : { payload: body.text }),
      });
      return readAnswer({ status: answer.statusCode, text: answer.body }, request);
    },
    close: () => server.close(),
  };
}
