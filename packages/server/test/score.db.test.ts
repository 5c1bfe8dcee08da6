import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { describeEngines, describePostgres } from "./support/engines.ts";
import { award, tender } from "./support/events.ts";
import { writeHeader } from "@probity/contracts";
import { openStore } from "../src/index.ts";
import { type LoggedEntry, restoreEntries } from "../src/log/index.ts";
import { at, sourceOf, startTestServer, type TestServer } from "./support/test-server.ts";
import { until } from "./support/until.ts";

const day = (n: number): string => new Date(Date.UTC(2026, 4, n, 1)).toISOString();

describeEngines("scoring", (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    server = await startTestServer({ ...(await engine.newConfig()), alertCoolDownHours: 240 });
  });
  afterAll(() => server?.close());

  const alertsOf = async (source: string, rule: string): Promise<readonly unknown[]> => {
    await server.scored();
    const { body } = await server.ops("GET", `/ops/alerts?source=${source}&rule=${rule}`);
    const alerts = at(body, "alerts");
    return Array.isArray(alerts) ? alerts : [];
  };
  describe("AL-4: every accepted event has exactly one result", () => {
    test("with the bundle used, the counts, and the findings whole", async () => {
      const source = await server.addSource();
      const event = tender(source.id, "ocds-short", 10);
      await source.send([event, award(source.id)]);
      await server.scored();
      const { body } = await server.ops("GET", `/ops/events/${event.id}`);
      expect(body).toMatchObject({
        result: { bundleVersion: 1, bundleHash: expect.stringMatching(/^[0-9a-f]{64}$/), failure: null },
        record: { ocid: "ocds-short", tender: { id: "T1" } },
      });
      expect(Number(at(body, "result", "hits"))).toBeGreaterThan(0);
      expect(at(body, "findings")).toContainEqual(
        expect.objectContaining({
          rule: "PROC-TND-001",
          result: "hit",
          level: 2,
          evidence: expect.anything(),
        }),
      );
    });

    test("what cannot be judged is indeterminate with the missing path, never silent", async () => {
      const source = await server.addSource();
      const event = tender(source.id, "ocds-gap", 10, { data: { ocid: "ocds-gap", tender: { id: "T1" } } });
      await source.send([event]);
      await server.scored();
      const { body } = await server.ops("GET", `/ops/events/${event.id}`);
      expect(at(body, "findings")).toContainEqual(
        expect.objectContaining({
          result: "indeterminate",
          reason: expect.objectContaining({ code: "missing" }),
        }),
      );
    });

    test("later events see the record of their process", async () => {
      const source = await server.addSource();
      await source.send([tender(source.id, "ocds-rec", 30)]);
      const event = award(source.id, { data: { ocid: "ocds-rec", awards: [{ id: "A1" }] } });
      await source.send([event]);
      await server.scored();
      const { body } = await server.ops("GET", `/ops/events/${event.id}`);
      expect(at(body, "record")).toMatchObject({ tender: { title: "Desks" }, awards: [{ id: "A1" }] });
    });
  });

  describe("AL-3: alerts group by rule and subject", () => {
    test("hits within the cool-down count into one alert with their findings and evidence", async () => {
      const source = await server.addSource();
      await source.send([1, 2, 5].map((n) => tender(source.id, "ocds-g", 10, { time: day(n) })));
      const alerts = await alertsOf(source.id, "PROC-TND-001");
      expect(alerts).toHaveLength(1);
      expect(alerts[0]).toMatchObject({
        subject: "ocds-g",
        level: 2,
        class: "integrity",
        state: "open",
        count: 3,
        firstTime: day(1),
        lastTime: day(5),
      });
      const { body } = await server.ops("GET", `/ops/alerts/${String(at(alerts[0], "id"))}`);
      expect(at(body, "about")).toMatchObject({
        model: "PROC-TND",
        explanation: { en: expect.any(String), "zh-CN": expect.any(String) },
        basis: expect.arrayContaining([expect.stringContaining("招标投标法")]),
      });
      expect(at(body, "findings")).toHaveLength(3);
      expect(at(body, "findings", 0)).toMatchObject({
        type: "procurement.tender.published",
        finding: {
          rule: "PROC-TND-001",
          evidence: expect.anything(),
          message: { en: expect.stringContaining("10") },
        },
        event: { data: { ocid: "ocds-g" } },
      });
    });

    test("another subject, or a time beyond the cool-down, opens another alert", async () => {
      const source = await server.addSource();
      await source.send([
        tender(source.id, "ocds-a", 10, { time: day(1) }),
        tender(source.id, "ocds-b", 10, { time: day(1) }),
        tender(source.id, "ocds-a", 10, { time: day(11) }),
        tender(source.id, "ocds-a", 10, { time: day(30) }),
      ]);
      const alerts = await alertsOf(source.id, "PROC-TND-001");
      expect(alerts.map((alert) => [at(alert, "subject"), at(alert, "count")])).toEqual([
        ["ocds-a", 1],
        ["ocds-b", 1],
        ["ocds-a", 2],
      ]);
    });

    test("a late event joins the alert it belongs to and moves its start", async () => {
      const source = await server.addSource();
      await source.send([tender(source.id, "ocds-l", 10, { time: day(9) })]);
      await source.send([tender(source.id, "ocds-l", 10, { time: day(3) })]);
      expect(await alertsOf(source.id, "PROC-TND-001")).toMatchObject([
        { count: 2, firstTime: day(3), lastTime: day(9) },
      ]);
    });
  });

  test("RU-3: results are counted per rule, so that the share of indeterminate ones is known", async () => {
    const before = at((await server.ops("GET", "/ops/stats")).body, "results", "indeterminate");
    const source = await server.addSource();
    await source.send([tender(source.id, "ocds-c", 10, { data: { ocid: "ocds-c" } })]);
    await server.scored();
    const after = at((await server.ops("GET", "/ops/stats")).body, "results", "indeterminate");
    expect(Number(after)).toBeGreaterThan(Number(before));
  });
});

const part = (n: number): Record<string, unknown> => ({
  ocid: "ocds-huge",
  awards: Array.from({ length: 9 }, (_, index) => ({ id: `${n}-${index}`, note: "x".repeat(90_000) })),
});

const damagedEntry: LoggedEntry = {
  src: "poison/~server",
  source: "poison",
  seq: 1,
  header: writeHeader({
    src: "poison/~server",
    seq: 1,
    id: "bad",
    type: "procurement.tender.published",
    at: "2026-05-01T01:00:00Z",
    c: `${"A".repeat(43)}=`,
    prev: "",
  }),
  outcome: "accepted",
  id: "bad",
  type: "procurement.tender.published",
  subject: "p",
  time: "2026-05-01T01:00:00Z",
  incomplete: 0,
  receivedAt: "2026-05-01T01:00:00Z",
  salt: null,
  body: "not json",
};

describeEngines("scoring what cannot be scored", (engine) => {
  test("AL-4: a poisoned event is recorded as indeterminate and stops nothing behind it", async () => {
    const config = await engine.newConfig();
    const first = await startTestServer(config);
    const source = await first.addSource("poison");
    await first.close();
    // Something that no check would let in, such as rows of a damaged disk.
    const store = await openStore(config);
    await store.transaction((transaction) =>
      restoreEntries(transaction, { firstPosition: 1, entries: [damagedEntry] }),
    );
    await store.close();
    const server = await startTestServer(config);
    try {
      const good = tender("poison", "p", 10);
      const sender = sourceOf(server.url, "poison", source.key);
      await sender.send([good]);
      await server.scored();
      const rows = await server.ops("GET", "/ops/events?source=poison&since=0");
      expect(at(rows.body, "events")).toMatchObject([{ id: "bad", hits: 0 }, { id: good.id }]);
      expect(Number(at(rows.body, "events", 0, "indeterminate"))).toBeGreaterThan(0);
      expect(Number(at(rows.body, "events", 1, "hits"))).toBeGreaterThan(0);
    } finally {
      await server.close();
    }
  });

  test("SE-4: a process that outgrows its record makes the rules that read it indeterminate, not wrong", async () => {
    const server = await startTestServer(await engine.newConfig());
    try {
      const source = await server.addSource("huge");
      for (let n = 0; n < 6; n++)
        expect((await source.send([award("huge", { data: part(n) })])).body).toMatchObject({ accepted: 1 });
      const last = tender("huge", "ocds-huge", 10);
      await source.send([last]);
      await server.scored();
      const { body } = await server.ops("GET", `/ops/events/${last.id}`);
      expect(at(body, "record")).toBeNull();
      expect(at(body, "findings")).toContainEqual(
        expect.objectContaining({
          rule: "PROC-TND-001",
          result: "indeterminate",
          reason: expect.objectContaining({ code: "record" }),
        }),
      );
    } finally {
      await server.close();
    }
  });
});

/** Whoever waits for the place in the log. */
const waiting = `select 1 from pg_locks where relation = 'score_position'::regclass and not granted`;

describePostgres("scoring while rules change", (engine) => {
  test("AL-4, RU-4: what comes after bindings were put in force is judged by them, whatever was looked up before", async () => {
    const config = await engine.newConfig();
    const server = await startTestServer(config);
    onTestFinished(() => server.close());
    const source = await server.addSource();
    await server.scored();
    const client = new Client(config.databaseUrl);
    await client.connect();
    onTestFinished(() => client.end());
    // The scorer knows the bundle of the first event and cannot go on.
    await client.query("begin; lock table score_position in exclusive mode");
    const [before, after] = [tender(source.id, "ocds-before", 10), tender(source.id, "ocds-after", 10)];
    await source.send([before]);
    await until(async () => ((await client.query(waiting)).rowCount ?? 0) > 0);
    const { body, status } = await server.ops("PUT", `/ops/sources/${source.id}/bindings`, {
      bindings: [{ id: "mine", rule: "PROC-TND-001", source: source.id, action: "observe" }],
    });
    expect(status).toBe(200);
    await source.send([after]);
    await client.query("commit");
    await server.scored();
    const bundleOf = async (id: string): Promise<unknown> =>
      at((await server.ops("GET", `/ops/events/${id}`)).body, "result", "bundleVersion");
    expect(await bundleOf(before.id)).toBe(1);
    expect(await bundleOf(after.id)).toBe(at(body, "bundleVersion"));
    expect(at(body, "bundleVersion")).toBe(2);
  });
});
