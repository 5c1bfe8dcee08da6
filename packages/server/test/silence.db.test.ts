import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ServerConfig } from "../src/index.ts";
import { describeEngines } from "./support/engines.ts";
import { award } from "./support/events.ts";
import { streamWriter } from "./support/stream-writer.ts";
import { at, sourceOf, startTestServer, type TestServer } from "./support/test-server.ts";

const start = Date.UTC(2026, 5, 1);

/** A clock that is moved by hand, in steps that a listening server cannot mistake for a suspension. */
const time = { now: start };
const clock = (): number => time.now;
const pass = async (server: TestServer, seconds: number): Promise<void> => {
  for (let left = seconds; left > 0; left -= 20) {
    time.now += Math.min(left, 20) * 1000;
    await looked(server);
  }
};

/** Waits until the server has looked for silence at the present time: a stream of its own that is due shows it. */
async function looked(server: TestServer): Promise<void> {
  // Looks follow each other every few milliseconds; two requests take longer than one look.
  for (let n = 0; n < 2; n++) {
    await server.ops("GET", "/ops/stats");
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

const eventsOf = async (server: TestServer, source: string, type: string): Promise<readonly unknown[]> => {
  const { body } = await server.ops("GET", `/ops/events?source=${source}&type=${type}`);
  const events = at(body, "events");
  return Array.isArray(events) ? events : [];
};

const stateOf = async (server: TestServer, src: string): Promise<unknown> =>
  at((await server.ops("GET", `/ops/streams/${encodeURIComponent(src)}`)).body, "state");

const until = async (check: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; !(await check()); tries++) {
    if (tries > 400) throw new Error("it never happened");
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};

describeEngines("silence", (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    server = await startTestServer(await engine.newConfig(), { clock, silenceCheckMs: 15 });
  });
  afterAll(() => server?.close());

  describe("LO-6: a stream that announced heartbeats", () => {
    test("and falls silent is told once, with what was known, and raises an alert", async () => {
      const source = await server.addSource();
      const writer = streamWriter(source);
      await writer.send(award(source.id));
      expect((await writer.heartbeat(20)).body).toMatchObject({ accepted: 1 });
      await pass(server, 55);
      expect(await stateOf(server, writer.src)).toBe("open");
      await pass(server, 20);
      await until(async () => (await stateOf(server, writer.src)) === "silent");
      await pass(server, 100);
      await server.scored();
      const [event, ...others] = await eventsOf(server, source.id, "source.silent");
      expect(others).toEqual([]);
      const { body } = await server.ops("GET", `/ops/events/${String(at(event, "id"))}`);
      expect(at(body, "event", "data", "silence")).toMatchObject({
        stream: writer.src,
        lastSequence: 2,
        intervalSeconds: 20,
      });
      const alerts = await server.ops("GET", `/ops/alerts?source=${source.id}&rule=LOG-SIL-001`);
      expect(at(alerts.body, "alerts")).toMatchObject([{ subject: writer.src, count: 1, level: 2 }]);
    });

    test("and goes on is told to have resumed, once, and can fall silent again", async () => {
      const source = await server.addSource();
      const writer = streamWriter(source);
      await writer.heartbeat(10);
      await pass(server, 40);
      await until(async () => (await stateOf(server, writer.src)) === "silent");
      await writer.send(award(source.id));
      await until(async () => (await eventsOf(server, source.id, "source.resumed")).length === 1);
      expect(await stateOf(server, writer.src)).toBe("open");
      await pass(server, 40);
      await until(async () => (await eventsOf(server, source.id, "source.silent")).length === 2);
      expect(await eventsOf(server, source.id, "source.resumed")).toHaveLength(1);
    });

    test("and closes properly, or never announced any, or was revoked, is not silent", async () => {
      const closed = await server.addSource();
      const writer = streamWriter(closed);
      await writer.heartbeat(10);
      await writer.close();
      const quiet = await server.addSource();
      await streamWriter(quiet).send(award(quiet.id));
      const revoked = await server.addSource();
      await streamWriter(revoked).heartbeat(10);
      await server.ops("POST", `/ops/sources/${revoked.id}/revoke`, {});
      const witness = await server.addSource();
      await streamWriter(witness).heartbeat(10);
      await pass(server, 60);
      await until(async () => (await eventsOf(server, witness.id, "source.silent")).length === 1);
      for (const { id } of [closed, quiet, revoked])
        expect(await eventsOf(server, id, "source.silent")).toEqual([]);
      expect(await stateOf(server, writer.src)).toBe("closed");
    });
  });

  test("LO-6: streams are listed by source and state, with what closed them and the gaps that name them", async () => {
    const source = await server.addSource();
    const [first, second] = [streamWriter(source), streamWriter(source)];
    await first.send(award(source.id), award(source.id));
    await first.heartbeat(3_600);
    await first.close();
    const gap = { stream: first.src, fromSequence: 5, toSequence: 6, count: 2, reason: "damaged" };
    const event = { ...award(source.id), id: randomUUID(), type: "stream.gap", data: { gap } };
    expect((await second.send(event)).body).toMatchObject({ accepted: 1 });
    const list = async (query: string): Promise<unknown> =>
      at((await server.ops("GET", `/ops/streams?source=${source.id}${query}`)).body, "streams");
    expect(await list("")).toMatchObject([
      { src: second.src, state: "open", lastSequence: 1, gaps: 0, heartbeat: null },
      {
        src: first.src,
        state: "closed",
        lastSequence: 4,
        heartbeat: {
          at: "2026-05-01T00:00:00.000Z",
          delayMs: expect.any(Number),
          spoolDepth: null,
          dropped: null,
          bundleHash: null,
        },
        closeReason: "shutdown",
        complete: true,
        gaps: 1,
        lost: 2,
      },
    ]);
    expect(await list("&state=closed")).toMatchObject([{ src: first.src }]);
    expect(await list("&state=silent")).toEqual([]);
    const page = await server.ops("GET", `/ops/streams?source=${source.id}&limit=1`);
    expect(await list(`&limit=1&cursor=${String(at(page.body, "next"))}`)).toMatchObject([
      { src: first.src },
    ]);
    const shown = await server.ops("GET", `/ops/streams/${encodeURIComponent(first.src)}`);
    expect(at(shown.body, "gapEvents")).toMatchObject([{ fromSequence: 5, toSequence: 6, count: 2 }]);
    expect((await server.ops("GET", "/ops/streams/nobody%2Fx")).status).toBe(404);
  });

  test("LO-6: a server that was down or suspended itself declares nobody silent for that time", async () => {
    const config: ServerConfig = await engine.newConfig();
    const first = await startTestServer(config, { clock, silenceCheckMs: 15 });
    const { id, key } = await first.addSource();
    const writer = streamWriter(sourceOf(first.url, id, key));
    await writer.heartbeat(20);
    await first.close();
    time.now += 3_600_000;
    const second = await startTestServer(config, { clock, silenceCheckMs: 15 });
    try {
      await pass(second, 50);
      expect(await stateOf(second, writer.src)).toBe("open");
      // Suspended for an hour.
      time.now += 3_600_000;
      await looked(second);
      await pass(second, 50);
      expect(await stateOf(second, writer.src)).toBe("open");
      await pass(second, 20);
      await until(async () => (await stateOf(second, writer.src)) === "silent");
    } finally {
      await second.close();
    }
  });

  test("LO-6: two servers that look at the same moment log it once", async (context) => {
    context.skip(engine.name === "pglite", "the embedded database belongs to one process");
    const config = await engine.newConfig();
    const servers = [
      await startTestServer(config, { clock, silenceCheckMs: 10 }),
      await startTestServer(config, { clock, silenceCheckMs: 10 }),
    ] as const;
    try {
      const source = await servers[0].addSource();
      const writers = Array.from({ length: 20 }, () => streamWriter(source));
      for (const writer of writers) await writer.heartbeat(10);
      await pass(servers[0], 60);
      await until(async () => {
        const { body } = await servers[1].ops("GET", `/ops/streams?source=${source.id}&state=silent`);
        return Array.isArray(at(body, "streams")) && (at(body, "streams") as unknown[]).length === 20;
      });
      await pass(servers[1], 40);
      const events = await eventsOf(servers[0], source.id, "source.silent");
      expect(new Set(events.map((event) => at(event, "subject"))).size).toBe(20);
      expect(events).toHaveLength(20);
    } finally {
      for (const each of servers) await each.close();
    }
  });
});
