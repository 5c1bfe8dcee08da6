import { randomUUID } from "node:crypto";
import { startServer, type RunningServer, type ServerConfig, type ServerOptions } from "../../src/index.ts";
import { beforeLook } from "./until.ts";

/** An answer with its JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** What is found in JSON by keys and indexes, e.g. `at(body, "results", 0, "status")`; undefined when nothing is. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== "object" || found === null) return undefined;
    found = Reflect.get(found, key);
  }
  return found;
}

/** A registered source and how to speak for it. */
export interface TestSource {
  readonly id: string;
  readonly key: string;
  send(body: unknown, contentType?: string): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
}

/** A person at the centre. */
export interface TestPerson {
  readonly id: string;
  readonly token: string;
  ops(method: string, path: string, body?: unknown): Promise<Answer>;
}

/** A server under test. */
export interface TestServer {
  readonly running: RunningServer;
  readonly url: string;
  ops(method: string, path: string, body?: unknown): Promise<Answer>;
  addSource(id?: string): Promise<TestSource>;
  /** Registers a person and speaks with that person's token. */
  addPerson(id?: string, more?: object): Promise<TestPerson>;
  /** Waits until every accepted event is scored. */
  scored(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a server in this process. */
export async function startTestServer(
  config: ServerConfig,
  options: ServerOptions = {},
): Promise<TestServer> {
  const running = await startServer(config, options);
  return { ...remoteServer(running.url, running.opsToken), running, close: () => running.close() };
}

/** Speaks to a server that runs anywhere. */
export function remoteServer(url: string, opsToken: string): Omit<TestServer, "running" | "close"> {
  const ops = operatorApi(url, opsToken);
  return {
    url,
    ops,
    addSource: async (id = `s-${randomUUID()}`) => {
      const issued = await ops("POST", "/ops/sources", { id });
      return sourceOf(url, id, String(at(issued.body, "key")));
    },
    addPerson: async (id = `p-${randomUUID()}`, more = {}) => {
      const issued = await ops("POST", "/ops/people", { id, ...more });
      const token = String(at(issued.body, "token"));
      return { id, token, ops: operatorApi(url, token) };
    },
    scored: async () => {
      const deadline = Date.now() + 30_000;
      for (let looks = 0; ; looks++) {
        const { body } = await ops("GET", "/ops/stats");
        if (at(body, "lag") === 0) return;
        if (Date.now() > deadline) throw new Error(`still ${String(at(body, "lag"))} events to score`);
        await beforeLook(looks);
      }
    },
  };
}

/** Speaks with a token. */
export const operatorOf = (url: string, token: string): TestServer["ops"] => operatorApi(url, token);

const operatorApi =
  (url: string, token: string): TestServer["ops"] =>
  (method, path, body) =>
    request(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : json) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

/** Speaks for a source with a key. */
export function sourceOf(url: string, id: string, key: string): TestSource {
  const headers = { authorization: `Bearer ${key}` };
  return {
    id,
    key,
    send: (body, contentType = "application/cloudevents-batch+json") =>
      request(`${url}/v1/events`, {
        method: "POST",
        headers: { ...headers, "content-type": contentType },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    post: (path, body) =>
      request(`${url}${path}`, {
        method: "POST",
        headers: { ...headers, ...json },
        body: JSON.stringify(body),
      }),
    get: (path, more = {}) => request(`${url}${path}`, { headers: { ...headers, ...more } }),
  };
}

const json = { "content-type": "application/json" };

/** One request; the body of the answer is parsed as JSON where it is some. */
export async function request(url: string, init: RequestInit = {}): Promise<Answer> {
  const answer = await fetch(url, init);
  const text = await answer.text();
  let body: unknown = text;
  try {
    body = JSON.parse(text);
  } catch {
    // Not every answer is JSON.
  }
  return { status: answer.status, headers: answer.headers, body };
}
