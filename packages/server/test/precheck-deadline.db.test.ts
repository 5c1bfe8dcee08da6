import { Client } from "pg";
import { expect, onTestFinished, test } from "vitest";
import {
  askToPay,
  bindBudget,
  budgetModel,
  budgetRule,
  largeRule,
  payFrom,
  payment,
} from "./support/budget-model.ts";
import { describePostgres } from "./support/engines.ts";
import { startTestServer, type TestServer, type TestSource } from "./support/test-server.ts";
import { until } from "./support/until.ts";

describePostgres("PC-1: a pre-check answers in time, whatever the database does", (engine) => {
  const folder = budgetModel();
  /** A server, and somebody else who keeps holds from being written. */
  const open = async (
    more: object = {},
  ): Promise<{
    server: TestServer;
    source: TestSource;
    client: Client;
    stall: () => Promise<() => Promise<void>>;
  }> => {
    const config = { ...(await engine.newConfig()), devModels: [folder], ...more };
    const server = await startTestServer(config);
    onTestFinished(() => server.close());
    const source = await server.addSource();
    await bindBudget(server, source, { [budgetRule]: { onUnavailable: "justify" }, [largeRule]: {} });
    const client = new Client(config.databaseUrl);
    await client.connect();
    onTestFinished(() => client.end());
    const stall = async (): Promise<() => Promise<void>> => {
      await client.query("begin");
      await client.query("lock table window_hold in access exclusive mode");
      return async () => void (await client.query("rollback"));
    };
    return { server, source, client, stall };
  };

  test("rules whose windows cannot be read are not checked, all others are; the draft is held afterwards", async () => {
    const { source, stall } = await open();
    expect((await askToPay(source, "b", 1)).outcome).toBe("allow");
    const go = await stall();
    const began = performance.now();
    const [small, large] = await Promise.all([
      askToPay(source, "b", 60, { deadlineMs: 500 }),
      askToPay(source, "c", 2_000, { deadlineMs: 500 }),
    ]);
    expect(performance.now() - began).toBeLessThan(2_000);
    const reasons = ["PROBITY_E_RULE_UNAVAILABLE", "PROBITY_E_DEADLINE"];
    expect(small).toMatchObject({ outcome: "justify", degraded: true, reasons });
    expect(large).toMatchObject({ outcome: "block", degraded: true, reasons });
    await go();
    let last: string | undefined;
    await until(async () => {
      // Each takes the place of the one before: of themselves they never fill the line.
      const probe = await askToPay(source, "b", 41, last === undefined ? {} : { replaces: last });
      last = probe.id;
      return probe.outcome === "block";
    });
    // What was blocked holds nothing.
    expect((await askToPay(source, "c", 100)).outcome).toBe("allow");
  });

  // The lock that whoever judges alone has to have.
  const notAlone = "select pg_advisory_lock_shared(7213655092048471101)";
  test.each([
    ["by a server that is alone", "select 1"],
    ["by one of several", notAlone],
  ])(
    "PC-4: a draft that was let through for want of time, although it would have been blocked, is held %s",
    async (_by, before) => {
      const { source, stall, client } = await open();
      await client.query(before);
      expect((await askToPay(source, "b", 60)).outcome).toBe("allow");
      const go = await stall();
      // Its turn is over soon after its answer, and not cancelled by then.
      const late = await askToPay(source, "b", 41, { deadlineMs: 700 });
      expect(late).toMatchObject({ outcome: "justify", degraded: true });
      await go();
      let last: string | undefined;
      await until(async () => {
        // Each takes the place of the one before. Without the late one there is room for it.
        const probe = await askToPay(source, "b", 30, last === undefined ? {} : { replaces: last });
        last = probe.id;
        return probe.outcome === "block";
      });
    },
  );

  test("more than can wait are told to come back", async () => {
    const { server, source, stall } = await open({ maxConcurrentRequests: 12 });
    expect((await askToPay(source, "b", 1)).outcome).toBe("allow");
    const go = await stall();
    const asked = Array.from({ length: 11 }, async () => {
      const { status, headers, body } = await source.post("/v1/precheck", {
        type: payment,
        data: payFrom("b", 1),
        deadlineMs: 3_000,
      });
      return { status, retryAfter: headers.get("retry-after"), body };
    });
    const answers = await Promise.all(asked);
    await go();
    const refused = answers.filter(({ status }) => status === 503);
    expect(refused.length).toBeGreaterThanOrEqual(3);
    expect(refused[0]).toMatchObject({ retryAfter: "2", body: { code: "PROBITY_E_OVERLOADED" } });
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(4);
    expect((await server.ops("GET", "/ops/stats")).status).toBe(200);
  });
});
