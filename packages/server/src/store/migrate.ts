import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { ProbityError } from "@probity/contracts";
import type { Pool, PoolClient } from "pg";

interface Migration {
  readonly number: number;
  readonly sha256: string;
  readonly statements: readonly string[];
}

const folder = new URL("../../sql/", import.meta.url);

/** Any number; servers that start at the same moment wait for each other on it. */
const lockId = 7_300_001;

/**
 * Brings the database to this version, one transaction per file, in order. Throws `PROBITY_E_MIGRATION` when the
 * database is newer than this server or was built from other files.
 */
export async function migrate(pool: Pool): Promise<void> {
  const migrations = readMigrations();
  const client = await pool.connect();
  try {
    await client.query("select pg_advisory_lock($1::bigint)", [lockId]);
    try {
      await client.query(
        "create table if not exists migration (number integer primary key, sha256 text not null, applied_at timestamptz not null default now())",
      );
      const applied = await appliedMigrations(client);
      check(migrations, applied);
      for (const migration of migrations.slice(applied.length)) await apply(client, migration);
    } finally {
      await client.query("select pg_advisory_unlock($1::bigint)", [lockId]);
    }
  } finally {
    client.release();
  }
}

function readMigrations(): readonly Migration[] {
  const files = readdirSync(folder)
    .filter((name) => /^\d{6}\.sql$/.test(name))
    .toSorted();
  return files.map((name) => {
    const text = readFileSync(new URL(name, folder), "utf8");
    return {
      number: Number.parseInt(name, 10),
      sha256: createHash("sha256").update(text).digest("hex"),
      statements: text
        .split(/;[ \t]*\r?\n/)
        .map((statement) => statement.replaceAll(/^--.*$/gm, "").trim())
        .filter((statement) => statement !== ""),
    };
  });
}

async function appliedMigrations(
  client: PoolClient,
): Promise<readonly Pick<Migration, "number" | "sha256">[]> {
  const result = await client.query<{ number: number; sha256: string }>(
    "select number, sha256 from migration order by number",
  );
  return result.rows;
}

function check(known: readonly Migration[], applied: readonly Pick<Migration, "number" | "sha256">[]): void {
  for (const [index, { number, sha256 }] of applied.entries()) {
    const expected = known[index];
    if (expected === undefined) {
      throw new ProbityError(
        "PROBITY_E_MIGRATION",
        `the database has step ${number}, which this server does not know`,
      );
    }
    if (expected.number !== number || expected.sha256 !== sha256) {
      throw new ProbityError(
        "PROBITY_E_MIGRATION",
        `step ${number} of the database was made from another file`,
      );
    }
  }
}

async function apply(client: PoolClient, migration: Migration): Promise<void> {
  await client.query("begin");
  try {
    for (const statement of migration.statements) await client.query(statement);
    await client.query("insert into migration (number, sha256) values ($1, $2)", [
      migration.number,
      migration.sha256,
    ]);
    await client.query("commit");
  } catch (cause) {
    await client.query("rollback");
    throw new ProbityError("PROBITY_E_MIGRATION", `step ${migration.number} failed: ${String(cause)}`, {
      cause,
    });
  }
}
