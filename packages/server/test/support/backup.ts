import { randomUUID } from "node:crypto";
import { cpSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import type { ServerConfig } from "../../src/index.ts";

/** A copy of a database, taken while no server runs on it. */
export interface Backup {
  /** The configuration of a server on which this copy was restored; the journal of the embedded database is not. */
  restore(): Promise<ServerConfig>;
}

/** Copies the database of a configuration. */
export async function backUp(config: ServerConfig): Promise<Backup> {
  const { databaseUrl, dataDir } = config;
  if (databaseUrl !== undefined) {
    const copy = await copyDatabase(databaseUrl);
    return { restore: async () => ({ ...config, databaseUrl: await copyDatabase(copy) }) };
  }
  const copy = join(dataDir, `backup-${randomUUID()}`);
  cpSync(join(dataDir, "db"), join(copy, "db"), { recursive: true });
  const journal = join(dataDir, "journal");
  if (existsSync(journal)) cpSync(journal, join(copy, "journal"), { recursive: true });
  return {
    restore: () => {
      for (const folder of ["db", "journal"]) {
        rmSync(join(dataDir, folder), { recursive: true, force: true });
        if (existsSync(join(copy, folder)))
          cpSync(join(copy, folder), join(dataDir, folder), { recursive: true });
      }
      return Promise.resolve(config);
    },
  };
}

async function copyDatabase(url: string): Promise<string> {
  const from = new URL(url);
  const to = new URL(url);
  to.pathname = `/t${randomUUID().replaceAll("-", "")}`;
  const admin = new URL(url);
  admin.pathname = "/postgres";
  await runSql(admin.href, `create database ${to.pathname.slice(1)} template ${from.pathname.slice(1)}`);
  return to.href;
}

/** Runs SQL as somebody does who has the database in hand. */
export async function runSql(url: string, text: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
