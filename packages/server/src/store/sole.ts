import type { PoolClient } from "pg";
import { runOn, type Statement, type Store } from "./store.ts";
import type { Run } from "./under-locks.ts";

/**
 * Lets one server do something alone for as long as no other wants to do the same: it holds a lock on a connection of its
 * own and works on that connection, so that nothing of its work is written once the lock is lost.
 */
export interface Sole {
  /** Whether {@link tryRun} is worth trying: it has the lock, or did not fail to get it lately. */
  readonly isLikely: boolean;
  /** Runs `work` while no other server does anything under the lock; false, without having run it, when one might. */
  tryRun(work: (run: Run) => Promise<void>): Promise<boolean>;
  /** Leaves the place to others for a while. After the running work. */
  leave(): void;
  close(): Promise<void>;
}

/** The lock that {@link Sole} holds and everybody else shares for the time of a transaction. */
export const soleLock = "7213655092048471101";
/** Where somebody who waits for {@link soleLock} asks for it. */
const channel = "probity_sole";
/** Whoever was asked leaves the place to others for so long. */
const leaveMs = 60_000;
/** Somebody else has the lock: asked again after this. */
const busyMs = 5_000;

/** Nobody waits longer for what is done alone. */
const mostMs = 5_000;

const take: Statement = { name: "sole-take", text: `select pg_try_advisory_lock(${soleLock}) as taken` };
const ask: Statement = { name: "sole-ask", text: `select pg_notify('${channel}', '')` };

/** Asks whoever has the lock alone to leave it. */
export async function askForPlace(store: Pick<Store, "run">): Promise<void> {
  await store.run(ask, []);
}

/** The embedded database belongs to one process: that one is always alone. */
const always = ({ run }: Pick<Store, "run">): Sole => ({
  isLikely: true,
  tryRun: async (work) => {
    await work({ run });
    return true;
  },
  leave: () => undefined,
  close: () => Promise.resolve(),
});

/** Makes it; it takes no lock before it is needed. One piece of work at a time. */
export function createSole(store: Pick<Store, "run" | "pipelines">): Sole {
  return store.pipelines === undefined ? always(store) : new SoleByLock(store.pipelines);
}

class SoleByLock implements Sole {
  readonly #pool: NonNullable<Store["pipelines"]>;
  #client: PoolClient | undefined;
  #running: Promise<unknown> | undefined;
  #retryAt = 0;
  #isWanted = false;
  #isClosed = false;

  constructor(pool: NonNullable<Store["pipelines"]>) {
    this.#pool = pool;
  }

  get isLikely(): boolean {
    return this.#client !== undefined
      ? !this.#isWanted
      : !this.#isClosed && performance.now() >= this.#retryAt;
  }

  async tryRun(work: (run: Run) => Promise<void>): Promise<boolean> {
    if (!this.isLikely) return false;
    const running = this.#onClient(work);
    this.#running = running.catch(() => undefined);
    try {
      return await running;
    } finally {
      this.#running = undefined;
      if (this.#isWanted) this.#release();
    }
  }

  async #onClient(work: (run: Run) => Promise<void>): Promise<boolean> {
    this.#client ??= await this.#acquire();
    const client = this.#client;
    if (client === undefined) return false;
    await work({ run: (statement, values) => runOn(client, statement, values) });
    return true;
  }

  leave(): void {
    this.#retryAt = performance.now() + leaveMs;
    this.#isWanted = true;
    if (this.#running === undefined) this.#release();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#running;
    this.#release();
  }

  async #acquire(): Promise<PoolClient | undefined> {
    const client = await this.#pool.connect();
    client.on("error", () => this.#lost(client));
    client.on("end", () => this.#lost(client));
    try {
      const [row] = await runOn<{ taken: boolean }>(client, take, []);
      if (row?.taken !== true) {
        this.#retryAt = performance.now() + busyMs;
        client.release(true);
        return undefined;
      }
      await client.query(`listen ${channel}`);
      await client.query(`set statement_timeout = ${mostMs}`);
    } catch (error) {
      client.release(true);
      throw error;
    }
    client.on("notification", () => this.leave());
    this.#isWanted = false;
    return client;
  }

  #lost(client: PoolClient): void {
    if (this.#client === client) this.#release();
  }

  /** The connection ends with its lock: what it listens to and whose settings it has is nobody else's. */
  #release(): void {
    const client = this.#client;
    this.#client = undefined;
    this.#isWanted = false;
    client?.release(true);
  }
}
