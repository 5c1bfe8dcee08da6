import type { ProbityEvent } from "@probity/contracts";
import { isLongRun } from "../../../scripts/long-tests.ts";
import type { ServerConfig } from "../src/index.ts";
import { afterEach, describe, expect, test } from "vitest";
import { type ChildServer, startChildServer } from "./support/child-server.ts";
import { type Engine, describeEngines } from "./support/engines.ts";
import { tender } from "./support/events.ts";
import { loggedOf } from "./support/streams.ts";
import { at, sourceOf, type TestSource } from "./support/test-server.ts";

const sourceId = "crash";
const batchSize = 20;

/** Batches at which the server is killed: of the two in the suite, the second is another one in each run. */
const kills: readonly number[] = isLongRun ? [5, 13, 21, 28] : [3, 8 + Math.floor(Math.random() * 6)];

/** The same events for every run: ids, subjects and times are fixed. */
const events: readonly ProbityEvent[] = Array.from({ length: isLongRun ? 600 : 300 }, (_, index) =>
  tender(sourceId, `ocds-${index % 50}`, 5 + (index % 30), {
    id: `e-${index}`,
    time: new Date(Date.UTC(2026, 0, 1) + index * 3_600_000).toISOString(),
  }),
);
const batches = Array.from({ length: events.length / batchSize }, (_, index) =>
  events.slice(index * batchSize, (index + 1) * batchSize),
);

/** Everything that scoring left behind. */
async function outcome(server: Pick<ChildServer, "ops" | "scored">): Promise<unknown> {
  await server.scored();
  const alerts: unknown[] = [];
  for (let cursor = ""; ;) {
    const { body } = await server.ops("GET", `/ops/alerts?source=${sourceId}&limit=500${cursor}`);
    const page = at(body, "alerts");
    if (Array.isArray(page)) alerts.push(...page.map(withoutClock));
    if (at(body, "next") === undefined) break;
    cursor = `&cursor=${String(at(body, "next"))}`;
  }
  const stats = await server.ops("GET", `/ops/rules/stats?source=${sourceId}&days=3660`);
  return {
    alerts,
    logged: await loggedOf(server, `${sourceId}/~server`),
    rules: at(stats.body, "rules"),
  };
}

/** The moment of opening is the one thing that two runs need not share. */
const withoutClock = (alert: unknown): object => Object.assign({}, alert, { openedAt: "" });

/** Sends every batch until it is acknowledged, like an SDK does. */
async function sendAll(source: () => TestSource, onBatch: (index: number) => Promise<void>): Promise<void> {
  for (const [index, batch] of batches.entries()) {
    await onBatch(index);
    for (let tries = 0; ; tries++) {
      try {
        const { status } = await source().send(batch);
        if (status === 200) break;
      } catch {
        // The server is away.
      }
      if (tries > 1_200) throw new Error(`batch ${index} was never taken`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

describeEngines("OP-6: kill -9 of the server", (engine: Engine) => {
  const started: ChildServer[] = [];
  const start = async (config: ServerConfig): Promise<ChildServer> => {
    const server = await startChildServer(config);
    started.push(server);
    return server;
  };
  afterEach(async () => {
    for (const server of started.splice(0)) await server.kill();
  });

  describe("AL-4", () => {
    test("loses no acknowledged event, scores each once, and ends in the alerts of an undisturbed run", async () => {
      const calm = await start(await engine.newConfig());
      const calmSource = await calm.addSource(sourceId);
      await sendAll(
        () => calmSource,
        () => Promise.resolve(),
      );
      const expected = await outcome(calm);
      expect(await calm.stop()).toBe(0);

      const config = await engine.newConfig();
      let server = await start(config);
      const { key } = await server.addSource(sourceId);
      let source = sourceOf(server.url, sourceId, key);
      let restart: Promise<void> = Promise.resolve();
      const crash = async (): Promise<void> => {
        await server.kill();
        server = await start(config);
        source = sourceOf(server.url, sourceId, key);
      };
      await sendAll(
        () => source,
        async (index) => {
          if (!kills.includes(index)) return;
          await restart;
          // Not awaited: the batches of the meantime meet a server that dies under them, is away, and comes back.
          restart = crash();
        },
      );
      await restart;
      expect(await outcome(server), `killed at ${kills.join()}`).toEqual(expected);
      expect(at(expected, "logged")).toBe(events.length);
      expect(at(expected, "rules")).not.toHaveLength(0);
      expect(at(expected, "alerts")).not.toHaveLength(0);
    });
  });
});
