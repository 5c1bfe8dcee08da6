// How well the events of a source are told: what is missing, late, ahead, undecided and refused (EV-6, UI-1).
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ProbityEvent } from "@probity/contracts";
import { shortTender } from "./support/cases.ts";
import { describeEngines } from "./support/engines.ts";
import { at, startTestServer, type TestServer, type TestSource } from "./support/test-server.ts";

const now = Date.parse("2026-05-20T08:00:00Z");
const before = (minutes: number): string => new Date(now - minutes * 60_000).toISOString();

const tender = (ocid: string, minutesAgo: number): ProbityEvent =>
  shortTender("purchasing", ocid, "clerk", { time: before(minutesAgo) });

describeEngines("UI-1: data quality of a source", (engine) => {
  let server: TestServer;
  let source: TestSource;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    server = await startTestServer(await engine.newConfig(), { clock: () => now });
    source = await server.addSource("purchasing");
  });
  afterAll(() => server?.close());

  const quality = async (id: string, query = ""): Promise<{ status: number; body: unknown }> =>
    await server.ops("GET", `/ops/sources/${id}/quality${query}`);
  test("a source that sent nothing has nothing, and one that is not there is not found", async () => {
    expect((await quality("purchasing")).body).toMatchObject({
      events: 0,
      sampled: false,
      types: [],
      missing: [],
      undecided: [],
      refused: [],
    });
    expect((await quality("nobody")).status).toBe(404);
    expect((await quality("purchasing", "?days=0")).status).toBe(400);
  });

  test("each missing field is counted, list elements as one, and delays are those of the acts", async () => {
    const [nobody, empty, wrong] = [tender("o-2", 20), tender("o-3", 30), tender("o-5", 40)];
    const { body } = await source.send([
      tender("o-1", 10),
      { ...nobody, data: { ...nobody.data, actor: undefined } },
      { ...empty, data: { ocid: "o-3", tender: empty.data["tender"] ?? null } },
      tender("o-4", -10),
      { ...wrong, data: { ...wrong.data, tender: "not an object" } },
    ]);
    expect(at(body, "quarantined"), JSON.stringify(body)).toBe(1);
    await server.scored();
    const answer = (await quality("purchasing")).body;
    expect(answer).toMatchObject({
      events: 4,
      types: [
        {
          type: "procurement.tender.published",
          name: { "zh-CN": expect.stringMatching(/\p{Script=Han}/u) as string },
          events: 4,
          ahead: 1,
          lastAt: new Date(now).toISOString(),
          delayMs: { p50: 600_000, p95: 1_800_000 },
        },
      ],
      refused: [{ code: "PROBITY_E_PAYLOAD", events: 1, open: 1 }],
    });
    const incomplete = Number(at(answer, "types", 0, "incomplete"));
    const missing = at(answer, "missing") as readonly { field: string; events: number; of: number }[];
    // As ingest counted them.
    const { body: listed } = await server.ops("GET", "/ops/events?source=purchasing&limit=100");
    const counts = (at(listed, "events") as readonly { incomplete: number }[]).map(
      (event) => event.incomplete,
    );
    expect(incomplete).toBe(counts.filter((count) => count > 0).length);
    expect(missing.reduce((sum, { events }) => sum + events, 0)).toBe(counts.reduce((a, b) => a + b, 0));
    expect(missing.every(({ of }) => of === incomplete)).toBe(true);
    expect(missing.map(({ field }) => field)).toContain("/actor/personId");
    expect(missing.map(({ field }) => field).filter((field) => /\/\d/.test(field))).toEqual([]);
  });

  test("rules that could not decide are named with how often", async () => {
    const { body: stats } = await server.ops("GET", "/ops/stats");
    const undecided = at((await quality("purchasing")).body, "undecided") as readonly { undecided: number }[];
    expect(undecided.reduce((sum, rule) => sum + rule.undecided, 0)).toBe(
      at(stats, "results", "indeterminate"),
    );
    expect(undecided.length).toBeGreaterThan(0);
  });
});
