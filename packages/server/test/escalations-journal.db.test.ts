// The data directory is lost, and the journal gives the deadlines of cases back with the cases.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { giveRoles, mover } from "./support/cases.ts";
import { describePglite } from "./support/engines.ts";
import { at, operatorOf, startTestServer, type TestServer } from "./support/test-server.ts";
import { until } from "./support/until.ts";

const roles = { dina: ["dispatcher"], hanna: ["handler"], ada: ["admin"] };

describePglite("CA-2, LO-9: deadlines of cases and the journal", (engine) => {
  test("a lost database gives back deadlines, hand-ups and terms; what is next due comes once, at its time", async () => {
    const config = await engine.newConfig();
    await giveRoles(config, roles);
    // A Monday, 10:00 in Shanghai.
    let now = Date.parse("2026-06-01T02:00:00Z");
    const start = (): Promise<TestServer> =>
      startTestServer(config, { clock: () => now, silenceCheckMs: 20, timersMs: 20 });
    const server = await start();
    const [dina, hanna, ada] = [
      await server.addPerson("dina"),
      await server.addPerson("hanna"),
      await server.addPerson("ada"),
    ];
    const terms = { stages: { verifying: 4 }, levelDays: 2 };
    expect((await ada.ops("PUT", "/console/escalation-terms/business", terms)).status).toBe(200);
    const opened = await dina.ops("POST", "/console/cases", {
      title: "late",
      level: 2,
      tracks: ["business"],
    });
    const id = String(at(opened.body, "id"));
    const { step } = mover(id, "business");
    for (const [person, name, input] of [
      [dina, "assign", { unit: "school", handler: "hanna" }],
      [hanna, "accept", {}],
    ] as const)
      expect((await step(person, name, input)).status).toBe(200);
    const shownBy = async (running: TestServer): Promise<unknown> =>
      (await operatorOf(running.url, dina.token)("GET", `/console/escalations/${id}`)).body;
    const raisedTo = (running: TestServer, level: number): Promise<unknown> =>
      until(async () => at(await shownBy(running), "clocks", 0, "escalationLevel") === level);
    expect(at(await shownBy(server), "clocks", 0, "dueAt")).toBe("2026-06-05T15:59:59.999Z");
    now = Date.parse("2026-06-05T16:00:00Z");
    await raisedTo(server, 1);
    const before = await shownBy(server);
    const setTerms = await ada.ops("GET", "/console/escalation-terms");
    expect(setTerms.body).toMatchObject({ terms: [{ scope: "business", terms }] });
    await server.close();
    rmSync(join(config.dataDir, "db"), { recursive: true });

    const again = await start();
    try {
      expect(await shownBy(again)).toEqual(before);
      expect((await operatorOf(again.url, ada.token)("GET", "/console/escalation-terms")).body).toEqual(
        setTerms.body,
      );
      // Two working days after Saturday 6 June.
      expect(at(before, "clocks", 0, "handUpAt")).toBe("2026-06-09T16:00:00.000Z");
      now = Date.parse("2026-06-09T16:00:00Z");
      await raisedTo(again, 2);
      const steps = at(await shownBy(again), "steps");
      const raised = (Array.isArray(steps) ? steps : []).filter((one) => at(one, "action") === "raised");
      expect(raised.map((one) => [at(one, "at"), at(one, "details", "escalationLevel")])).toEqual([
        ["2026-06-05T16:00:00.000Z", 1],
        ["2026-06-09T16:00:00.000Z", 2],
      ]);
    } finally {
      await again.close();
    }
  });
});
