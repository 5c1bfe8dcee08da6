import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openStore } from "@probity/server";
import { canonicalJson } from "@probity/engine";
import { Client } from "pg";
import { nextMessage, startChild } from "../support/child.ts";
import type { Postgres } from "../support/postgres.ts";
import { cpuMsOf } from "../support/proc.ts";
import { at } from "../support/json.ts";
import { startProbityServer } from "../support/probity-server.ts";
import { actModel, actType } from "./act.ts";
import type { Scenario } from "./scenario.ts";

/** What the database holds after a row. */
export interface Stored {
  readonly logged: number;
  readonly results: number;
  readonly hits: number;
  readonly tileBytes: number;
}

/** A server under load. */
export interface Target {
  readonly url: URL;
  readonly key: string;
  readonly source: string;
  readonly type: string;
  cpuMs(): number;
  /** Resolves when everything is scored; at once where scoring is held. */
  scored(): Promise<void>;
  /** Stops the server; what its database holds, where it has a log. */
  finish(): Promise<Stored | undefined>;
  /** Ends everything, whatever state it is in. */
  close(): Promise<void>;
}

const naive = async (directory: string, postgres: Postgres): Promise<Target> => {
  const script = new URL("naive-server.ts", import.meta.url).pathname;
  const output = join(directory, "server.log");
  const child = startChild(script, [await postgres.newDatabase()], output);
  const ready = await nextMessage(child, output);
  return {
    url: new URL("/v1/events", String(at(ready, "url"))),
    key: "none",
    source: "bench",
    type: actType.type,
    cpuMs: () => cpuMsOf(child.pid).own,
    scored: () => Promise.resolve(),
    finish: () => Promise.resolve(undefined),
    close: () => child.end("SIGKILL"),
  };
};

interface Database {
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
}

/** Models come into a database with the server's own package; a bench's model comes in beside them. */
const storeModel = async (database: Database, rules: number, windows: number): Promise<void> => {
  const store = await openStore({ ...database, databasePoolSize: 1 });
  const model = actModel(rules, actType.type, windows);
  await store.pool.query("insert into model (id, version, body, created_at) values ($1, $2, $3, now())", [
    model.id,
    model.version,
    canonicalJson(model),
  ]);
  await store.close();
};

/** Takes the scorer's place in the log, as another server process would. */
const holdScoring = async (databaseUrl: string): Promise<() => Promise<void>> => {
  const client = new Client({ connectionString: databaseUrl });
  // It may be ended with the database; nothing depends on it then.
  client.on("error", () => undefined);
  await client.connect();
  await client.query("begin");
  await client.query("select position from score_position where name = 'score' for update");
  return () => client.end();
};

const countStored = async (database: Database): Promise<Stored> => {
  const store = await openStore({ ...database, databasePoolSize: 1 });
  const { rows } = await store.pool.query<Record<keyof Stored, string>>(
    `select (select count(*) from log l join event e on e.key = l.event where e.type = $1) as logged,
      (select count(*) from event_result r join log l on l.position = r.position join event e on e.key = l.event
        where e.type = $1) as results,
      (select coalesce(sum(hits), 0) from event_result) as hits,
      (select coalesce(sum(length(hashes)), 0) from log_tile) as "tileBytes"`,
    [actType.type],
  );
  await store.close();
  const count = (name: keyof Stored): number => Number(rows[0]?.[name]);
  return {
    logged: count("logged"),
    results: count("results"),
    hits: count("hits"),
    tileBytes: count("tileBytes"),
  };
};

const probity = async (
  directory: string,
  { rules, windows, scoring }: Scenario,
  databaseUrl: string | undefined,
): Promise<Target> => {
  const database = { dataDir: join(directory, "data"), databaseUrl };
  const server = await startProbityServer(directory, databaseUrl);
  const { source, key } = await server.addSource("bench");
  await server.ops("POST", "/ops/types", actType);
  if (rules > 0) {
    await server.stop();
    await storeModel(database, rules, windows);
    await server.start();
  }
  const held = scoring === "held" && databaseUrl !== undefined ? await holdScoring(databaseUrl) : undefined;
  return {
    url: new URL("/v1/events", server.url),
    key,
    source,
    type: actType.type,
    cpuMs: () => server.cpuMs(),
    scored: () => (held === undefined ? server.scored() : Promise.resolve()),
    finish: async () => {
      await held?.();
      await server.stop();
      return countStored(database);
    },
    close: async () => {
      await held?.();
      await server.kill();
    },
  };
};

/** Starts what a scenario asks for, on a new database. */
export const startTarget = async (
  directory: string,
  scenario: Scenario,
  postgres: Postgres | undefined,
): Promise<Target> => {
  mkdirSync(directory, { recursive: true });
  if (scenario.engine === "pglite") return probity(directory, scenario, undefined);
  if (postgres === undefined) throw new Error("this row needs PostgreSQL");
  return scenario.server === "naive"
    ? naive(directory, postgres)
    : probity(directory, scenario, await postgres.newDatabase());
};
