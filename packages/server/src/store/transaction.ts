import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from "kysely";
import type { Pool, PoolClient } from "pg";
import type { Database } from "./database.ts";
import { runOn, type Transaction } from "./store.ts";

/** A connection that breaks between two statements reports here; the next statement throws. */
const ignore = (): void => undefined;

/** Runs `work` in one transaction on one connection, then what it left for after the commit. */
export async function transactionOn<T>(
  pool: Pool,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const afterwards: (() => Promise<void>)[] = [];
  const result = await onClient(pool, async (client) => {
    await client.query("begin");
    const given = await work(transaction(client, afterwards));
    await client.query("commit");
    return given;
  });
  // All are started before any other transaction can commit on this connection: the journal keeps the order of commits.
  if (afterwards.length > 0) await Promise.all(afterwards.map((next) => next()));
  return result;
}

/**
 * Lends a connection to `work`, which begins a transaction and commits it; rolled back when it throws. A connection that
 * broke is thrown away, not returned.
 */
export async function onClient<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = true;
  client.on("error", ignore);
  try {
    const result = await work(client);
    broken = false;
    return result;
  } catch (error) {
    broken = !(await rolledBack(client));
    throw error;
  } finally {
    client.off("error", ignore);
    client.release(broken);
  }
}

async function rolledBack(client: PoolClient): Promise<boolean> {
  try {
    await client.query("rollback");
    return true;
  } catch {
    return false;
  }
}

function transaction(client: PoolClient, afterwards: (() => Promise<void>)[]): Transaction {
  let db: Kysely<Database> | undefined;
  return {
    afterCommit: (next) => void afterwards.push(next),
    run: (statement, values) => runOn(client, statement, values),
    get db() {
      db ??= new Kysely<Database>({ dialect: new PostgresDialect({ pool: borrowed(client) }) });
      return db;
    },
  };
}

/** One connection dressed as a pool, so that Kysely's statements join the transaction; releasing is left to it. */
const borrowed = (client: PoolClient): PostgresPool => ({
  options: {},
  connect: () =>
    Promise.resolve({
      // Kysely's overloads and pg's describe the same function differently.
      query: client.query.bind(client) as PostgresPoolClient["query"],
      release: () => undefined,
    }),
  end: () => Promise.resolve(),
});
