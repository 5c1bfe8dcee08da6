import { builtinBindings } from "@probity/models";
import { defaultConfig, startServer } from "@probity/server";

/** Source of the example app. */
export const source = "procurement-demo";

/** A real central server on an embedded database, with the demo's source and bindings. */
export interface Central {
  readonly url: string;
  readonly key: string;
  readonly publicKey: string;
  /** Asks the operator API. */
  ops(path: string): Promise<unknown>;
  close(): Promise<void>;
}

/** Credentials of a source that was registered before. */
export type Credentials = Pick<Central, "key" | "publicKey">;

/** Starts one; with `credentials` and the same folder and port it is the earlier one again. */
export async function startCentral(dataDir: string, port = 0, credentials?: Credentials): Promise<Central> {
  const server = await startServer({ ...defaultConfig, dataDir, port, logLevel: "silent" });
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${server.url}/ops${path}`, {
      method,
      headers: { authorization: `Bearer ${server.opsToken}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} /ops${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const register = async (): Promise<Credentials> => {
    // What the operator API answers to a new source.
    const issued = (await call("POST", "/sources", { id: source })) as { readonly key: string };
    await call("PUT", `/sources/${source}/bindings`, builtinBindings(source));
    return { key: issued.key, publicKey: server.vkey };
  };
  return {
    ...(credentials ?? (await register())),
    url: server.url,
    ops: (path) => call("GET", path),
    close: () => server.close(),
  };
}
