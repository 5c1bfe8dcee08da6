import type { PoolClient } from "pg";
import { limitStatements } from "./limit-statements.ts";
import { runOn, type Statement, type Store } from "./store.ts";
import type { Run } from "./under-locks.ts";

/**
 * Lets one server do something alone for as long as no other wants to do the same: it holds a lock on a connection of its
 * own and works on that connection, so that nothing of its work is written once the lock is lost.
 */
export interface Sole {
  /** Whether {@link tryRun} is worth trying: it has the lock, or did not fail to get it lately. */
  readonly isLikely: boolean;
  /**
   * Runs `work` while no other server does anything under the lock; false, without having run it, when one might. A
   * statement of it that takes longer than about `timeoutMs` is cancelled. Rejects when the connection cannot be had.
   */
  tryRun(timeoutMs: number, work: SoleWork): Promise<boolean>;
  /** Leaves the place to what is done under the lock by many, here and elsewhere, for a while. After the running work. */
  leave(): void;
  close(): Promise<void>;
}

/** `isAnew`: others may have done something under the lock since the last work. */
export type SoleWork = (run: Run, isAnew: boolean) => Promise<void>;

/** The lock that {@link Sole} holds and everybody else shares for the time of a transaction. */
export const soleLock = "7213655092048471101";
/** Where somebody who waits for {@link soleLock} asks for it. */
const channel = "probity_sole";
/** Whoever was asked leaves the place to others for so long. */
const leaveMs = 60_000;
/** Somebody else has the lock, or the database is away: asked again after this. */
const busyMs = 5_000;

const take: Statement = { name: "sole-take", text: `select pg_try_advisory_lock(${soleLock}) as taken` };
const ask: Statement = { name: "sole-ask", text: `select pg_notify('${channel}', '')` };

const ignore = (): void => undefined;

/** Asks whoever has the lock alone to leave it. */
export async function askForPlace(store: Pick<Store, "run">): Promise<void> {
  await store.run(ask, []);
}

/** Makes it; it takes no lock before it is needed. One piece of work at a time. */
export function createSole(store: Pick<Store, "run" | "pipelines">): Sole {
  return store.pipelines === undefined ? new SoleProcess(store) : new SoleByLock(store.pipelines);
}

/** The embedded database belongs to one process: that one is alone, unless it left the place to its own other work. */
class SoleProcess implements Sole {
  readonly #store: Run;
  #retryAt = 0;
  #isAnew = true;

  constructor(store: Run) {
    this.#store = store;
  }

  get isLikely(): boolean {
    return performance.now() >= this.#retryAt;
  }

  async tryRun(_timeoutMs: number, work: SoleWork): Promise<boolean> {
    if (!this.isLikely) return false;
    const isAnew = this.#isAnew;
    this.#isAnew = false;
    await work(this.#store, isAnew);
    return true;
  }

  leave(): void {
    this.#retryAt = performance.now() + leaveMs;
    this.#isAnew = true;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
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

  async tryRun(timeoutMs: number, work: SoleWork): Promise<boolean> {
    if (!this.isLikely) return false;
    const running = this.#onClient(timeoutMs, work);
    this.#running = running.catch(() => undefined);
    try {
      return await running;
    } finally {
      this.#running = undefined;
      if (this.#isWanted) this.#release();
    }
  }

  async #onClient(timeoutMs: number, work: SoleWork): Promise<boolean> {
    const isAnew = this.#client === undefined;
    this.#client ??= await this.#acquire(timeoutMs);
    const client = this.#client;
    if (client === undefined) return false;
    // It travels with the first statement of the work; where it fails, so do those.
    const limited = limitStatements(client, timeoutMs);
    limited.catch(ignore);
    await work({ run: (statement, values) => runOn(client, statement, values) }, isAnew);
    await limited;
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

  /** Whoever fails does not try again at once: what waits is done the way of those who are not alone. */
  async #acquire(timeoutMs: number): Promise<PoolClient | undefined> {
    this.#retryAt = performance.now() + busyMs;
    const client = await this.#pool.connect();
    client.on("error", () => this.#lost(client));
    client.on("end", () => this.#lost(client));
    try {
      await limitStatements(client, timeoutMs);
      const [row] = await runOn<{ taken: boolean }>(client, take, []);
      if (row?.taken !== true) {
        client.release(true);
        return undefined;
      }
      await client.query(`listen ${channel}`);
    } catch (error) {
      client.release(true);
      throw error;
    }
    client.on("notification", () => this.leave());
    this.#retryAt = 0;
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
