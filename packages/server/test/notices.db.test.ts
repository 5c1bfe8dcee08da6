import { randomUUID } from "node:crypto";
import type { ProbityEvent } from "@probity/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeUsualEngine } from "./support/engines.ts";
import { award } from "./support/events.ts";
import { at, startTestServer, type TestServer, type TestSource } from "./support/test-server.ts";

const system = (source: string, type: string, data: Record<string, unknown>): ProbityEvent => ({
  specversion: "1.0",
  id: randomUUID(),
  source,
  type,
  time: "2026-05-02T02:00:00+08:00",
  data,
});

const gap = (source: string, over: Record<string, unknown> = {}): ProbityEvent =>
  system(source, "stream.gap", {
    gap: { stream: `${source}/old`, fromSequence: 7, toSequence: 9, count: 3, reason: "damaged", ...over },
  });

const tally = (source: string, counts: Record<string, number>): ProbityEvent =>
  system(source, "source.tally", {
    tally: {
      countDate: "2026-05-01",
      counts: Object.entries(counts).map(([type, businessCount]) => ({ type, businessCount })),
    },
  });

const difference = (type: string, expected: number, actual: number): unknown =>
  expect.objectContaining({
    rule: "LOG-TAL-001",
    evidence: expect.arrayContaining([
      expect.objectContaining({ name: "type", value: type }),
      expect.objectContaining({ name: "expected", value: expected }),
      expect.objectContaining({ name: "actual", value: actual }),
    ]),
  });

describeUsualEngine("notices", (engine) => {
  let server: TestServer;
  let source: TestSource;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    server = await startTestServer(await engine.newConfig());
  });
  afterAll(() => server?.close());

  const send = async (...events: ProbityEvent[]): Promise<void> => {
    expect((await source.send(events)).body).toMatchObject({ accepted: events.length });
    await server.scored();
  };
  const alerts = async (): Promise<readonly unknown[]> => {
    const { body } = await server.ops("GET", `/ops/alerts?source=${source.id}`);
    const rows = at(body, "alerts");
    return Array.isArray(rows) ? rows.filter((row) => String(at(row, "rule")).startsWith("LOG-")) : [];
  };
  const show = async (alert: unknown): Promise<unknown> =>
    (await server.ops("GET", `/ops/alerts/${encodeURIComponent(String(at(alert, "id")))}`)).body;

  describe("LO-6: a gap that the source declares", () => {
    test("is a finding and an alert with what is known, in both languages, without any rule in force", async () => {
      source = await server.addSource();
      await send(gap(source.id));
      const [alert, ...others] = await alerts();
      expect(others).toEqual([]);
      expect(alert).toMatchObject({
        rule: "LOG-GAP-001",
        level: 2,
        class: "integrity",
        state: "open",
        count: 1,
        message: {
          en: expect.stringContaining("lost 3 events"),
          "zh-CN": expect.stringContaining("3 个事件"),
        },
      });
      const shown = await show(alert);
      expect(at(shown, "about")).toMatchObject({
        explanation: { en: expect.any(String), "zh-CN": expect.any(String) },
      });
      expect(at(shown, "findings", 0, "finding", "evidence")).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ name: "fromSequence", value: 7 }),
          expect.objectContaining({ name: "toSequence", value: 9 }),
          expect.objectContaining({ name: "count", value: 3 }),
          expect.objectContaining({ name: "reason", value: "damaged" }),
        ]),
      );
    });

    test("is less grave when everything follows in another stream; gaps of a source share an alert", async () => {
      source = await server.addSource();
      await send(gap(source.id, { count: 0, reason: "gap" }));
      expect(await alerts()).toMatchObject([{ level: 3, count: 1 }]);
      await send(gap(source.id, { stream: `${source.id}/other`, count: 1, reason: "full" }));
      expect(await alerts()).toMatchObject([{ level: 2, count: 2, subject: null }]);
    });
  });

  describe("LO-6: a daily tally", () => {
    test("that fits raises nothing; the day is one of the server's time zone", async () => {
      source = await server.addSource();
      await send(
        award(source.id, { time: "2026-04-30T23:59:59+08:00" }),
        award(source.id, { time: "2026-04-30T16:00:00Z" }),
        award(source.id, { time: "2026-05-01T23:59:59+08:00" }),
        award(source.id, { time: "2026-05-02T00:00:00+08:00" }),
        tally(source.id, { "procurement.award.decided": 2, "contract.signed": 0 }),
      );
      expect(await alerts()).toEqual([]);
    });

    test("that does not fit names type, business count and logged count, in either direction", async () => {
      source = await server.addSource();
      const counted = tally(source.id, { "procurement.award.decided": 0, "contract.signed": 2 });
      await send(award(source.id), counted);
      const [alert, ...others] = await alerts();
      expect(others).toEqual([]);
      expect(alert).toMatchObject({ rule: "LOG-TAL-001", level: 2, class: "integrity", count: 1 });
      const { body } = await server.ops("GET", `/ops/events/${counted.id}`);
      expect(at(body, "findings")).toEqual(
        expect.arrayContaining([
          difference("procurement.award.decided", 0, 1),
          difference("contract.signed", 2, 0),
        ]),
      );
    });

    test("counts what was logged before it, whenever it is scored", async () => {
      source = await server.addSource();
      const early = tally(source.id, { "procurement.award.decided": 1 });
      await send(early, award(source.id));
      const { body } = await server.ops("GET", `/ops/events/${early.id}`);
      expect(at(body, "findings")).toMatchObject([{ rule: "LOG-TAL-001" }]);
    });

    test("AL-4: a day that no calendar has is a failure with a reason and stops nothing behind it", async () => {
      source = await server.addSource();
      const odd = tally(source.id, { "contract.signed": 1 });
      Object.assign(odd.data["tally"] as object, { countDate: "2026-02-31" });
      await send(odd, gap(source.id));
      const { body } = await server.ops("GET", `/ops/events/${odd.id}`);
      expect(at(body, "result", "failure")).toContain("2026-02-31");
      expect(await alerts()).toMatchObject([{ rule: "LOG-GAP-001" }]);
    });
  });
});
