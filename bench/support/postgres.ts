import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { childrenOf, cpuMsOf, isAlive, ownMemoryOf } from "./proc.ts";
import { embeddedPostgres } from "../../packages/server/test/support/embedded-postgres.ts";

/** A real PostgreSQL of its own on a free port of the loopback. */
export interface Postgres {
  /** URL of a new, empty database; with `template` a copy of that database, to which nobody may be connected. */
  newDatabase(template?: string): Promise<string>;
  dropDatabase(url: string): Promise<void>;
  /** URL of the database of a name, whether it is there or not. */
  urlOf(name: string): string;
  /** kill -9 of every process of the cluster; resolves when all are gone. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data; after {@link kill} that is a crash recovery. */
  start(): Promise<void>;
  /** CPU time of all its processes so far, the ended ones included, in milliseconds. NaN where the system does not tell. */
  cpuMs(): number;
  /** Memory of all its processes now, in MB, what they share counted once. NaN where the system does not tell. */
  memoryMb(): number;
  /** Stops it; its files are deleted unless they were to be kept. */
  stop(): Promise<void>;
}

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return typeof address === "object" && address !== null ? address.port : 0;
};

const postmasterOf = (directory: string): number =>
  Number(readFileSync(join(directory, "postmaster.pid"), "utf8").split("\n", 1)[0]);

/** Kills the postmaster first, so that it cannot start anything more. */
const killAll = async (directory: string): Promise<void> => {
  const postmaster = postmasterOf(directory);
  const pids = [postmaster, ...childrenOf(postmaster)];
  for (const pid of pids) if (isAlive(pid)) process.kill(pid, "SIGKILL");
  while (pids.some(isAlive)) await sleep(5);
};

/** How a cluster differs from one that is made for one run. */
export interface PostgresOptions {
  /** Shared library for all its processes. Default: none. */
  readonly preload?: string | undefined;
  /** Where its files are, and stay. Default: a new directory, deleted when it stops. */
  readonly directory?: string | undefined;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const runAlone = async (url: string, statement: string): Promise<void> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};

const processesOf = (directory: string): readonly number[] => {
  const postmaster = postmasterOf(directory);
  return [postmaster, ...childrenOf(postmaster)];
};

const clusterIn = async (
  directory: string,
  port: number,
): Promise<InstanceType<Awaited<ReturnType<typeof embeddedPostgres>>>> => {
  const Cluster = await embeddedPostgres();
  return new Cluster({
    databaseDir: directory,
    port,
    user: "postgres",
    password: "bench",
    persistent: true,
    // PostgreSQL refuses to run as root; in a container one often is.
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => undefined,
    onError: () => undefined,
  });
};

/** Starts PostgreSQL from the binaries of the `embedded-postgres` package. Rejects where it cannot run. */
export const startPostgres = async ({
  preload,
  directory: kept,
}: PostgresOptions = {}): Promise<Postgres> => {
  const directory = kept ?? mkdtempSync(join(tmpdir(), "probity-bench-pg-"));
  const port = await freePort();
  const cluster = await clusterIn(directory, port);
  if (!existsSync(join(directory, "PG_VERSION"))) await cluster.initialise();
  const start = async (): Promise<void> => {
    // The package hands its own environment on, and to nobody else in between.
    if (preload !== undefined) process.env["LD_PRELOAD"] = preload;
    try {
      await cluster.start();
    } catch (cause) {
      // The package rejects with nothing when the process ends.
      const why =
        cause === undefined ? "it ended at once; perhaps another one runs there" : JSON.stringify(cause);
      throw new Error(`PostgreSQL did not start in ${directory}: ${why}`, { cause });
    } finally {
      if (preload !== undefined) delete process.env["LD_PRELOAD"];
    }
  };
  await start();
  const urlOf = (name: string): string => `postgres://postgres:bench@127.0.0.1:${port}/${name}`;
  return {
    urlOf,
    newDatabase: async (template) => {
      const name = `b${randomUUID().replaceAll("-", "")}`;
      // A copy file by file: large ones would go through the write-ahead log otherwise.
      const copied = template === undefined ? "" : ` template ${quoted(template)} strategy file_copy`;
      await runAlone(urlOf("postgres"), `create database ${quoted(name)}${copied}`);
      return urlOf(name);
    },
    dropDatabase: (url) =>
      runAlone(urlOf("postgres"), `drop database ${quoted(new URL(url).pathname.slice(1))} with (force)`),
    kill: () => killAll(directory),
    start,
    cpuMs: () => {
      const postmaster = postmasterOf(directory);
      const live = childrenOf(postmaster).reduce((sum, pid) => sum + cpuMsOf(pid).own, 0);
      const { own, ended } = cpuMsOf(postmaster);
      return own + ended + live;
    },
    memoryMb: () => processesOf(directory).reduce((sum, pid) => sum + ownMemoryOf(pid), 0),
    stop: async () => {
      await cluster.stop();
      if (kept === undefined) rmSync(directory, { recursive: true, force: true });
    },
  };
};
