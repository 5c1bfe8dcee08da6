import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { embeddedPostgres } from "./embedded-postgres.ts";
import { freePort } from "./free-port.ts";

/** A real PostgreSQL. */
export interface Postgres {
  /** URL of a new database: an empty one, or a copy of that of this name. */
  newDatabase(template?: string): Promise<string>;
  /** Drops a database of this name, whoever is connected. */
  dropDatabase(name: string): Promise<void>;
  /** Stops the server as a crash of its machine would look to clients; the data stays. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}

/** No test stops the machine under it, so nothing has to reach the disk. */
const settings = { fsync: "off", full_page_writes: "off", max_connections: "300", shared_buffers: "64MB" };

/** Starts PostgreSQL of its own, on a free port, from the binaries of the `embedded-postgres` package. */
export async function startPostgres(): Promise<Postgres> {
  const databaseDir = mkdtempSync(join(tmpdir(), "probity-pg-"));
  const port = await freePort();
  const Cluster = await embeddedPostgres();
  const cluster = new Cluster({
    databaseDir,
    port,
    user: "postgres",
    password: "test",
    persistent: true,
    // PostgreSQL refuses to run as root; in a container the tests often do.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--no-sync"],
    postgresFlags: Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    onLog: () => undefined,
    onError: () => undefined,
  });
  await cluster.initialise();
  await cluster.start();
  const admin = async (text: string): Promise<void> => {
    const client = cluster.getPgClient();
    await client.connect();
    try {
      await client.query(text);
    } finally {
      await client.end();
    }
  };
  return {
    newDatabase: async (template = "template1") => {
      const name = `t${randomUUID().replaceAll("-", "")}`;
      await admin(`create database ${name} template ${template}`);
      return `postgres://postgres:test@localhost:${port}/${name}`;
    },
    dropDatabase: (name) => admin(`drop database ${name} with (force)`),
    pause: () => cluster.stop(),
    resume: () => cluster.start(),
    stop: async () => {
      await cluster.stop();
      rmSync(databaseDir, { recursive: true, force: true });
    },
  };
}

/** The name of the database at a URL of {@link Postgres}. */
export const databaseName = (url: string): string => new URL(url).pathname.slice(1);
