import * as fc from "fast-check";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { createEventParser, type StreamMessage } from "../src/bundle/event-stream.ts";
import { openPush, type PushState } from "../src/bundle/push.ts";
import { systemClock } from "../src/clock.ts";
import type { Probity, ProbityOptions } from "../src/index.ts";
import { createHttpTransport } from "../src/sender/http-transport.ts";
import { bundleMessage, startBundleServer, type BundleServer } from "./support/bundle-server.ts";
import { bundleHead, makeBundle, makeKey, signBundle } from "./support/bundles.ts";
import { startChild } from "./support/children.ts";
import { nextEvent, openClient } from "./support/client.ts";
import { createLog } from "./support/log.ts";
import { startReceiver } from "./support/server.ts";
import { tempDirectory } from "./support/temp.ts";

const key = makeKey();
const signed = (version: number) => signBundle(makeBundle({ version }), key);

/** Polling is off for the length of a test. */
const openWith = (endpoint: string, more: ProbityOptions<[]> = {}): Probity =>
  openClient(endpoint, { publicKey: key.verifier, bundleRefreshMs: 600_000, ...more });

const connected = (client: Probity) =>
  vi.waitFor(() => expect(client.health().bundle.push.state).toBe("connected"), { timeout: 5000 });

const release = (server: BundleServer, version: number): void => {
  server.offer.envelope = signed(version);
  server.announce();
};

const open = (endpoint: string, silenceMs: number): { states: PushState[]; named: string[] } => {
  const transport = createHttpTransport(new URL(endpoint), 2);
  const seen = { states: [] as PushState[], named: [] as string[] };
  const close = openPush({
    stream: (request) => transport.stream?.(request) ?? Promise.reject(new Error("none")),
    key: "k",
    connectMs: 1000,
    silenceMs,
    baseMs: 5,
    capMs: 20,
    clock: systemClock,
    random: Math.random,
    onBundle: (hash) => seen.named.push(hash),
    onState: (state) => seen.states.push(state),
  });
  onTestFinished(() => {
    close();
    transport.close();
  });
  return seen;
};

const reasons = (states: readonly PushState[]): (string | undefined)[] =>
  states.flatMap((state) => (state.state === "waiting" ? [state.reason?.message] : []));

const parse = (chunks: readonly Uint8Array[]): StreamMessage[] => {
  const messages: StreamMessage[] = [];
  const push = createEventParser((message) => messages.push(message));
  for (const chunk of chunks) push(chunk);
  return messages;
};

describe("RU-6: a release is pushed", () => {
  test("to every connected client, in less than 2 s", async () => {
    const server = await startBundleServer({ envelope: signed(1), push: "open" });
    const clients = Array.from({ length: 10 }, () => openWith(server.endpoint));
    await Promise.all(clients.map(async (client) => [await client.ready(), await connected(client)]));
    const begun = performance.now();
    const arrived = clients.map((client) => nextEvent(client, "bundle", ({ version }) => version === 2));
    release(server, 2);
    await Promise.all(arrived);
    expect(performance.now() - begun).toBeLessThan(2000);
    expect(clients[0]?.health().bundle.push).toMatchObject({ state: "connected", reason: undefined });
    expect(Date.parse(clients[0]?.health().bundle.push.since ?? "")).toBeGreaterThan(0);
  });

  test("what was released while the stream was down arrives with the next connection", async () => {
    const server = await startBundleServer({ envelope: signed(1), push: "open" });
    const client = openWith(server.endpoint);
    await client.ready();
    await connected(client);
    const next = nextEvent(client, "bundle", ({ version }) => version === 2);
    server.offer.envelope = signed(2);
    for (const response of server.streams) response.end();
    expect((await next).version).toBe(2);
    await connected(client);
  });

  test("a server that goes away and comes back", async () => {
    const server = await startBundleServer({ envelope: signed(1), push: "open" });
    const client = openWith(server.endpoint);
    await client.ready();
    await connected(client);
    await server.stop();
    await vi.waitFor(() =>
      expect(client.health().bundle.push.reason?.code).toBe("PROBITY_E_SERVER_UNREACHABLE"),
    );
    await server.start();
    await connected(client);
    const next = nextEvent(client, "bundle", ({ version }) => version === 2);
    release(server, 2);
    await next;
  });

  test("a bundle that does not become active is not fetched again for being named again", async () => {
    const server = await startBundleServer({ envelope: signed(2), push: "open" });
    const client = openWith(server.endpoint);
    await client.ready();
    await connected(client);
    const refused = nextEvent(client, "bundle-refused");
    release(server, 1);
    await refused;
    const asked = server.statuses.length;
    for (let times = 0; times < 20; times += 1) server.announce();
    await sleep(100);
    expect(server.statuses).toHaveLength(asked);
    expect(client.health().bundle.version).toBe(2);
  });

  test("a server that names one bundle after the other is asked one time after the other", async () => {
    const flood = Array.from({ length: 2000 }, (_, at) => {
      const hash = at.toString(16).padStart(64, "0");
      return `event: bundle\ndata: ${JSON.stringify({ version: at, hash })}\n\n`;
    });
    const server = await startBundleServer({
      envelope: signed(1),
      push: (response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write(flood.join(""));
      },
    });
    const client = openWith(server.endpoint);
    await client.ready();
    await connected(client);
    await sleep(200);
    expect(server.statuses.length).toBeLessThan(20);
    expect(client.health().bundle).toMatchObject({ state: "active", version: 1 });
  });

  test.each([404, 405])(
    "a server without it (%i): the client polls, and nobody is told of an error",
    async (push) => {
      const server = await startBundleServer({ envelope: signed(1), push });
      const client = openWith(server.endpoint, { bundleRefreshMs: 20 });
      const errors: string[] = [];
      client.on("error", ({ code }) => errors.push(code));
      await client.ready();
      await vi.waitFor(() => expect(client.health().bundle.push.state).toBe("unsupported"));
      const next = nextEvent(client, "bundle", ({ version }) => version === 2);
      server.offer.envelope = signed(2);
      await next;
      expect(errors).toEqual([]);
      expect(client.health().bundle).toMatchObject({ state: "active", lastError: undefined });
    },
  );

  test.each([
    [
      "no event stream",
      (response: { end(text: string): void }) => response.end("<html>"),
      "PROBITY_E_SERVER_ANSWER",
    ],
    ["a refused key", 401, "PROBITY_E_KEY_REFUSED"],
    ["an overloaded server", 503, "PROBITY_E_SERVER_UNREACHABLE"],
    ["a redirect", 302, "PROBITY_E_SERVER_ANSWER"],
  ] as const)("%s is no connection: health says why, polling goes on", async (_, push, code) => {
    const server = await startBundleServer({ envelope: signed(1), push });
    const client = openWith(server.endpoint, { bundleRefreshMs: 20 });
    await client.ready();
    await vi.waitFor(() => expect(client.health().bundle.push.reason?.code).toBe(code));
    const next = nextEvent(client, "bundle", ({ version }) => version === 2);
    server.offer.envelope = signed(2);
    await next;
  });

  test("switched off, or without a pinned key, nobody connects", async () => {
    const server = await startBundleServer({ envelope: signed(1), push: "open" });
    const off = openWith(server.endpoint, { bundlePush: false });
    await off.ready();
    const unpinned = openClient(server.endpoint);
    await sleep(50);
    expect(server.streams.size).toBe(0);
    for (const client of [off, unpinned]) expect(client.health().bundle.push).toEqual({ state: "off" });
  });

  test("a shutdown ends the connection", async () => {
    const server = await startBundleServer({ envelope: signed(1), push: "open" });
    const client = openWith(server.endpoint);
    await client.ready();
    await connected(client);
    await client.shutdown();
    await vi.waitFor(() => expect(server.streams.size).toBe(0));
    await sleep(100);
    expect(server.streams.size).toBe(0);
  });

  test("an open connection does not keep the process alive", async () => {
    const server = await startBundleServer({ envelope: signed(1), push: "open" });
    const { child, said } = await startChild("push-child.ts", [
      server.endpoint,
      key.verifier,
      tempDirectory(),
    ]);
    expect(said).toBe("connected");
    const begun = performance.now();
    const [code] = (await once(child, "exit")) as [number];
    expect(code).toBe(0);
    expect(performance.now() - begun).toBeLessThan(3000);
  });
});

describe("RU-6: the answer to a batch names the bundle in force", () => {
  test.each(["worker", "main"] as const)("and another one is fetched at once (%s)", async (thread) => {
    let envelope = signed(1);
    const log = createLog("probity.test", key.key);
    const receiver = await startReceiver(undefined, { log, bundle: () => envelope });
    const more = thread === "main" ? { clock: systemClock } : {};
    const client = openWith(receiver.endpoint, { bundlePush: false, ...more });
    await client.ready();
    const next = nextEvent(client, "bundle", ({ version }) => version === 2);
    envelope = signed(2);
    client.emit("procurement.award.decided", { ocid: "o" });
    await next;
    expect(client.health()).toMatchObject({ sender: { thread }, bundle: bundleHead(envelope) });
  });
});

describe("RU-6: a hostile or broken stream", () => {
  test("that falls silent is given up, and opened again", async () => {
    let opened = 0;
    const server = await startBundleServer({
      push: (response) => {
        opened += 1;
        response.writeHead(200, { "content-type": "text/event-stream" }).write(": ping\n\n");
      },
    });
    const { states } = open(server.endpoint, 60);
    await vi.waitFor(() => expect(opened).toBeGreaterThan(2), { timeout: 5000 });
    expect(reasons(states)[0]).toContain("silent for 60 ms");
  });

  test("that goes on talking is not given up", async () => {
    let opened = 0;
    const server = await startBundleServer({
      push: (response) => {
        opened += 1;
        response.writeHead(200, { "content-type": "text/event-stream" });
        const timer = setInterval(() => response.write(": ping\n\n"), 20);
        response.on("close", () => clearInterval(timer));
      },
    });
    open(server.endpoint, 200);
    await sleep(600);
    expect(opened).toBe(1);
  });

  test("that never ends its line is dropped before it fills the memory", async () => {
    const server = await startBundleServer({
      push: (response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        const flood = (): void => {
          while (!response.destroyed && response.write("data: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"));
        };
        response.on("drain", flood);
        flood();
      },
    });
    const { states, named } = open(server.endpoint, 5000);
    await vi.waitFor(() => expect(reasons(states).length).toBeGreaterThan(1), { timeout: 5000 });
    expect(reasons(states)[0]).toContain("a line of more than 4096 characters");
    expect(named).toEqual([]);
  });

  test.each([
    "event: bundle\ndata: {}\n\n",
    "event: bundle\ndata: nonsense\n\n",
    'event: bundle\ndata: {"version":1,"hash":"../../etc"}\n\n',
    'event: bundle\ndata: {"hash":["a"]}\n\n',
    bundleMessage(signed(1)).replace("event: bundle", "event: other"),
    bundleMessage(signed(1)).slice(0, -1),
  ])("that says %j names no bundle, and the next connection counts", async (bad) => {
    const good = bundleMessage(signed(2));
    const server = await startBundleServer({
      push: (response, attempt) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        if (attempt === 1) response.end(bad);
        else response.write(good);
      },
    });
    const { named } = open(server.endpoint, 5000);
    await vi.waitFor(() => expect(named.length).toBeGreaterThan(0));
    expect(new Set(named)).toEqual(new Set([bundleHead(signed(2)).hash]));
  });
});

describe("RU-6: text/event-stream", () => {
  test("as the standard says", () => {
    const text =
      "\uFEFF: hello\n\nevent: a\r\ndata: one\r\ndata:two\rdata\n\n" +
      "data: 中文\nid: 7\nretry: 5\nnonsense\n\nevent: lost\n\ndata: x\n\ndata: open";
    expect(parse([Buffer.from(text)])).toEqual([
      { event: "a", data: "one\ntwo\n" },
      { event: "message", data: "中文" },
      { event: "message", data: "x" },
    ]);
  });

  test("cut anywhere, it says the same", () => {
    const piece = fc.constantFrom(
      "data: ab",
      "event: e",
      ":",
      "data",
      " 中",
      "\n",
      "\r",
      "\r\n",
      "\n\n",
      "\r\r",
      "é😀",
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }),
        fc.array(fc.nat(200), { maxLength: 20 }),
        (pieces, cuts) => {
          const bytes = Buffer.from(pieces.join(""));
          const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted(
            (a, b) => a - b,
          );
          const chunks = places.slice(1).map((to, index) => bytes.subarray(places[index], to));
          expect(parse(chunks)).toEqual(parse([Buffer.concat([bytes])]));
        },
      ),
      { numRuns: 500 },
    );
  });

  test("what a connection may make us remember is limited", () => {
    const push = createEventParser(() => undefined);
    const line = Buffer.from(`data: ${"x".repeat(4000)}\n`);
    expect(() => {
      for (let count = 0; count < 10; count += 1) push(line);
    }).toThrow("a message of more than 16384 characters");
    expect(() => createEventParser(() => undefined)(Buffer.alloc(5000, "x"))).toThrow(
      "a line of more than 4096",
    );
  });
});
