import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describePostgres } from "./support/engines.ts";
import { award } from "./support/events.ts";
import { followBundles } from "./support/bundle-events.ts";
import { streamWriter } from "./support/stream-writer.ts";
import { at, request, startTestServer, type TestServer } from "./support/test-server.ts";
import { until } from "./support/until.ts";

const binding = (source: string, action: string): object => ({
  bindings: [{ id: "short-period", rule: "PROC-TND-001", source, action }],
});

const release = async (server: Pick<TestServer, "ops">, source: string, action: string): Promise<number> => {
  const put = await server.ops("PUT", `/ops/sources/${source}/bindings`, binding(source, action));
  expect(put.status).toBe(200);
  return Number(at(put.body, "bundleVersion"));
};

describePostgres("push", (engine) => {
  let server: TestServer;
  let now = 0;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    server = await startTestServer(await engine.newConfig(), { clock: () => Date.now() + now });
  });
  afterAll(() => server?.close());

  test("RU-6: a connected client hears of the bundle in force at once and of every release, with its hash", async () => {
    const source = await server.addSource();
    const client = await followBundles(server.url, source.key);
    expect(client.status).toBe(200);
    expect(client.headers.get("content-type")).toContain("text/event-stream");
    expect(client.headers.get("cache-control")).toBe("no-cache");
    expect(client.headers.get("x-accel-buffering")).toBe("no");
    await until(() => client.messages.length === 1);
    const version = await release(server, source.id, "warn");
    const released = performance.now();
    const told = await until(() => client.messages.find((one) => one.version === version));
    expect(told.atMs - released).toBeLessThan(2_000);
    const { headers } = await source.get("/v1/bundle");
    expect(headers.get("etag")).toBe(`"${told.hash}"`);
    expect(told.id).toBe(told.hash);
    await release(server, source.id, "block");
    await until(() => client.messages.length === 3);
    expect(client.messages.map((one) => one.version)).toEqual([1, 2, 3]);
    client.close();
  });

  test("RU-6: every answer to events names the bundle in force", async () => {
    const source = await server.addSource();
    const version = await release(server, source.id, "warn");
    const { body } = await source.send([award(source.id)]);
    const { headers } = await source.get("/v1/bundle");
    expect(at(body, "bundle")).toEqual({ version, hash: headers.get("etag")?.replaceAll('"', "") });
  });

  test("SE-1: the stream ends when its key stops working, and is not opened without one", async () => {
    const source = await server.addSource();
    const client = await followBundles(server.url, source.key);
    await until(() => client.messages.length === 1);
    await server.ops("POST", `/ops/sources/${source.id}/revoke`);
    await until(() => client.ended());
    expect((await followBundles(server.url, source.key)).status).toBe(401);
  });

  test("SE-4: a source has a bounded number of streams; the next one is told to come back", async () => {
    const source = await server.addSource();
    const clients = await Promise.all(
      Array.from({ length: 500 }, () => followBundles(server.url, source.key)),
    );
    const refused = await followBundles(server.url, source.key);
    expect(refused.status).toBe(503);
    await until(() => refused.text().includes("PROBITY_E_OVERLOADED"));
    // They hold no place among the running requests; what is no route has none either.
    expect((await request(`${server.url}/nothing`)).status).toBe(404);
    expect((await source.send([award(source.id)])).status).toBe(200);
    for (const client of clients) client.close();
    await until(async () => {
      const again = await followBundles(server.url, source.key);
      again.close();
      return again.status === 200;
    });
  });

  test("RU-6: the latest heartbeat tells what a writer runs, in whatever order they come and whatever clock they had", async () => {
    const source = await server.addSource();
    const writer = streamWriter(source);
    const beat = async (bundleHash: string, ms: number): Promise<void> => {
      await writer.send({
        ...award(source.id),
        type: "source.heartbeat.sent",
        time: new Date(Date.now() + now + ms).toISOString(),
        data: { heartbeat: { stream: writer.src, lastSequence: 1, intervalSeconds: 60, bundleHash } },
      });
      await server.scored();
    };
    await beat("a".repeat(64), 365 * 86_400_000);
    now += 60_000;
    await beat("b".repeat(64), 0);
    await beat("c".repeat(64), -50_000);
    const { body } = await server.ops("GET", `/ops/bundles?source=${source.id}`);
    const stream = at(body, "bundles", 0, "streams", 0);
    expect(at(stream, "bundleHash")).toBe("b".repeat(64));
    expect(Date.parse(String(at(stream, "heardAt")))).toBeLessThanOrEqual(Date.now() + now);
  });

  test("RU-6: heartbeats tell who runs what, since when and how far behind", async () => {
    const source = await server.addSource();
    const { headers } = await source.get("/v1/bundle");
    const hash = headers.get("etag")?.replaceAll('"', "") ?? "";
    const writer = streamWriter(source);
    const beat = async (bundleHash: string): Promise<void> => {
      await writer.send({
        ...award(source.id),
        type: "source.heartbeat.sent",
        time: new Date(Date.now() + now).toISOString(),
        data: { heartbeat: { stream: writer.src, lastSequence: 1, intervalSeconds: 60, bundleHash } },
      });
      await server.scored();
    };
    await beat(hash);
    await release(server, source.id, "warn");
    now += 60_000;
    await beat(hash);
    const list = await server.ops("GET", `/ops/bundles?source=${source.id}`);
    const stream = at(list.body, "bundles", 0, "streams", 0);
    expect(at(list.body, "bundles", 0)).toMatchObject({ source: source.id, version: 2 });
    expect(stream).toMatchObject({ stream: writer.src, bundleHash: hash, bundleVersion: 1, behind: 1 });
    const heard = Date.parse(String(at(stream, "heardAt")));
    expect(heard - Date.parse(String(at(stream, "since")))).toBeGreaterThanOrEqual(60_000);
    await beat("0".repeat(64));
    const later = await server.ops("GET", `/ops/bundles?source=${source.id}`);
    expect(at(later.body, "bundles", 0, "streams", 0)).toMatchObject({ bundleVersion: null, behind: null });
    const shown = await server.ops("GET", `/ops/bundles/${source.id}?version=2`);
    expect(shown.body).toMatchObject({
      version: 2,
      bindings: expect.arrayContaining([expect.objectContaining({ id: "short-period", action: "warn" })]),
    });
  });
});

describePostgres("push at the end", (engine) => {
  test("OP-6: a server stops at once although clients are connected, and they see the end", async () => {
    const server = await startTestServer(await engine.newConfig());
    const source = await server.addSource();
    const client = await followBundles(server.url, source.key);
    await until(() => client.messages.length === 1);
    const started = performance.now();
    await server.close();
    expect(performance.now() - started).toBeLessThan(5_000);
    await until(() => client.ended());
  });
});

describePostgres("push of another server", (engine) => {
  describe("RU-6, OP-4: two servers on one database", () => {
    test("a release by the one reaches the clients of the other in under two seconds", async () => {
      const config = await engine.newConfig();
      const first = await startTestServer(config);
      const second = await startTestServer(config);
      try {
        const source = await first.addSource();
        const client = await followBundles(second.url, source.key);
        await until(() => client.messages.length === 1);
        const version = await release(first, source.id, "warn");
        const released = performance.now();
        const told = await until(() => client.messages.find((one) => one.version === version));
        expect(told.atMs - released).toBeLessThan(2_000);
        client.close();
      } finally {
        await second.close();
        await first.close();
      }
    });
  });
});
