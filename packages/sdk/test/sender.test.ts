import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { retryAfterMs } from "../src/sender/retry-after.ts";
import { award, nextEvent, openClient } from "./support/client.ts";
import { startReceiver } from "./support/server.ts";

const emitMany = (client: ReturnType<typeof openClient>, count: number): string[] =>
  Array.from(
    { length: count },
    (_, index) => client.emit("procurement.award.decided", award(`ocds-${index}`)).id,
  );

describe("DE-3: the sender retries for ever and isolates what is bad", () => {
  test("server down, then up: everything arrives once, in order", async () => {
    const receiver = await startReceiver();
    await receiver.stop();
    const client = openClient(receiver.endpoint);
    const failed = nextEvent(client, "error", ({ code }) => code === "PROBITY_E_SERVER_UNREACHABLE");
    const ids = emitMany(client, 1200);
    await failed;
    expect(client.health()).toMatchObject({ state: "degraded", spool: { pending: 1200 } });

    await receiver.start();
    await client.flush();

    expect([...receiver.events.keys()]).toEqual(ids);
    expect(receiver.duplicates()).toBe(0);
    expect(client.health()).toMatchObject({ state: "ok", spool: { pending: 0 } });
  });

  test.each([503, 429, 500])("a %i is waited out and nothing is lost", async (status) => {
    const receiver = await startReceiver((_, response, attempt) => {
      if (attempt > 3) return false;
      response.writeHead(status).end();
      return true;
    });
    const client = openClient(receiver.endpoint);
    const ids = emitMany(client, 50);

    await client.flush();

    expect([...receiver.events.keys()]).toEqual(ids);
  });

  test("a server that does not unpack is sent the batch as it is, at once", async () => {
    const encodings: (string | undefined)[] = [];
    const receiver = await startReceiver((_, response) => {
      const encoding = receiver.requests.at(-1)?.encoding;
      encodings.push(encoding);
      if (encoding === undefined) return false;
      response.writeHead(415).end();
      return true;
    });
    const client = openClient(receiver.endpoint, { retry: { baseMs: 5, capMs: 60_000 } });
    const ids = emitMany(client, 100);
    expect(await client.flush()).toEqual({ pending: 0 });
    expect([...receiver.events.keys()]).toEqual(ids);
    expect(encodings.filter((encoding) => encoding === "zstd")).toHaveLength(1);
  });

  test("Retry-After is honoured", async () => {
    const times: number[] = [];
    const receiver = await startReceiver((_, response, attempt) => {
      times.push(performance.now());
      if (attempt > 1) return false;
      response.writeHead(429, { "retry-after": "1" }).end();
      return true;
    });
    const client = openClient(receiver.endpoint);
    emitMany(client, 1);

    await client.flush();

    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(995);
  });

  test("Retry-After is read as seconds or date, and bounded", () => {
    const now = Date.parse("2026-01-01T00:00:00Z");
    expect(retryAfterMs("3", now)).toBe(3000);
    expect(retryAfterMs("Thu, 01 Jan 2026 00:00:05 GMT", now)).toBe(5000);
    expect(retryAfterMs("Wed, 31 Dec 2025 00:00:00 GMT", now)).toBe(0);
    expect(retryAfterMs("999999999", now)).toBe(3_600_000);
    expect(retryAfterMs("soon", now)).toBe(0);
    expect(retryAfterMs(undefined, now)).toBe(0);
  });

  test("one bad event does not stop its batch: it is dead-lettered, the others arrive", async () => {
    const receiver = await startReceiver((events, response) => {
      if (!events.some(({ subject }) => subject === "ocds-77")) return false;
      response.writeHead(400, { "content-type": "application/problem+json" });
      response.end(JSON.stringify({ code: "PROBITY_E_ENVELOPE" }));
      return true;
    });
    const client = openClient(receiver.endpoint);
    const letter = nextEvent(client, "deadletter");
    const ids = emitMany(client, 200);

    const { pending } = await client.flush();

    expect(pending).toBe(0);
    expect([...receiver.events.keys()]).toEqual(ids.filter((_, index) => index !== 77));
    const { file, status } = await letter;
    expect(status).toBe(400);
    const lines = readFileSync(file, "utf8").trim().split("\n");
    expect(lines).toHaveLength(1);
    const kept = JSON.parse(lines[0] ?? "") as { event: string };
    expect(JSON.parse(kept.event)).toMatchObject({ id: ids[77], subject: "ocds-77" });
    expect(client.health()).toMatchObject({ state: "degraded", sender: { deadLettered: 1 } });
  });

  test("a refused key is retried and loud, and the events wait", async () => {
    let good = false;
    const receiver = await startReceiver((_, response) => {
      if (good) return false;
      response.writeHead(401).end();
      return true;
    });
    const client = openClient(receiver.endpoint);
    const refused = nextEvent(client, "error", ({ code }) => code === "PROBITY_E_KEY_REFUSED");
    emitMany(client, 5);
    await refused;
    expect(client.health()).toMatchObject({
      state: "failing",
      spool: { pending: 5 },
      sender: { waitingFor: { code: "PROBITY_E_KEY_REFUSED" } },
    });

    good = true;
    expect(await client.flush()).toEqual({ pending: 0 });
    expect(client.health().state).toBe("ok");
  });

  test.each([
    ["a proxy's page", "<html>Welcome</html>"],
    ["too few results", JSON.stringify({ results: [] })],
    ["an unknown status", JSON.stringify({ results: [{ id: "x", status: "maybe" }] })],
  ])("DE-2: a 200 with %s acknowledges nothing", async (_, body) => {
    const receiver = await startReceiver((_events, response, attempt) => {
      if (attempt > 1) return false;
      response.writeHead(200).end(body);
      return true;
    });
    const client = openClient(receiver.endpoint);
    const [id = ""] = emitMany(client, 1);

    await client.flush();

    expect(receiver.attempts()).toBe(2);
    expect(receiver.events.has(id)).toBe(true);
  });

  test("an answer that never comes ends at the time-out and is tried again", async () => {
    const receiver = await startReceiver((_, _response, attempt) => attempt === 1);
    const client = openClient(receiver.endpoint, { requestTimeoutMs: 50 });
    emitMany(client, 3);

    expect(await client.flush()).toEqual({ pending: 0 });
    expect(receiver.events.size).toBe(3);
  });

  test("a batch holds at most 500 events and about 512 kB", async () => {
    const sizes: { count: number; bytes: number }[] = [];
    const receiver = await startReceiver((events) => {
      sizes.push({ count: events.length, bytes: JSON.stringify(events).length });
      return false;
    });
    const client = openClient(receiver.endpoint);
    emitMany(client, 1200);
    for (let index = 0; index < 100; index += 1) {
      client.emit("procurement.award.decided", {
        ocid: "big",
        process: { opinion: "x".repeat(20_000) },
      });
    }

    await client.flush();

    expect(receiver.events.size).toBe(1300);
    expect(Math.max(...sizes.map(({ count }) => count))).toBe(500);
    expect(Math.max(...sizes.map(({ bytes }) => bytes))).toBeLessThanOrEqual(525 * 1024);
  });
});

describe("DE-6: waits are bounded and say what is left", () => {
  test("flush and shutdown against a dead server return what waits", async () => {
    const receiver = await startReceiver();
    await receiver.stop();
    const client = openClient(receiver.endpoint);
    emitMany(client, 7);

    expect(await client.flush({ timeoutMs: 30 })).toEqual({ pending: 7 });
    // The end of the stream is one more.
    expect(await client.shutdown({ timeoutMs: 30 })).toEqual({ pending: 8 });
  });

  test("await using shuts down; a later emit is refused, counted and told, not thrown", async () => {
    const receiver = await startReceiver();
    const client = openClient(receiver.endpoint);
    {
      await using scoped = client;
      scoped.emit("procurement.award.decided", award("o1"));
    }
    expect(receiver.events.size).toBe(1);

    const dropped = nextEvent(client, "drop");
    const receipt = client.emit("procurement.award.decided", award("o2"));
    expect(receipt.stored).toBe("nowhere");
    expect(await dropped).toMatchObject({ id: receipt.id, error: { code: "PROBITY_E_CLOSED" } });
  });

  test("no signal handlers are installed", async () => {
    const before = process.eventNames();
    const receiver = await startReceiver();
    openClient(receiver.endpoint);
    expect(process.eventNames()).toEqual(before);
  });
});
