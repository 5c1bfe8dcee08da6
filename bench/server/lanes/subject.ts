import { join } from "node:path";
import { nextMessage, startChild } from "../../support/child.ts";
import { cpuMsOf, peakMemoryOf } from "../../support/proc.ts";
import { Client } from "pg";
import { at } from "../../support/json.ts";
import { type ProbityServer, startProbityServer, untilScored } from "../../support/probity-server.ts";
import type { History } from "../history/library.ts";
import type { PeerConfig } from "../peer/rule-server.ts";

/** A server under load, ours or a peer. */
export interface Subject {
  readonly name: "probity" | "peer";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** In which form it takes events. */
  readonly form: "stream" | "cloudevents";
  cpuMs(): number;
  /** NaN where the database is part of the server. */
  databaseCpuMs(): number;
  peakMemoryMb(): number;
  databaseMemoryMb(): number;
  /** Resolves when every event is scored; a peer does not score. */
  scored(): Promise<void>;
  /** Asks its operator API. */
  ops(method: "GET" | "POST", path: string, body?: object): Promise<unknown>;
  close(): Promise<void>;
}

const databaseOf = ({ postgres }: History): Pick<Subject, "databaseCpuMs" | "databaseMemoryMb"> => ({
  databaseCpuMs: () => postgres?.cpuMs() ?? Number.NaN,
  databaseMemoryMb: () => postgres?.memoryMb() ?? Number.NaN,
});

/** The server's own count of the lag reads every event that there is: it is asked seldom, or not at all. */
const scoredOf = async (server: ProbityServer, databaseUrl: string | undefined): Promise<void> => {
  if (databaseUrl === undefined)
    return untilScored(async () => Number(at(await server.ops("GET", "/ops/stats"), "lag")), 2_000);
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await untilScored(async () => {
      const { rows } = await client.query<{ lag: string }>(
        "select next_position - 1 - (select position from score_position where name = 'score') as lag from log_head",
      );
      return Number(rows[0]?.lag);
    });
  } finally {
    await client.end();
  }
};

/** Starts the real server on a history. */
export const startOurs = async (history: History): Promise<Subject> => {
  const server = await startProbityServer(history.directory, history.databaseUrl);
  return {
    name: "probity",
    url: server.url,
    headers: { authorization: `Bearer ${history.key}` },
    form: "stream",
    ...databaseOf(history),
    cpuMs: () => server.cpuMs(),
    peakMemoryMb: () => server.peakMemoryMb(),
    scored: () => scoredOf(server, history.databaseUrl),
    ops: (method, path, body) => server.ops(method, path, body),
    close: () => server.stop(),
  };
};

/** Starts the rule server on the PostgreSQL of a history. */
export const startPeer = async (history: History): Promise<Subject> => {
  const { databaseUrl, spec } = history;
  if (databaseUrl === undefined) throw new Error("the peer needs PostgreSQL");
  const output = join(history.directory, "peer.log");
  const config: PeerConfig = { databaseUrl, rules: spec.rules, events: spec.events };
  const script = new URL("../peer/rule-server.ts", import.meta.url).pathname;
  const child = startChild(script, [JSON.stringify(config)], output);
  return {
    name: "peer",
    url: String(at(await nextMessage(child, output), "url")),
    headers: {},
    form: "cloudevents",
    ...databaseOf(history),
    cpuMs: () => cpuMsOf(child.pid).own,
    peakMemoryMb: () => peakMemoryOf(child.pid),
    scored: () => Promise.resolve(),
    ops: () => Promise.reject(new Error("a peer has no operator API")),
    close: () => child.end("SIGTERM"),
  };
};
