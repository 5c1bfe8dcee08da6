import { join } from "node:path";
import { defaultConfig, type ServerConfig } from "@probity/server";
import { type Child, nextMessage, startChild } from "./child.ts";
import { at } from "./json.ts";
import { cpuMsOf, peakMemoryOf } from "./proc.ts";

/** What a sender of events must know. */
export interface SourceAccess {
  readonly source: string;
  readonly key: string;
  /** Verifier key that the SDK pins. */
  readonly vkey: string;
}

/** The real server in a process of its own, always at one address. */
export interface ProbityServer {
  readonly url: string;
  /** Starts it again at the same address, on the same data; resolves when it serves. */
  start(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
  /** SIGTERM; resolves when it is gone. */
  stop(): Promise<void>;
  /** Token of its operator API. */
  opsToken(): string;
  ops(method: "GET" | "POST" | "PUT", path: string, body?: object): Promise<unknown>;
  addSource(source: string): Promise<SourceAccess>;
  /** Resolves when every logged event is scored. Rejects when scoring stands still for a minute. */
  scored(): Promise<void>;
  /** CPU time of the process that runs now, in milliseconds. */
  cpuMs(): number;
  /** The most memory that the process had resident, in MB; NaN where the system does not tell. */
  peakMemoryMb(): number;
}

const script = new URL("server-process.ts", import.meta.url).pathname;

/** Starts a server that keeps its data, and what it prints, in `directory`. Without a URL it uses the embedded database. */
export const startProbityServer = async (
  directory: string,
  databaseUrl: string | undefined,
  over: Partial<ServerConfig> = {},
): Promise<ProbityServer> => {
  const output = join(directory, "server.log");
  const base: ServerConfig = { ...defaultConfig, dataDir: join(directory, "data"), databaseUrl, port: 0 };
  const state: { child?: Child; url: string; token: string } = { url: "", token: "" };

  const startOnce = async (): Promise<void> => {
    const port = state.url === "" ? 0 : Number(new URL(state.url).port);
    const config: ServerConfig = { ...base, port, logLevel: "warn", ...over };
    const child = startChild(script, [JSON.stringify(config)], output);
    state.child = child;
    const ready = await nextMessage(child, output);
    state.url = String(at(ready, "url"));
    state.token = String(at(ready, "opsToken"));
  };

  const start = (): Promise<void> => supervised(startOnce);

  const ops: ProbityServer["ops"] = async (method, path, body) => {
    const answer = await fetch(`${state.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${state.token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 500)}`);
    return JSON.parse(text);
  };

  await start();
  return {
    url: state.url,
    start,
    kill: async () => state.child?.end("SIGKILL"),
    stop: async () => state.child?.end("SIGTERM"),
    opsToken: () => state.token,
    ops,
    addSource: async (source) => {
      const added = await ops("POST", "/ops/sources", { id: source });
      return { source, key: String(at(added, "key")), vkey: String(at(added, "vkey")) };
    },
    scored: () => untilScored(async () => Number(at(await ops("GET", "/ops/stats"), "lag"))),
    cpuMs: () => cpuMsOf(state.child?.pid ?? 0).own,
    peakMemoryMb: () => peakMemoryOf(state.child?.pid ?? 0),
  };
};

const startAttempts = 5;

/** A server that gives up at its start, e.g. because a busy database kept it waiting, is started again by its supervisor. */
async function supervised(start: () => Promise<void>): Promise<void> {
  for (let attempt = 1; attempt < startAttempts; attempt += 1) {
    try {
      return await start();
    } catch (error) {
      console.error(`server start ${attempt} failed: ${String(error).split("\n").at(0)?.slice(0, 300)}`);
    }
  }
  return start();
}

const stillMs = 60_000;

/** Resolves when nothing is left to be scored; looks every so many milliseconds. Rejects when scoring stands still for a minute. */
export async function untilScored(lag: () => Promise<number>, everyMs = 50): Promise<void> {
  let least = Number.POSITIVE_INFINITY;
  let since = performance.now();
  for (;;) {
    const now = await lag();
    if (now === 0) return;
    if (now < least) {
      least = now;
      since = performance.now();
    }
    if (performance.now() - since > stillMs) throw new Error(`scoring stands still, ${now} events to go`);
    await new Promise((resolve) => {
      setTimeout(resolve, everyMs);
    });
  }
}
