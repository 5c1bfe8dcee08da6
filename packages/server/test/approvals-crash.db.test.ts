import { afterEach, expect, test } from "vitest";
import { openStore, type ServerConfig } from "../src/index.ts";
import { approvalRequest } from "./support/approvals.ts";
import { type ChildServer, startChildServer } from "./support/child-server.ts";
import { describeEngines } from "./support/engines.ts";
import { at, sourceOf, type TestSource } from "./support/test-server.ts";
import { until } from "./support/until.ts";

const count = 120;
const closing = 90;

/** Lets time pass for the requests, while no server runs. */
const pass = async (config: ServerConfig): Promise<void> => {
  const store = await openStore(config);
  try {
    // The first ones have expired, of the others only the reminders are due.
    await store.pool.query(
      `update approval set deadline = now() - interval '1 second' where decision like 'd%' and substr(decision, 2)::int < $1`,
      [closing],
    );
    await store.pool
      .query(`update timer set due_at = now() - interval '1 second' where kind = 'approval.remind'
      or key in (select id from approval where deadline < now())`);
  } finally {
    await store.close();
  }
};
const numberOf = async (server: ChildServer, source: TestSource, type: string): Promise<number> => {
  const path = `/ops/events?source=${source.id}&type=precheck.approval.${type}&about=all&limit=500`;
  const events = at((await server.ops("GET", path)).body, "events");
  return Array.isArray(events) ? events.length : -1;
};

describeEngines("PC-7, OP-6: kill -9 under open requests for a second approver", (engine) => {
  const started: ChildServer[] = [];
  const start = async (config: ServerConfig): Promise<ChildServer> => {
    const server = await startChildServer(config);
    started.push(server);
    return server;
  };
  const killAll = async (): Promise<void> => {
    for (const server of started.splice(0)) await server.kill();
  };
  afterEach(killAll);

  test("nothing is lost, nothing fires twice, on one server or two", { timeout: 90_000 }, async () => {
    const config = await engine.newConfig();
    let server = await start(config);
    let source = await server.addSource("purchasing");
    const again = async (between?: () => Promise<void>): Promise<void> => {
      await killAll();
      await between?.();
      server = await start(config);
      // On a database of its own a second server takes part.
      if (engine.name === "postgres") await start(config);
      source = sourceOf(server.url, source.id, source.key);
    };
    for (let from = 0; from < count; from += 20) {
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          source.post("/v1/approvals", approvalRequest({ decisionId: `d${from + n}` })),
        ),
      );
      expect(answers.every(({ status }) => status === 201)).toBe(true);
    }
    // With timers armed or not, as it comes.
    await again();
    expect(await numberOf(server, source, "requested")).toBe(count);
    const first = await source.get("/v1/approvals?decisionId=d0");
    const id = String(at(first.body, "id"));
    const answer = { personId: "p-one", agree: true };
    expect((await source.post(`/v1/approvals/${id}/decide`, answer)).body).toMatchObject({ state: "agreed" });
    await server.scored();
    await again(() => pass(config));
    await until(async () => (await numberOf(server, source, "expired")) > 0);
    // In the middle of their expiry.
    await again();
    await until(async () => (await numberOf(server, source, "expired")) >= closing - 1);
    await until(async () => (await numberOf(server, source, "reminded")) >= count - closing);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await numberOf(server, source, "expired")).toBe(closing - 1);
    expect(await numberOf(server, source, "reminded")).toBe(count - closing);
    expect((await source.get("/v1/approvals?decisionId=d0")).body).toMatchObject({ state: "agreed" });
    const open = at((await server.ops("GET", "/ops/approvals?state=open&limit=500")).body, "approvals");
    expect(open).toHaveLength(count - closing);
  });
});
