import type { ProbityEvent } from "@probity/contracts";
import { afterEach, expect, test } from "vitest";
import type { ServerConfig } from "../src/index.ts";
import { type ChildServer, startChildServer } from "./support/child-server.ts";
import { describeEngines } from "./support/engines.ts";
import { at, sourceOf, type TestSource } from "./support/test-server.ts";
import { until } from "./support/until.ts";

const count = 200;
const day = 86_400_000;

const complaint = (
  source: TestSource,
  n: number,
  status: string,
  { at: time, id = `${status}-${n}` }: { readonly at: number; readonly id?: string },
): ProbityEvent => ({
  specversion: "1.0",
  id,
  source: source.id,
  type: "procurement.complaint.recorded",
  time: new Date(time).toISOString(),
  subject: `ocds-${n}`,
  data: {
    ocid: `ocds-${n}`,
    complaint: { id: `x-${n}`, kind: "objection", status, date: new Date(time).toISOString() },
  },
});
const sendAll = async (source: TestSource, events: readonly object[]): Promise<void> => {
  for (let from = 0; from < events.length; from += 100)
    expect((await source.send(events.slice(from, from + 100))).status).toBe(200);
};
const pages = async (server: ChildServer, path: string, key: string): Promise<readonly unknown[]> => {
  const found: unknown[] = [];
  for (let cursor = ""; ;) {
    // oxlint-disable-next-line no-await-in-loop -- page after page
    const { body } = await server.ops("GET", `${path}&limit=500${cursor}`);
    const rows = at(body, key);
    if (Array.isArray(rows)) found.push(...rows);
    const next = at(body, "next");
    if (typeof next !== "string") return found;
    cursor = `&cursor=${next}`;
  }
};
const passed = (server: ChildServer): Promise<readonly unknown[]> =>
  pages(server, "/ops/events?source=purchasing&type=process.deadline.passed&about=all", "events");

describeEngines("FE-3, OP-6: kill -9 under armed deadlines", (engine) => {
  const started: ChildServer[] = [];
  const start = async (config: ServerConfig): Promise<ChildServer> => {
    const server = await startChildServer(config);
    started.push(server);
    return server;
  };
  afterEach(async () => {
    for (const server of started.splice(0)) await server.kill();
  });

  test(
    "none is lost, none is told twice, and those that were met stay met",
    { timeout: 90_000 },
    async () => {
      const config = { ...(await engine.newConfig()), precheckGraceSeconds: 1 };
      let server = await start(config);
      let source = await server.addSource("purchasing");
      const again = async (): Promise<void> => {
        await server.kill();
        server = await start(config);
        source = sourceOf(server.url, source.id, source.key);
      };
      await server.ops("PUT", "/ops/sources/purchasing/bindings", {
        bindings: [{ id: "b", rule: "PROC-AWD-012", source: "purchasing", action: "observe" }],
      });
      // Their last day is over; they wait for the time of grace.
      const began = Date.now() - 10 * day;
      const all = Array.from({ length: count }, (_, n) => n);
      await sendAll(
        source,
        all.map((n) => complaint(source, n, "received", { at: began })),
      );
      // With timers armed or not, as it comes.
      await again();
      // A tenth was answered in time, and a tenth too late.
      await sendAll(source, [
        ...all.slice(0, 20).map((n) => complaint(source, n, "answered", { at: began + day })),
        ...all.slice(20, 40).map((n) => complaint(source, n, "answered", { at: began + 9 * day })),
      ]);
      await server.scored();
      await until(async () => (await passed(server)).length > 0);
      // In the middle of their firing; on a database of its own a second server takes part.
      await again();
      if (engine.name === "postgres") await start(config);

      const open = (state: string): Promise<readonly unknown[]> =>
        pages(server, `/ops/deadlines?source=purchasing&state=${state}`, "deadlines");
      await until(async () => {
        const rows = await open("any");
        return rows.length === count && rows.filter((row) => at(row, "told") === null).length <= 20;
      });
      await server.scored();
      await until(async () => at((await server.ops("GET", "/ops/stats")).body, "lag") === 0);
      const rows = await open("any");
      expect(rows.filter((row) => at(row, "state") === "met")).toHaveLength(20);
      expect(rows.filter((row) => at(row, "state") === "late")).toHaveLength(20);
      expect(rows.filter((row) => at(row, "state") === "overdue")).toHaveLength(count - 40);
      const alerts = await until(async () => {
        const found = await pages(server, "/ops/alerts?rule=PROC-AWD-012", "alerts");
        return found.length >= count - 20 && found;
      });
      const told = await passed(server);
      // What was told before its answer became known is told again as what it turned out to be, and nothing else is: 20 of
      // those that were met may have been told of twice, and 20 of the late ones once more.
      const twice = told.length - (count - 20);
      expect(twice).toBeGreaterThanOrEqual(0);
      expect(twice).toBeLessThanOrEqual(20 + 20 + 20);
      expect(new Set(told.map((event) => at(event, "id"))).size).toBe(told.length);
      const subjects = alerts.map((alert) => String(at(alert, "subject")));
      expect(new Set(subjects).size).toBe(subjects.length);
      for (const n of all.slice(40)) expect(subjects).toContain(`ocds-${n}`);
    },
  );
});
