import type { Kysely } from "kysely";
import type { Pool, PoolClient } from "pg";
import type { Database } from "./database.ts";

/** A statement on a hot path. It has a name, so that the database plans it once per connection. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** One open transaction. */
export interface Transaction {
  /** Runs a named statement; rows are typed by the caller, who wrote its SQL. */
  run<Row>(statement: Statement, values: readonly unknown[]): Promise<readonly Row[]>;
  /** The same transaction for statements built with Kysely. */
  readonly db: Kysely<Database>;
  /**
   * Started right after the commit, in the order of registration, and awaited before the transaction resolves. When it
   * rejects, so does the transaction, although its changes stay.
   */
  afterCommit(work: () => Promise<void>): void;
}

/** The database: PGlite and PostgreSQL behind one dialect (OP-4). */
export interface Store {
  readonly engine: "pglite" | "postgres";
  /** True when the embedded database was not closed and its machine stopped, too: it does not sync its files. */
  readonly unclean: boolean;
  /** For statements that stand alone. */
  readonly db: Kysely<Database>;
  readonly pool: Pool;
  /**
   * Connections whose statements are sent without waiting for the answers to those before them, for work that holds locks
   * of its own. Undefined on the embedded database: it has one session, in which nothing happens at the same time.
   */
  readonly pipelines: Pool | undefined;
  /** Runs a named statement outside any transaction. */
  run<Row>(statement: Statement, values: readonly unknown[]): Promise<readonly Row[]>;
  /** Commits when `work` resolves, rolls back when it throws. */
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /** Ends the connections, closes the embedded database and gives the data directory free. */
  close(): Promise<void>;
}

/** Runs one named statement on a connection. */
export async function runOn<Row>(
  client: Pool | PoolClient,
  statement: Statement,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  const result = await client.query({ name: statement.name, text: statement.text, values: [...values] });
  // The SQL beside the call fixes the columns.
  return result.rows as readonly Row[];
}
