import type { JsonObject } from "@probity/contracts";
import { afterEach, expect, test } from "vitest";
import { openStore, type ServerConfig } from "../src/index.ts";
import { type ChildServer, startChildServer } from "./support/child-server.ts";
import { describeEngines } from "./support/engines.ts";
import { eventsOf } from "./support/events-of.ts";
import { closedEvent, openedEvent } from "./support/prechecks.ts";
import { loggedOf } from "./support/streams.ts";
import { at, sourceOf, type TestSource } from "./support/test-server.ts";
import { until } from "./support/until.ts";

const count = 300;

const inState = async (
  server: ChildServer,
  source: TestSource,
  state: string,
): Promise<readonly unknown[]> => {
  const path = `/ops/prechecks?source=${source.id}&state=${state}&limit=500`;
  const found = at((await server.ops("GET", path)).body, "prechecks");
  return Array.isArray(found) ? found : [];
};
/** The timers of holds that are left, over the bare database. */
async function timersOf(config: ServerConfig): Promise<readonly unknown[]> {
  const store = await openStore(config);
  try {
    return (await store.pool.query("select kind, key, state from timer where kind like 'precheck.%'")).rows;
  } finally {
    await store.close();
  }
}

const sendAll = async (source: TestSource, events: readonly object[]): Promise<void> => {
  for (let from = 0; from < events.length; from += 100)
    expect((await source.send(events.slice(from, from + 100))).status).toBe(200);
};

describeEngines("PC-4, OP-6: kill -9 under open holds", (engine) => {
  const started: ChildServer[] = [];
  const start = async (config: ServerConfig): Promise<ChildServer> => {
    const server = await startChildServer(config);
    started.push(server);
    return server;
  };
  afterEach(async () => {
    for (const server of started.splice(0)) await server.kill();
  });

  test("no hold leaks, no timer is lost, and each expires once", async () => {
    const config = { ...(await engine.newConfig()), precheckGraceSeconds: 1 };
    let server = await start(config);
    let source = await server.addSource("purchasing");
    const again = async (): Promise<void> => {
      await server.kill();
      server = await start(config);
      source = sourceOf(server.url, source.id, source.key);
    };
    const time = new Date().toISOString();
    const ids = Array.from({ length: count }, (_, n) => `h${n}`);
    const closed = ids.slice(0, 60);
    const precheckOf = (n: number): JsonObject => {
      // Those that are closed after the restart must not have expired by then, however slow the machine.
      const expiresAt = new Date(Date.now() + (n < closed.length ? 3_600_000 : 500)).toISOString();
      return { outcome: "warn", findings: [], expiresAt };
    };
    await sendAll(
      source,
      ids.map((id, n) => openedEvent(source.id, { id, time, precheck: precheckOf(n) })),
    );
    // With timers armed or not, as it comes.
    await again();
    await sendAll(
      source,
      closed.map((id, n) => closedEvent(source.id, id, n % 2 === 0 ? "committed" : "aborted")),
    );
    await server.scored();
    await until(async () => (await inState(server, source, "expired")).length > 0);
    // In the middle of their expiry; on a database of its own a second server takes part.
    await again();
    if (engine.name === "postgres") await start(config);

    await until(async () => (await inState(server, source, "expired")).length === count - closed.length);
    await server.scored();
    expect(await inState(server, source, "open")).toEqual([]);
    expect(await inState(server, source, "committed")).toHaveLength(30);
    expect(await inState(server, source, "aborted")).toHaveLength(30);
    const alerts = at((await server.ops("GET", "/ops/alerts?rule=PRE-OPN-001&limit=500")).body, "alerts");
    expect(alerts).toHaveLength(count - closed.length);
    expect(Array.isArray(alerts) && alerts.every((one) => at(one, "count") === 1)).toBe(true);
    expect(await loggedOf(server, `${source.id}/~server`)).toBe(2 * count);
    expect((await eventsOf(server, source.id, "precheck.act.flagged")).length).toBe(0);
    for (const each of started.splice(0)) await each.stop();
    expect(await timersOf(config)).toEqual([]);
  });
});
