import { expect, test } from "vitest";
import { describeEngines } from "./support/engines.ts";
import { tender } from "./support/events.ts";
import { changedModel, jobEnd, modelId, packOf, ruleId, versionApi } from "./support/models.ts";
import { at, startTestServer } from "./support/test-server.ts";

const listOf = (value: unknown, key: string): readonly unknown[] => {
  const list = at(value, key);
  return Array.isArray(list) ? list : [];
};

const time = (n: number): string => new Date(Date.UTC(2026, 4, n)).toISOString();

describeEngines("ML-2: a backtest against what people found out", (engine) => {
  test("tells which alerts that people judged it would raise again, who there is to verify them, and opens its hits", async () => {
    const server = await startTestServer(await engine.newConfig());
    try {
      const person = await server.addPerson();
      const source = await server.addSource("one");
      await source.send([10, 15, 22].map((days) => tender("one", `p-${days}`, days, { time: time(days) })));
      await server.scored();
      const { body } = await server.ops("GET", `/ops/alerts?rule=${ruleId}`);
      const alerts = new Map(
        listOf(body, "alerts").map((alert) => [at(alert, "subject"), String(at(alert, "id"))]),
      );
      expect(new Set(alerts.keys())).toEqual(new Set(["p-10", "p-15"]));
      const label = (subject: string, said: object): Promise<unknown> =>
        person.ops("POST", `/ops/alerts/${alerts.get(subject) ?? ""}/label`, said);
      expect(await label("p-10", { label: "confirmed" })).toMatchObject({ status: 200 });
      // What was said last counts.
      expect(await label("p-15", { label: "confirmed" })).toMatchObject({ status: 200 });
      expect(await label("p-15", { label: "not_confirmed", reason: "rule_too_strict" })).toMatchObject({
        status: 200,
      });
      await server.scored();
      const run = async (version: string, limit: number): Promise<string> => {
        const pack = packOf(changedModel({ version, limit }));
        expect(await person.ops("POST", "/ops/models/drafts", { pack })).toMatchObject({ status: 201 });
        const step = versionApi(version);
        await step(person, "check");
        const order = await step(person, "backtests");
        await jobEnd(person, at(order.body, "id"));
        return `/ops/models/${modelId}/${version}/proofs/${String(at(order.body, "id"))}`;
      };
      const judged = async (path: string): Promise<unknown> =>
        at((await person.ops("GET", path)).body, "result", "totals", "judgedAlerts");
      const none = { confirmedKept: 0, confirmedLost: 0, dismissedKept: 0, dismissedAvoided: 0 };
      const narrower = await run("1.1.0", 12);
      expect(await judged(narrower)).toEqual({ ...none, confirmedKept: 1, dismissedAvoided: 1 });
      expect(await judged(await run("1.1.1", 5))).toEqual({ ...none, confirmedLost: 1, dismissedAvoided: 1 });
      const wider = await run("1.1.2", 25);
      expect(await judged(wider)).toEqual({ ...none, confirmedKept: 1, dismissedKept: 1 });
      const { body: result } = await person.ops("GET", wider);
      // Nobody was given a role in which alerts are verified.
      expect(at(result, "result", "inbox", "reviewers")).toBe(0);
      const hits = async (path: string, comparison: string): Promise<readonly unknown[]> => {
        const answer = await person.ops("GET", `${path}/hits?rule=${ruleId}&comparison=${comparison}`);
        return listOf(answer.body, "events").map((event) => at(event, "subject"));
      };
      expect(await hits(wider, "new")).toEqual(["p-22"]);
      expect(await hits(wider, "kept")).toEqual(["p-10", "p-15"]);
      expect(await hits(narrower, "lost")).toEqual(["p-15"]);
      expect((await person.ops("GET", `${wider}/hits?rule=${modelId}-999&comparison=new`)).status).toBe(404);
    } finally {
      await server.close();
    }
  });
});
