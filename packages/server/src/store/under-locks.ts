import { setTimeout as sleep } from "node:timers/promises";
import type { PoolClient } from "pg";
import { limitStatements } from "./limit-statements.ts";
import { askForPlace, soleLock } from "./sole.ts";
import { runOn, type Statement, type Store } from "./store.ts";
import { onClient } from "./transaction.ts";

/** A lock that is held against other servers on the same database. */
export interface LockKey {
  /** A 64-bit integer as text. */
  readonly id: string;
  /** Whether others that only look may hold it as well. */
  readonly shared: boolean;
}

/** Where statements run. */
export type Run = Pick<Store, "run">;

/**
 * Reads, and returns what is to be written. Both send their first statement at once, and the writing all of them without
 * waiting in between: they travel together.
 */
export type LockedWork = (run: Run) => Promise<((run: Run) => Promise<unknown>) | undefined>;

// Prepared as all others: the text of a statement is not read again each time.
const begin: Statement = { name: "locks-begin", text: "begin" };
const commit: Statement = { name: "locks-commit", text: "commit" };

const takeLocks: Statement = {
  name: "take-locks",
  text: `select case when shared then pg_advisory_xact_lock_shared(id) else pg_advisory_xact_lock(id) end
    from unnest($1::bigint[], $2::boolean[]) as t(id, shared)`,
};

const ignore = (): void => undefined;

/**
 * Runs `work` while no other server runs any with one of the same keys, and none is at it alone, in two round trips. What `work` reads was
 * committed after the locks were taken: each statement has a snapshot of its own. Resolves when what it writes is
 * committed. Rejects when a statement takes longer than about `timeoutMs`, waiting for a lock included, or the connection
 * breaks; the locks are free then, and nothing is written, or, where the answer to the commit got lost, perhaps all.
 *
 * The embedded database belongs to one process, which must not run two with the same key at once.
 */
export async function underLocks(
  store: Pick<Store, "run" | "pipelines">,
  keys: readonly LockKey[],
  timeoutMs: number,
  work: LockedWork,
): Promise<void> {
  if (store.pipelines === undefined) {
    await (
      await work(store)
    )?.(store);
    return;
  }
  await onClient(store.pipelines, (client) => locked({ store, client }, keys, timeoutMs, work));
}

interface Place {
  readonly store: Pick<Store, "run">;
  readonly client: PoolClient;
}

async function locked(
  { store, client }: Place,
  keys: readonly LockKey[],
  timeoutMs: number,
  work: LockedWork,
): Promise<void> {
  const run: Run = { run: (statement, values) => runOn(client, statement, values) };
  const limited = limitStatements(client, timeoutMs);
  const begun = run.run(begin, []);
  // In one order everywhere, so that no two can wait for each other.
  const all: readonly LockKey[] = [...keys, { id: soleLock, shared: true }];
  const sorted = all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const taken = run.run(takeLocks, [sorted.map(({ id }) => id), sorted.map(({ shared }) => shared)]);
  askUntil(store, taken);
  const started = Promise.all([limited, begun, taken]);
  started.catch(ignore);
  let write: Awaited<ReturnType<LockedWork>>;
  try {
    write = await work(run);
    await started;
  } catch (error) {
    // What came first is the cause: behind it everything fails.
    await started;
    throw error;
  }
  const written = write?.(run);
  const committed = run.run(commit, []);
  await Promise.all([written, committed]);
}

const askAfterMs = 10;
const askAgainMs = 500;

/** Somebody may be at it alone: they leave the place when they are asked for it. */
function askUntil(store: Pick<Store, "run">, taken: Promise<unknown>): void {
  const asking = new AbortController();
  const end = (): void => asking.abort();
  taken.then(end, end);
  const repeat = async (): Promise<void> => {
    await sleep(askAfterMs, undefined, { signal: asking.signal });
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- again and again is the point
      await askForPlace(store);
      // oxlint-disable-next-line no-await-in-loop
      await sleep(askAgainMs, undefined, { signal: asking.signal });
    }
  };
  // It ends by being aborted; when the database is away, the locks tell.
  repeat().catch(ignore);
}
