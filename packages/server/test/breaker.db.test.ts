import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isLongRun } from "../../../scripts/long-tests.ts";
import { openStore, type ServerConfig } from "../src/index.ts";
import { startChildServer } from "./support/child-server.ts";
import { describeEngines, describePostgres } from "./support/engines.ts";
import { award, tender } from "./support/events.ts";
import { eventsOf } from "./support/events-of.ts";
import { followBundles } from "./support/bundle-events.ts";
import { openedEvent } from "./support/prechecks.ts";
import {
  type Answer,
  at,
  sourceOf,
  startTestServer,
  type TestPerson,
  type TestServer,
  type TestSource,
} from "./support/test-server.ts";
import { until } from "./support/until.ts";

const blocking = (source: string, more: object = {}): object => ({
  bindings: [{ id: "short-period", rule: "PROC-TND-001", source, action: "block", ...more }],
});

type Ops = Pick<TestServer, "ops">;

const blockingSource = async (
  server: Pick<TestServer, "ops" | "addSource">,
  more: object = {},
): Promise<TestSource> => {
  const source = await server.addSource();
  const put = await server.ops("PUT", `/ops/sources/${source.id}/bindings`, blocking(source.id, more));
  expect(put.status, JSON.stringify(put.body)).toBe(200);
  return source;
};

const bindingOf = async (source: TestSource): Promise<unknown> => {
  const { body } = await source.get("/v1/bundle");
  const bundle: unknown = JSON.parse(Buffer.from(String(at(body, "payload")), "base64").toString());
  const bindings = at(bundle, "bindings");
  return Array.isArray(bindings) ? bindings.find((one) => at(one, "id") === "short-period") : undefined;
};

const openBreakers = async (server: Ops, source: string): Promise<readonly unknown[]> => {
  const { body } = await server.ops("GET", `/ops/breakers?source=${source}`);
  const breakers = at(body, "breakers");
  return Array.isArray(breakers) ? breakers : [];
};

const opened = (source: string, count: number, over = {}): object[] =>
  Array.from({ length: count }, () => openedEvent(source, over));

const draft = (source: string, ocid: string): object => {
  const { type, data, time } = tender(source, ocid, 5);
  return { type, data, time };
};

describeEngines("circuit breaker", (engine) => {
  let server: TestServer;
  let person: TestPerson;
  let ahead = 0;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    server = await startTestServer(await engine.newConfig(), { clock: () => Date.now() + ahead });
    // One: of two, bindings are changed by one and approved by the other.
    person = await server.addPerson();
  });
  afterAll(() => server?.close());

  describe("PC-8: a binding that blocks more processes of a day than its budget", () => {
    test("asks for reasons instead: bundle, push, log and alert say so, once", async () => {
      const source = await blockingSource(server);
      const client = await followBundles(server.url, source.key);
      await source.send(opened(source.id, 5));
      await server.scored();
      expect(await openBreakers(server, source.id)).toEqual([]);
      await source.send(opened(source.id, 4));
      const [breaker] = await until(async () => {
        const found = await openBreakers(server, source.id);
        return found.length > 0 && found;
      });
      expect(breaker).toMatchObject({
        rule: "PROC-TND-001",
        binding: "short-period",
        decisionPoint: "procurement.tender.published",
        blocked: 9,
        checked: 9,
        budget: { share: 0.02, atLeast: 5 },
      });
      const told = await until(() => client.messages.find(({ version }) => version === 3));
      expect((await source.get("/v1/bundle")).headers.get("etag")).toBe(`"${told.hash}"`);
      expect(await bindingOf(source)).toMatchObject({
        action: "justify",
        onIndeterminate: "justify",
        breaker: { configured: "block" },
      });
      await until(async () => (await eventsOf(server, source.id, "rule.breaker.opened")).length === 1);
      await server.scored();
      expect(await eventsOf(server, source.id, "rule.breaker.opened")).toHaveLength(1);
      const alerts = await server.ops("GET", `/ops/alerts?source=${source.id}&rule=RUL-BRK-001`);
      expect(at(alerts.body, "alerts")).toMatchObject([
        { level: 2, class: "business", subject: "short-period", count: 1 },
      ]);
      expect(JSON.stringify(alerts.body)).toContain("blocked 9 of 9 processes");
      const heard = await person.ops("GET", "/console/notifications?kind=breaker.opened&lang=en");
      expect(at(heard.body, "notices")).toMatchObject([{ title: "The breaker of rule PROC-TND-001 opened" }]);
      client.close();
    });

    test("is not tripped by one process that tries again and again, by observed hits, nor by what is told days later", async () => {
      const source = await blockingSource(server);
      const old = new Date(Date.now() + ahead - 5 * 86_400_000).toISOString();
      await source.send([
        ...opened(source.id, 20, { subject: "ocds-same" }),
        ...opened(source.id, 20, {
          precheck: {
            outcome: "allow",
            findings: [
              { indicatorId: "PROC-TND-001", result: "hit", bindingId: "short-period", action: "observe" },
            ],
          },
        }),
        ...opened(source.id, 20, { time: old }),
      ]);
      await server.scored();
      expect(await openBreakers(server, source.id)).toEqual([]);
    });

    test("keeps within a budget of its own", async () => {
      const source = await blockingSource(server, { blockBudget: { share: 0.5, atLeast: 1 } });
      const clear = {
        indicatorId: "PROC-TND-001",
        result: "clear",
        bindingId: "short-period",
        action: "block",
      };
      const allowed = { precheck: { outcome: "allow", findings: [clear] } };
      await source.send([...opened(source.id, 4, allowed), ...opened(source.id, 4)]);
      await server.scored();
      expect(await openBreakers(server, source.id)).toEqual([]);
      await source.send(opened(source.id, 1));
      await until(async () => (await openBreakers(server, source.id)).length === 1);
    });

    test("counts what the server itself blocked, together with the SDKs, and its own answer is weaker then", async () => {
      const source = await blockingSource(server);
      await source.send(opened(source.id, 3));
      await server.scored();
      const ask = (): Promise<Answer> =>
        source.post("/v1/precheck", draft(source.id, `ocds-${randomUUID()}`));
      const first = await ask();
      expect(at(first.body, "outcome")).toBe("block");
      for (const answer of [await ask(), await ask()]) expect(at(answer.body, "outcome")).toBe("block");
      const [breaker] = await until(async () => {
        const found = await openBreakers(server, source.id);
        return found.length > 0 && found;
      });
      expect(breaker).toMatchObject({ blocked: 6, checked: 6 });
      await until(async () => at(await bindingOf(source), "action") === "justify");
      expect((await ask()).body).toMatchObject({
        outcome: "justify",
        degraded: true,
        degradedReasons: ["PROBITY_E_RULE_WEAKENED"],
      });
    });

    test("is found out although a draft names a process that cannot be stored", async () => {
      const source = await blockingSource(server);
      const long = randomUUID().repeat(2_000);
      const ask = (ocid: string, more: object = {}): Promise<Answer> =>
        source.post("/v1/precheck", { ...draft(source.id, ocid), ...more });
      for (const answer of [await ask(randomUUID(), { subject: "\ud800" }), await ask(long), await ask(long)])
        expect(at(answer.body, "outcome")).toBe("block");
      for (let count = 0; count < 4; count += 1)
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await ask(`ocds-${randomUUID()}`);
      const [breaker] = await until(async () => {
        const found = await openBreakers(server, source.id);
        return found.length > 0 && found;
      });
      expect(breaker).toMatchObject({ blocked: 6, checked: 6 });
    });

    test("blocks again once a person resets it with a reason; what was counted before does not count again", async () => {
      const source = await blockingSource(server);
      await source.send(opened(source.id, 6));
      const [breaker] = await until(async () => {
        const found = await openBreakers(server, source.id);
        return found.length > 0 && found;
      });
      const path = `/ops/breakers/${encodeURIComponent(String(at(breaker, "id")))}/reset`;
      expect((await server.ops("POST", path, { reason: "looked at" })).body).toMatchObject({
        code: "PROBITY_E_PERSON",
      });
      expect((await person.ops("POST", path, { reason: "" })).status).toBe(400);
      expect((await person.ops("POST", path, { reason: "parameters corrected" })).status).toBe(200);
      expect((await person.ops("POST", path, { reason: "again" })).body).toMatchObject({
        code: "PROBITY_E_BREAKER",
      });
      expect(at(await bindingOf(source), "action")).toBe("block");
      const before = new Date(Date.now() + ahead - 60_000).toISOString();
      await source.send(opened(source.id, 8, { time: before }));
      await source.send(opened(source.id, 5));
      await server.scored();
      expect(await openBreakers(server, source.id)).toEqual([]);
      await source.send(opened(source.id, 1));
      await until(async () => (await openBreakers(server, source.id)).length === 1);
      const [reset] = await eventsOf(server, source.id, "rule.breaker.reset");
      expect(JSON.stringify(reset)).toContain("parameters corrected");
    });
  });

  test("PC-8: the breaker of one SDK client raises the same alert, scope process", async () => {
    const source = await blockingSource(server);
    const breaker = {
      rule: "PROC-TND-001",
      binding: "short-period",
      decisionPoint: "procurement.tender.published",
      blocked: 6,
      checked: 6,
      scope: "process",
    };
    await source.send([{ ...award(source.id), type: "rule.breaker.opened", data: { breaker } }]);
    await server.scored();
    const { body } = await server.ops("GET", `/ops/alerts?source=${source.id}&rule=RUL-BRK-001`);
    expect(at(body, "alerts")).toHaveLength(1);
    expect(JSON.stringify(body)).toContain("one process");
    expect(await openBreakers(server, source.id)).toEqual([]);
  });
});

/** What became of the breakers of a database, and of the events that tell of them. */
async function leftBehind(
  config: ServerConfig,
): Promise<{ readonly breakers: number; readonly events: number; readonly waiting: number }> {
  const store = await openStore(config);
  try {
    const { rows } = await store.pool.query<{ breakers: number; events: number; waiting: number }>(
      `select (select count(*) from breaker) as breakers, (select count(*) from pending_event) as waiting,
        (select count(*) from event where type = 'rule.breaker.opened') as events`,
    );
    return rows[0] ?? { breakers: 0, events: 0, waiting: 0 };
  } finally {
    await store.close();
  }
}

/** Milliseconds between what trips a breaker and the kill: of the two in the suite, the second is another one in each run. */
const delays: readonly number[] = isLongRun ? [0, 15, 40, 90] : [0, 5 + Math.floor(Math.random() * 90)];

describeEngines("circuit breaker and kill -9", (engine) => {
  test("OP-6, PC-8: killed around a trip, no breaker is lost and none is told twice", async () => {
    const config = await engine.newConfig();
    for (const delayMs of delays) {
      // oxlint-disable no-await-in-loop -- one life after the other
      const killed = await startChildServer(config);
      const source = await blockingSource(killed);
      const send = source.send(opened(source.id, 9));
      await send;
      await new Promise((resolve) => {
        setTimeout(resolve, delayMs);
      });
      await killed.kill();
      const again = await startTestServer(config);
      const after = sourceOf(again.url, source.id, source.key);
      await until(async () => (await openBreakers(again, source.id)).length === 1);
      await until(async () => at(await bindingOf(after), "action") === "justify");
      await until(async () => (await eventsOf(again, source.id, "rule.breaker.opened")).length === 1);
      await again.scored();
      const { body } = await again.ops("GET", `/ops/alerts?source=${source.id}&rule=RUL-BRK-001`);
      expect(at(body, "alerts")).toMatchObject([{ count: 1 }]);
      await again.close();
      // oxlint-enable no-await-in-loop
    }
    const all = delays.length;
    expect(await leftBehind(config), `killed after ${delays.join()} ms`).toEqual({
      breakers: all,
      events: all,
      waiting: 0,
    });
  });
});

describePostgres("circuit breaker of two servers", (engine) => {
  test("OP-4, PC-8: two servers count together, one breaker opens, and both weaken their own answers", async () => {
    const config = await engine.newConfig();
    const first = await startTestServer(config);
    const second = await startTestServer(config);
    try {
      const source = await blockingSource(first);
      const there = sourceOf(second.url, source.id, source.key);
      // A server takes up to a second to see the release of another one.
      await until(async () => at(await bindingOf(there), "action") === "block");
      const asks = Array.from({ length: 5 }, () => [source, there]).flat();
      await Promise.all(asks.map((by) => by.post("/v1/precheck", draft(source.id, `ocds-${randomUUID()}`))));
      await until(async () => (await openBreakers(first, source.id)).length === 1);
      for (const by of [source, there]) {
        // oxlint-disable-next-line no-await-in-loop
        await until(async () => {
          const { body } = await by.post("/v1/precheck", draft(source.id, `ocds-${randomUUID()}`));
          return at(body, "outcome") === "justify";
        });
      }
      await until(async () => (await eventsOf(first, source.id, "rule.breaker.opened")).length === 1);
    } finally {
      await second.close();
      await first.close();
    }
    expect(await leftBehind(config)).toMatchObject({ breakers: 1, events: 1, waiting: 0 });
  });
});
