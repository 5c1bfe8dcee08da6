// Timers as the parts of the server use them, on real databases: armed in a transaction, fired once over all servers.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openStore, type ServerConfig } from "../src/index.ts";
import { armTimers, cancelTimers, runTimers, type TimerHandlers } from "../src/timers/index.ts";
import { sweepTimers } from "../src/timers/sweep.ts";
import { describeEngines } from "./support/engines.ts";
import { until } from "./support/until.ts";

type Store = Awaited<ReturnType<typeof openStore>>;

const handlers = (refuses: (key: string) => boolean = () => false): TimerHandlers =>
  new Map([
    [
      "test",
      async (transaction, timers) => {
        for (const { key, payload } of timers) {
          await transaction.run({ name: "test-fired", text: "insert into fired (key) values ($1)" }, [
            `${key} ${Number(payload["n"])}`,
          ]);
          if (refuses(key)) throw new Error(`${key} is refused`);
        }
      },
    ],
  ]);

describeEngines("timers", (engine) => {
  let config: ServerConfig;
  let store: Store;
  const now = { ms: Date.UTC(2026, 10, 1) };
  const failures: string[] = [];
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    config = await engine.newConfig();
    store = await openStore(config);
    await store.pool.query("create table fired (key text not null)");
  });
  beforeEach(async () => {
    failures.length = 0;
    await store.pool.query("delete from fired");
    await store.pool.query("delete from timer");
  });
  afterAll(() => store?.close());

  const run = (on: Store, refuses?: (key: string) => boolean): ReturnType<typeof runTimers> =>
    runTimers({
      store: on,
      handlers: handlers(refuses),
      clock: () => now.ms,
      everyMs: 10,
      onFired: () => undefined,
      onFailure: ({ key }, error, final) => failures.push(`${key} ${String(error)} ${final}`),
      onError: (error) => failures.push(String(error)),
    });
  const arm = (keys: readonly string[], inMs: number, kind = "test"): Promise<void> =>
    store.transaction((transaction) =>
      armTimers(
        transaction,
        keys.map((key, n) => ({ kind, key, dueAt: new Date(now.ms + inMs), payload: { n } })),
      ),
    );
  const fired = async (): Promise<readonly string[]> => {
    const { rows } = await store.pool.query<{ key: string }>("select key from fired order by key");
    return rows.map(({ key }) => key);
  };
  const left = async (): Promise<number> => {
    const { rows } = await store.pool.query("select key from timer where state = 'armed'");
    return rows.length;
  };

  test("that is armed anew while it fails keeps its new time", async () => {
    await arm(["k"], -1);
    const later = new Date(now.ms + 3_600_000);
    let anew: Promise<void> | undefined;
    const failing: TimerHandlers = new Map([
      [
        "test",
        async () => {
          // Waits for the end of this transaction, and then comes before whatever follows it.
          anew = store.transaction((transaction) =>
            armTimers(transaction, [{ kind: "test", key: "k", dueAt: later, payload: {} }]),
          );
          await new Promise((resolve) => {
            setTimeout(resolve, 100);
          });
          throw new Error("k is refused");
        },
      ],
    ]);
    const onFailure = ({ key }: { readonly key: string }): unknown => failures.push(key);
    await sweepTimers({ store, handlers: failing, onFailure }, new Date(now.ms));
    expect(failures).toEqual(["k"]);
    await anew;
    const { rows } = await store.pool.query("select due_at, attempts from timer");
    expect(rows).toEqual([{ due_at: later, attempts: 0 }]);
  });

  test("DESIGN 10: 2,000 that are due at once fire once each, with two servers sweeping", async () => {
    const other = engine.name === "postgres" ? await openStore(config) : store;
    await arm(
      Array.from({ length: 2_000 }, (_, at) => `k${at}`),
      -1,
    );
    const started = performance.now();
    const sweepers = [run(store), run(other)];
    try {
      await until(async () => (await left()) === 0);
      process.stdout.write(`2000 timers (${engine.name}), ms: ${Math.round(performance.now() - started)}\n`);
    } finally {
      for (const sweeper of sweepers) await sweeper.stop();
      if (other !== store) await other.close();
    }
    const keys = await fired();
    expect(keys).toHaveLength(2_000);
    expect(new Set(keys).size).toBe(2_000);
    expect(failures).toEqual([]);
  });

  test("exist with the transaction that armed them, can be moved and cancelled, and wait for their time", async () => {
    await expect(
      store.transaction(async (transaction) => {
        await armTimers(transaction, [{ kind: "test", key: "lost", dueAt: new Date(0), payload: { n: 0 } }]);
        throw new Error("rolled back");
      }),
    ).rejects.toThrow("rolled back");
    await arm(["early", "cancelled", "moved"], 1_000);
    await arm(["moved"], 60_000);
    await arm(["of another server"], -1, "unknown");
    await store.transaction((transaction) => cancelTimers(transaction, [{ kind: "test", key: "cancelled" }]));
    const sweeper = run(store);
    try {
      await new Promise((resolve) => {
        setTimeout(resolve, 100);
      });
      expect(await fired()).toEqual([]);
      now.ms += 2_000;
      await until(async () => (await fired()).length === 1);
      expect(await fired()).toEqual(["early 0"]);
      now.ms += 60_000;
      await until(async () => (await fired()).length === 2);
      expect(await fired()).toEqual(["early 0", "moved 0"]);
      expect(await left()).toBe(1);
    } finally {
      await sweeper.stop();
    }
  });

  test("one that fails is tried again and given up in the end, and holds up no other", async () => {
    await arm(["a", "bad", "c"], -1);
    const sweeper = run(store, (key) => key === "bad");
    try {
      await until(async () => (await fired()).length === 2);
      for (let tries = 1; tries < 10; tries += 1) {
        await until(() => failures.length === tries);
        now.ms += 1_000_000;
      }
      await until(() => failures.length === 10);
    } finally {
      await sweeper.stop();
    }
    expect(await fired()).toEqual(["a 0", "c 2"]);
    expect(failures.map((line) => line.endsWith("true"))).toEqual([...Array(9).fill(false), true]);
    const { rows } = await store.pool.query("select key, state, attempts, failure from timer");
    expect(rows).toEqual([{ key: "bad", state: "failed", attempts: 10, failure: "Error: bad is refused" }]);
  });
});
