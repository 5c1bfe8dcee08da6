import type { Store } from "./store.ts";

/** Does for the embedded database what a PostgreSQL server does by itself. */
export interface DatabaseCare {
  /** Looks once and does what is due. */
  look(): Promise<void>;
}

/** When something is due. */
export interface CareLimits {
  /** Bytes of write-ahead log after which a checkpoint lets go of it. */
  readonly walBytes: number;
  /** Milliseconds after which whatever was written since is checkpointed. */
  readonly checkpointMs: number;
  /** Milliseconds between two looks at the tables. */
  readonly tablesMs: number;
}

/** What a server uses. */
export const careLimits: CareLimits = {
  walBytes: 64 * 1024 * 1024,
  checkpointMs: 180_000,
  tablesMs: 15_000,
};

/** Tables with many dead or changed rows for their size, as autovacuum judges them, the rows of large values included. */
const busyTables = `select quote_ident(c.relname) as name,
    s.n_dead_tup + coalesce(t.n_dead_tup, 0) > 500 + 0.2 * (s.n_live_tup + coalesce(t.n_live_tup, 0)) as vacuum
  from pg_stat_user_tables s join pg_class c on c.oid = s.relid
  left join pg_stat_all_tables t on t.relid = c.reltoastrelid
  where s.n_dead_tup + coalesce(t.n_dead_tup, 0) > 500 + 0.2 * (s.n_live_tup + coalesce(t.n_live_tup, 0))
    or s.n_mod_since_analyze > 1000 + 0.2 * s.n_live_tup
  order by s.n_dead_tup desc limit 5`;

/** Makes the care of an embedded database. It has no checkpointer and no autovacuum: its log would grow for ever. */
export function createCare(store: Store, clock: () => number, limits: CareLimits = careLimits): DatabaseCare {
  let checkpointAt = 0;
  let checkpointed = clock();
  let lookedAtTables = clock();

  const checkpoint = async (): Promise<void> => {
    const written = await walPosition(store);
    const due = clock() - checkpointed >= limits.checkpointMs;
    if (written - checkpointAt < (due ? 1 : limits.walBytes)) return;
    await store.pool.query("checkpoint");
    checkpointAt = await walPosition(store);
    checkpointed = clock();
  };
  const tables = async (): Promise<void> => {
    if (clock() - lookedAtTables < limits.tablesMs) return;
    lookedAtTables = clock();
    // The counts of the last second are still with the session.
    await store.pool.query("select pg_stat_force_next_flush()");
    const { rows } = await store.pool.query<{ name: string; vacuum: boolean }>(busyTables);
    for (const { name, vacuum } of rows)
      await store.pool.query(vacuum ? `vacuum (analyze) ${name}` : `analyze ${name}`);
  };
  return {
    look: async () => {
      await checkpoint();
      await tables();
    },
  };
}

async function walPosition(store: Store): Promise<number> {
  const { rows } = await store.pool.query<{ position: string }>(
    "select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as position",
  );
  return Number(rows[0]?.position ?? 0);
}
