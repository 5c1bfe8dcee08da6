import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openStore } from "@probity/server";
import { type Child, nextMessage, startChild } from "../support/child.ts";
import { awardType } from "../support/events.ts";
import { type Postgres, startPostgres } from "../support/postgres.ts";
import { at } from "../support/json.ts";
import { type ProbityServer, startProbityServer } from "../support/probity-server.ts";
import type { Address } from "./contender.ts";

/** Where the cells send to. */
export interface Places {
  readonly database: "PostgreSQL" | "PGlite";
  /** The real server; what is sent there for `source` is counted in the end. */
  server(source: string): Promise<Omit<Address, "spoolDir">>;
  /** A bare HTTP server. */
  readonly sink: Omit<Address, "spoolDir">;
  /** An address at which nobody listens, with credentials that are well-formed. */
  down(): Promise<Omit<Address, "spoolDir">>;
  /** Stops the server and counts the events of a source in its database. */
  countEvents(source: string): Promise<number>;
  close(): Promise<void>;
}

const tryPostgres = async (): Promise<Postgres | undefined> => {
  try {
    return await startPostgres();
  } catch (error) {
    console.log(`PostgreSQL does not start here, the embedded database takes its place: ${String(error)}`);
    return undefined;
  }
};

const startSink = async (directory: string): Promise<{ readonly child: Child; readonly url: string }> => {
  const output = join(directory, "sink.log");
  const child = startChild(new URL("sink-process.ts", import.meta.url).pathname, [], output);
  return { child, url: String(at(await nextMessage(child, output), "url")) };
};

const accessTo = (server: ProbityServer): ((source: string) => Promise<Omit<Address, "spoolDir">>) => {
  const known = new Map<string, Promise<Omit<Address, "spoolDir">>>();
  const add = async (source: string): Promise<Omit<Address, "spoolDir">> => ({
    url: server.url,
    ...(await server.addSource(source)),
  });
  return (source) => {
    const access = known.get(source) ?? add(source);
    known.set(source, access);
    return access;
  };
};

const countIn = async (
  database: { readonly dataDir: string; readonly databaseUrl: string | undefined },
  source: string,
): Promise<number> => {
  const store = await openStore({ ...database, databasePoolSize: 1 });
  const { rows } = await store.pool.query<{ count: string }>(
    "select count(*) as count from event where source = $1 and type = $2",
    [source, awardType],
  );
  await store.close();
  return Number(rows[0]?.count);
};

/** Starts server and sink, each in a process of its own. */
export const openPlaces = async (directory: string): Promise<Places> => {
  const place = join(directory, "server");
  mkdirSync(place);
  const postgres = await tryPostgres();
  const databaseUrl = await postgres?.newDatabase();
  const server = await startProbityServer(place, databaseUrl);
  const sink = await startSink(directory);
  const access = accessTo(server);
  return {
    database: postgres === undefined ? "PGlite" : "PostgreSQL",
    server: access,
    sink: { url: sink.url, source: "bench", key: "", vkey: "" },
    // The discard port: on a machine where somebody listens there, nothing answers either.
    down: async () => ({ ...(await access("bench")), url: "http://127.0.0.1:9" }),
    countEvents: async (source) => {
      await server.stop();
      return countIn({ dataDir: join(place, "data"), databaseUrl }, source);
    },
    close: async () => {
      await sink.child.end("SIGKILL");
      await server.kill();
      await postgres?.stop();
    },
  };
};
