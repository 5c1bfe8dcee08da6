import { at } from "./json.ts";

/** An answer with its JSON. */
interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The centre as one person or program reaches it. */
export interface Desk {
  /** Asks for something. Rejects with what the server said unless it was done. */
  ask(method: string, path: string, body?: object): Promise<unknown>;
  /** Sends a file. @defaultValue type `application/octet-stream` */
  upload(path: string, bytes: Uint8Array, type?: string): Promise<unknown>;
  /** The text at a path. */
  text(path: string): Promise<string>;
  /** Asks for what must not be done. Rejects when it is done, or refused for another reason than `code`. */
  refused(code: string, method: string, path: string, body?: object): Promise<void>;
}

/** What the server refused, with the code by which it says why. */
export class RefusedError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(what: string, { status, body }: Answer) {
    super(`${what}: ${status} ${JSON.stringify(body)}`);
    this.status = status;
    this.code = String(at(body, "code"));
  }
}

/** Reaches a server with a token; what is sensitive is read for `purpose`. */
export function deskOf(url: string, token: string, purpose = "simulation"): Desk {
  const headers = {
    authorization: `Bearer ${token}`,
    "probity-purpose": encodeURIComponent(purpose),
  };
  const send = (
    method: string,
    path: string,
    type: string,
    body: string | Uint8Array<ArrayBuffer>,
  ): Promise<Response> =>
    fetch(`${url}${path}`, { method, headers: { ...headers, "content-type": type }, body });
  const plain = (method: string, path: string): Promise<Response> =>
    fetch(`${url}${path}`, { method, headers });
  const call = async (method: string, path: string, body?: object): Promise<Answer> =>
    await read(
      body === undefined
        ? await plain(method, path)
        : await send(method, path, "application/json", JSON.stringify(body)),
    );
  return {
    ask: async (method, path, body) => done(`${method} ${path}`, await call(method, path, body)),
    upload: async (path, bytes, type = "application/octet-stream") =>
      done(`POST ${path}`, await read(await send("POST", path, type, new Uint8Array(bytes)))),
    text: async (path) => {
      const answer = await plain("GET", path);
      if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`);
      return await answer.text();
    },
    refused: async (code, method, path, body) => {
      const { status, body: problem } = await call(method, path, body);
      const said = String(at(problem, "code"));
      if (said !== code)
        throw new Error(`${method} ${path}: ${status} ${said}, and ${code} was to be expected`);
    },
  };
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") === true;
  return { status: response.status, body: isJson ? (JSON.parse(text) as unknown) : text };
}

function done(what: string, answer: Answer): unknown {
  if (answer.status < 300) return answer.body;
  throw new RefusedError(what, answer);
}
