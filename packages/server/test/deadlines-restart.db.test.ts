import { rmSync } from "node:fs";
import { join } from "node:path";
import type { ProbityEvent } from "@probity/contracts";
import { expect, test } from "vitest";
import type { ServerConfig } from "../src/index.ts";
import { describeEngines, describePglite } from "./support/engines.ts";
import { eventsOf } from "./support/events-of.ts";
import { at, sourceOf, startTestServer, type TestServer, type TestSource } from "./support/test-server.ts";
import { until } from "./support/until.ts";

const day = 86_400_000;
const minute = 60_000;
const passed = "process.deadline.passed";

/** A clock that tests move. */
const time = { ahead: 0 };
const clock = (): number => Date.now() + time.ahead;
const start = (config: ServerConfig): Promise<TestServer> =>
  startTestServer(config, { clock, timersMs: 25, silenceCheckMs: 60_000 });

const complaint = (status: string, id: string, ms = clock()): ProbityEvent => ({
  specversion: "1.0",
  id: `${status}-${id}`,
  source: "shop",
  type: "procurement.complaint.recorded",
  time: new Date(ms).toISOString(),
  subject: `ocds-${id}`,
  data: {
    ocid: `ocds-${id}`,
    complaint: { id, kind: "objection", status, date: new Date(ms).toISOString() },
  },
});

async function send(server: TestServer, source: TestSource, ...events: readonly object[]): Promise<void> {
  expect((await sourceOf(server.url, source.id, source.key).send(events)).body).toMatchObject({
    accepted: events.length,
  });
  await server.scored();
}

async function shop(server: TestServer): Promise<TestSource> {
  const source = await server.addSource("shop");
  await server.ops("PUT", "/ops/sources/shop/bindings", {
    bindings: [{ id: "b", rule: "PROC-AWD-012", source: "shop", action: "observe" }],
  });
  return source;
}

const rounds = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 400);
  });
const told = async (server: TestServer): Promise<readonly string[]> =>
  (await eventsOf(server, "shop", passed)).map((event) => {
    const deadline = at(event, "event", "data", "deadline");
    return `${String(at(deadline, "state"))} ${String(at(deadline, "startEventId"))}`;
  });
const listed = async (server: TestServer): Promise<readonly string[]> => {
  const found = at((await server.ops("GET", "/ops/deadlines?state=any")).body, "deadlines");
  const rows = Array.isArray(found) ? found : [];
  return rows
    .map((row) => `${String(at(row, "subject"))} ${String(at(row, "state"))} ${String(at(row, "told"))}`)
    .toSorted();
};

describeEngines("FE-3, OP-6: deadlines that were due while no server ran", (engine) => {
  test("get the time of grace again, so that what waited in a spool is heard, and are told once", async () => {
    const config = await engine.newConfig();
    const before = await start(config);
    const source = await shop(before);
    await send(before, source, complaint("received", "a"), complaint("received", "b"));
    const inTime = clock() + day;
    await before.close();
    time.ahead += 10 * day;
    const server = await start(config);
    try {
      await rounds();
      expect(await told(server)).toEqual([]);
      // The SDK had it on disk meanwhile.
      await send(server, source, complaint("answered", "a", inTime));
      time.ahead += 6 * minute;
      await until(async () => (await told(server)).length > 0);
      await rounds();
      expect(await told(server)).toEqual(["absent received-b"]);
      expect(await listed(server)).toEqual(["ocds-a met null", "ocds-b overdue absent"]);
    } finally {
      await server.close();
    }
  });
});

describePglite("LO-9: deadlines and the journal", (engine) => {
  test(
    "a lost database gives back what is awaited, and nothing is told twice",
    { timeout: 60_000 },
    async () => {
      const config = await engine.newConfig();
      const before = await start(config);
      const source = await shop(before);
      await send(before, source, complaint("received", "absent"), complaint("received", "late"));
      time.ahead += 5 * day;
      await until(async () => (await told(before)).length === 2);
      await send(before, source, complaint("answered", "late"), complaint("received", "running"));
      await send(before, source, complaint("received", "met"), complaint("answered", "met"));
      await until(async () => (await told(before)).length === 3);
      await before.scored();
      const known = [await listed(before), await told(before)];
      expect(known[0]).toEqual([
        "ocds-absent overdue absent",
        "ocds-late late late",
        "ocds-met met null",
        "ocds-running open null",
      ]);
      await before.close();
      rmSync(join(config.dataDir, "db"), { recursive: true });

      const server = await start(config);
      try {
        await server.scored();
        await rounds();
        expect([await listed(server), await told(server)]).toEqual(known);
        time.ahead += 6 * minute;
        await rounds();
        await server.scored();
        expect(await told(server)).toEqual(known[1]);
        time.ahead += 5 * day;
        await until(async () => (await told(server)).length === 4);
        await rounds();
        expect(await told(server)).toEqual(["absent received-running", ...(known[1] ?? [])]);
        const alerts = at((await server.ops("GET", "/ops/alerts?rule=PROC-AWD-012")).body, "alerts");
        expect(alerts).toHaveLength(3);
      } finally {
        await server.close();
      }
    },
  );
});
