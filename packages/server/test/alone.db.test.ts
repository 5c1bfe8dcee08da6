import { Client } from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import { createSole, openStore, type SoleWork, type Statement } from "../src/store/index.ts";
import {
  type Answered,
  askToPay,
  bindBudget,
  budgetModel,
  budgetRule,
  paid,
} from "./support/budget-model.ts";
import { describeEngines, describePostgres, type Engine } from "./support/engines.ts";
import { sourceOf, startTestServer, type TestServer, type TestSource } from "./support/test-server.ts";
import { until } from "./support/until.ts";

/** Sessions that have the lock of somebody who works alone. */
const holders = `select pid from pg_locks where locktype = 'advisory' and mode = 'ExclusiveLock' and granted
  and (classid::bigint << 32 | objid::bigint) = 7213655092048471101
  and database = (select oid from pg_database where datname = current_database())`;

const openClient = async (url: string | undefined): Promise<Client> => {
  const client = new Client(url);
  await client.connect();
  onTestFinished(() => client.end());
  return client;
};

const isAlone = async (client: Client): Promise<boolean> => ((await client.query(holders)).rowCount ?? 0) > 0;

interface Opened {
  readonly source: TestSource;
  readonly first: TestServer;
  readonly client: Client;
  readonly open: () => Promise<{ readonly server: TestServer; readonly source: TestSource }>;
}

async function start(engine: Engine, folder: string): Promise<Opened> {
  const config = { ...(await engine.newConfig()), devModels: [folder] };
  const first = await startTestServer(config);
  onTestFinished(() => first.close());
  const source = await first.addSource();
  await bindBudget(first, source, { [budgetRule]: {} });
  const open = async (): ReturnType<Opened["open"]> => {
    const server = await startTestServer(config);
    onTestFinished(() => server.close());
    return { server, source: sourceOf(server.url, source.id, source.key) };
  };
  return { source, first, client: await openClient(config.databaseUrl), open };
}

describePostgres("PC-9: a server that is alone judges from memory", (engine) => {
  const folder = budgetModel();

  test("another one that comes is let in at once, and each sees what the other lets through", async () => {
    const { source, client, open } = await start(engine, folder);
    expect((await askToPay(source, "a", 60)).outcome).toBe("allow");
    await until(() => isAlone(client));
    expect((await askToPay(source, "a", 41)).outcome).toBe("block");
    const second = await open();
    const began = performance.now();
    const crossing = await askToPay(second.source, "a", 41);
    expect(crossing).toMatchObject({ outcome: "block", degraded: false });
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(await isAlone(client)).toBe(false);
    expect((await askToPay(second.source, "a", 30)).outcome).toBe("allow");
    expect((await askToPay(source, "a", 11)).outcome).toBe("block");
    expect((await askToPay(source, "a", 10)).outcome).toBe("allow");
  });

  test("acts that another server scores, and what it erases, are seen", async () => {
    const { source, first, client, open } = await start(engine, folder);
    expect((await askToPay(source, "b", 10)).outcome).toBe("allow");
    await until(() => isAlone(client));
    const second = await open();
    for (let round = 0; round < 4; round += 1) {
      const asked = await askToPay(source, "c", 25);
      // 25 are held or done by each: the fourth fills the line.
      expect(asked.outcome, `round ${round}`).toBe("allow");
      await second.source.send([paid(source.id, asked.data, asked)]);
      await second.server.scored();
    }
    expect((await askToPay(source, "c", 1)).outcome).toBe("block");
    const { rows } = await client.query<{ id: string }>(
      'select id from event where body like \'%"budgetId":"c"%\' limit 1',
    );
    const erased = await second.server.ops("POST", "/ops/erase", {
      source: source.id,
      eventId: rows[0]?.id,
      basis: "a test",
      by: "somebody",
    });
    expect(erased.status).toBeLessThan(300);
    expect((await askToPay(source, "c", 25)).outcome).toBe("allow");
    await first.scored();
  });

  test("PC-4: what others let through before the place is had again is seen, whatever is in memory", async () => {
    const { source, client, open } = await start(engine, folder);
    expect((await askToPay(source, "d", 60)).outcome).toBe("allow");
    await until(() => isAlone(client));
    const second = await open();
    const lose = async (): Promise<void> => {
      await client.query(`select pg_terminate_backend(pid) from (${holders}) h`);
      await until(async () => !(await isAlone(client)));
    };
    await lose();
    expect((await askToPay(second.source, "d", 30)).outcome).toBe("allow");
    await until(() => isAlone(client));
    await lose();
    expect((await askToPay(source, "d", 20)).outcome).toBe("block");
  });

  test("whoever loses the connection with its lock lets nothing through twice", async () => {
    const { source, client } = await start(engine, folder);
    const through: Answered[] = [];
    const ask = async (line: string, amount: number): Promise<void> => {
      const asked = await askToPay(source, line, amount, { deadlineMs: 10_000 });
      if (asked.outcome !== "block" && !asked.degraded) through.push(asked);
    };
    await ask("warm", 1);
    await until(() => isAlone(client));
    let killed = 0;
    const kill = async (): Promise<void> => {
      for (let round = 0; round < 10; round += 1) {
        const { rowCount } = await client.query(`select pg_terminate_backend(pid) from (${holders}) h`);
        killed += rowCount ?? 0;
        await new Promise((resolve) => {
          setTimeout(resolve, 30);
        });
      }
    };
    const lines = ["l-1", "l-2", "l-3"];
    const asking = Array.from({ length: 120 }, async (_, index) => {
      await new Promise((resolve) => {
        setTimeout(resolve, index * 3);
      });
      await ask(lines[index % lines.length] ?? "", 9);
    });
    await Promise.all([kill(), ...asking]);
    expect(killed).toBeGreaterThan(0);
    for (const line of lines) {
      const sum = through.filter(({ data }) => JSON.stringify(data).includes(`"${line}"`)).length * 9;
      expect(sum).toBeLessThanOrEqual(100);
      expect((await askToPay(source, line, 101 - sum)).outcome).toBe("block");
    }
  });
});

describePostgres("PC-9: one place for one server", (engine) => {
  describe("whoever holds it", () => {
    test("has it until somebody asks, and not again for a while", async () => {
      const config = await engine.newConfig();
      const [one, other] = [await openStore(config), await openStore(config)];
      onTestFinished(async () => {
        await one.close();
        await other.close();
      });
      const [first, second] = [createSole(one), createSole(other)];
      const ran: string[] = [];
      const note =
        (name: string): SoleWork =>
        (_run, isAnew) => {
          ran.push(`${name}${isAnew ? ", anew" : ""}`);
          return Promise.resolve();
        };
      expect(await first.tryRun(1_000, note("first"))).toBe(true);
      expect(await first.tryRun(1_000, note("first"))).toBe(true);
      expect(await second.tryRun(1_000, note("second"))).toBe(false);
      expect(second.isLikely).toBe(false);
      first.leave();
      expect(await first.tryRun(1_000, note("first again"))).toBe(false);
      expect(ran).toEqual(["first, anew", "first"]);
      await first.close();
      await second.close();
    });

    test("waits for a lock no longer than its callers do", async () => {
      const config = await engine.newConfig();
      const store = await openStore(config);
      onTestFinished(() => store.close());
      const client = await openClient(config.databaseUrl);
      await client.query("begin; lock table window_hold");
      const sole = createSole(store);
      const look: Statement = { name: "look", text: "select 1 from window_hold" };
      const began = performance.now();
      await expect(
        sole.tryRun(50, async ({ run }) => {
          await run(look, []);
        }),
      ).rejects.toMatchObject({ code: "57014" });
      expect(performance.now() - began).toBeLessThan(2_500);
      await client.query("rollback");
      await sole.close();
    });

    test("does not ask a database that is away again and again", async () => {
      const store = await openStore(await engine.newConfig());
      const sole = createSole(store);
      await store.close();
      expect(sole.isLikely).toBe(true);
      await expect(sole.tryRun(1_000, () => Promise.resolve())).rejects.toThrow("after calling end");
      expect(sole.isLikely).toBe(false);
    });
  });
});

describeEngines("PC-9: the place of a server that works alone", (engine) => {
  test("is left when it is to be, and begins anew afterwards", async () => {
    const store = await openStore(await engine.newConfig());
    onTestFinished(() => store.close());
    const sole = createSole(store);
    expect(await sole.tryRun(1_000, () => Promise.resolve())).toBe(true);
    sole.leave();
    expect(sole.isLikely).toBe(false);
    expect(await sole.tryRun(1_000, () => Promise.reject(new Error("it was left")))).toBe(false);
    await sole.close();
  });
});
