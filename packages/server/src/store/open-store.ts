import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ProbityError } from "@probity/contracts";
import { Kysely, PostgresDialect } from "kysely";
import { type CustomTypesConfig, Pool, type PoolConfig, types as pgTypes } from "pg";
import type { ServerConfig } from "../config/index.ts";
import { CoalescingSocket } from "./coalescing-socket.ts";
import type { Database } from "./database.ts";
import { lockDirectory } from "./directory-lock.ts";
import { migrate } from "./migrate.ts";
import { makeNewDatabase } from "./new-database.ts";
import { startPglite } from "./pglite-database.ts";
import { PgliteSocket } from "./pglite-socket.ts";
import { runOn, type Store } from "./store.ts";
import { transactionOn } from "./transaction.ts";
import { isUnavailable } from "./unavailable.ts";

/** What {@link openStore} reads of the configuration. */
export type StoreConfig = Pick<
  ServerConfig,
  "databaseUrl" | "dataDir" | "databasePoolSize" | "databaseWaitSeconds"
>;

/**
 * Opens PostgreSQL at `databaseUrl`, else the embedded database in `<dataDir>/db`, and migrates it. Throws
 * `PROBITY_E_DATABASE`, `PROBITY_E_DATA_DIR_LOCKED` (names the holder) or `PROBITY_E_MIGRATION`.
 */
export async function openStore(config: StoreConfig): Promise<Store> {
  const connection = await (config.databaseUrl === undefined ? openPglite(config) : openPostgres(config));
  try {
    await migrate(connection.pool);
  } catch (error) {
    await connection.close();
    throw error;
  }
  return makeStore(connection);
}

interface Connection {
  readonly engine: Store["engine"];
  readonly unclean: boolean;
  readonly pool: Pool;
  readonly pipelines?: Pool | undefined;
  close(): Promise<void>;
}

/** Positions and keys stay below 2^53, so that 64-bit integers can be plain numbers. */
const types: CustomTypesConfig = {
  // The overloads of pg's own function cannot be named; the result is passed through untouched.
  getTypeParser: ((oid: Parameters<typeof pgTypes.getTypeParser>[0], format: "text") =>
    oid === pgTypes.builtins.INT8
      ? Number
      : pgTypes.getTypeParser(oid, format)) as typeof pgTypes.getTypeParser,
};

async function openPglite(config: StoreConfig): Promise<Connection> {
  const directory = resolve(config.dataDir);
  const lock = lockDirectory(directory);
  try {
    const files = join(directory, "db");
    await makeNewDatabase(files, initialise);
    const { pool, close } = await connectPglite(files);
    return {
      engine: "pglite",
      unclean: lock.unclean,
      pool,
      close: async () => {
        await close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** A database with our schema where there was none. */
async function initialise(files: string): Promise<void> {
  const { pool, close } = await connectPglite(files);
  try {
    await migrate(pool);
  } finally {
    await close();
  }
}

async function connectPglite(files: string): Promise<Pick<Connection, "pool" | "close">> {
  const database = await startPglite(files);
  // pg accepts any duplex stream; its types know the network socket only.
  const stream = (): never => new PgliteSocket(database) as never;
  const pool = new Pool({
    max: 1,
    stream,
    user: "postgres",
    database: "postgres",
    types,
    idleTimeoutMillis: 0,
  });
  const close = async (): Promise<void> => {
    await pool.end();
    await database.close();
  };
  return { pool: guarded(pool), close };
}

/** Connections of {@link Store.pipelines}. */
const pipelineCount = 2;

const poolOf = (config: StoreConfig, more: PoolConfig, idleSeconds: number): Pool =>
  new Pool({
    connectionString: config.databaseUrl,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    application_name: "probity",
    // A machine that vanishes says no goodbye. Here nobody may wait for its answer for ever; and there its transaction
    // must not hold the head of the log for the two hours of TCP's own patience.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    onConnect: async (client) => {
      await client.query(`set idle_in_transaction_session_timeout = '${idleSeconds}s'`);
    },
    types,
    ...more,
  });

async function openPostgres(config: StoreConfig): Promise<Connection> {
  const pool = poolOf(config, { max: config.databasePoolSize }, 60);
  // A server that stands still must not keep its locks from the others for long.
  const pipelines = poolOf(
    config,
    { max: pipelineCount, pipeline: true, stream: () => new CoalescingSocket() },
    5,
  );
  try {
    const version = await versionOf(pool, performance.now() + (config.databaseWaitSeconds ?? 0) * 1000);
    if (version < 150_000) throw new Error(`server version ${version} is older than 15`);
  } catch (cause) {
    await Promise.all([pool.end(), pipelines.end()]);
    throw new ProbityError(
      "PROBITY_E_DATABASE",
      `cannot use ${withoutPassword(config.databaseUrl)}: ${reason(cause)}`,
      {
        cause,
      },
    );
  }
  return {
    engine: "postgres",
    unclean: false,
    pool: guarded(pool),
    pipelines: guarded(pipelines),
    close: async () => {
      await Promise.all([pool.end(), pipelines.end()]);
    },
  };
}

const askAgainMs = 500;

/** Asks until `end` by the monotonic clock: a database that starts at the same boot is not there at once. */
async function versionOf(pool: Pool, end: number): Promise<number> {
  try {
    const { rows } = await pool.query<{ version: number }>(
      "select current_setting('server_version_num')::int as version",
    );
    return rows[0]?.version ?? 0;
  } catch (error) {
    if (!isUnavailable(error) || performance.now() >= end) throw error;
    await sleep(askAgainMs);
    return await versionOf(pool, end);
  }
}

/** Without a listener, a connection that breaks while idle would end the process. The next query reports it. */
function guarded(pool: Pool): Pool {
  pool.on("error", () => undefined);
  return pool;
}

function makeStore(connection: Connection): Store {
  const { engine, unclean, pool, pipelines } = connection;
  return {
    engine,
    unclean,
    pool,
    pipelines,
    db: new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }),
    run: (statement, values) => runOn(pool, statement, values),
    transaction: (work) => transactionOn(pool, work),
    close: () => connection.close(),
  };
}

function withoutPassword(url: string | undefined): string {
  if (url === undefined || !URL.canParse(url)) return "the database";
  const parsed = new URL(url);
  return `${parsed.host}${parsed.pathname}`;
}

const reason = (cause: unknown): string =>
  cause instanceof AggregateError ? cause.errors.map(String).join("; ") : String(cause);
