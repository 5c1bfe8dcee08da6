import { afterAll, beforeAll, expect, test } from "vitest";
import { type CaseServer, inputs, mover, staff, type StaffName, startCases } from "./support/cases.ts";
import { describeUsualEngine } from "./support/engines.ts";
import { eventsOf } from "./support/events-of.ts";
import { type Answer, at, type TestPerson } from "./support/test-server.ts";
import { until } from "./support/until.ts";

const code = (answer: { body: unknown }): unknown => at(answer.body, "code");

describeUsualEngine("console decision 8: one act on many cases", (engine) => {
  let running: CaseServer<StaffName | "leaver">;
  let now = Date.parse("2026-06-01T02:00:00Z");
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    running = await startCases(engine, { ...staff, leaver: ["dispatcher"] }, { clock: () => now });
  });
  afterAll(() => running?.server.close());

  /** Cases of a unit; their ids. */
  const casesIn = async (unit: string, count: number): Promise<readonly string[]> => {
    const ids: string[] = [];
    for (let n = 0; n < count; n += 1) {
      const made = { title: `${unit} ${n}`, level: 2, tracks: ["business"], unit };
      ids.push(String(at((await running.people.dina.ops("POST", "/console/cases", made)).body, "id")));
    }
    return ids;
  };
  const choiceOf = (unit: string, more: object = {}): object => ({
    filter: { unit, state: "warned" },
    asOf: new Date(now).toISOString(),
    track: "business",
    ...more,
  });
  const shown = async (choice: object): Promise<{ expected: unknown; seen: unknown }> => {
    const { body } = await running.people.dina.ops("POST", "/console/cases/bulk/count", choice);
    return { expected: at(body, "count"), seen: at(body, "seen") };
  };
  const ask = (choice: object, more: object, person: TestPerson = running.people.dina): Promise<Answer> =>
    person.ops("POST", "/console/cases/bulk", {
      ...choice,
      transition: "assign",
      input: inputs.assign,
      undoSeconds: 0,
      ...more,
    });
  const inState = async (act: unknown, ...states: readonly string[]): Promise<unknown> =>
    await until(async () => {
      const { body } = await running.people.dina.ops("GET", `/console/bulk/${String(at(act, "id"))}`);
      return states.includes(String(at(body, "state"))) ? body : undefined;
    });
  const warned = async (unit: string): Promise<unknown> =>
    at(
      (await running.people.dina.ops("GET", `/console/cases/counts?unit=${unit}&state=warned`)).body,
      "total",
    );

  test("the number shown is the number changed: what came after and what was taken out stay", async () => {
    const [first] = await casesIn("bulk-1", 12);
    const choice = choiceOf("bulk-1", { except: [first] });
    const seen = await shown(choice);
    expect(seen.expected).toBe(11);
    now += 1_000;
    await casesIn("bulk-1", 1);
    const asked = await ask(choice, seen);
    expect([asked.status, asked.body]).toMatchObject([202, { state: "checking", total: 11, changed: 0 }]);
    const done = await inState(asked.body, "done");
    expect(done).toMatchObject({ total: 11, changed: 11, refused: 0, refusals: [] });
    expect(await warned("bulk-1")).toBe(2);
    const mine = (await running.people.hanna.ops("GET", "/console/cases/counts?mine=true&unit=bulk-1")).body;
    expect(at(mine, "total")).toBe(11);
    const told = (await eventsOf(running.server, "probity", "bulk.act.changed"))
      .map((event) => at(event, "event", "data", "bulk"))
      .filter((bulk) => at(bulk, "id") === at(done, "id"))
      .toReversed();
    expect(told).toMatchObject([
      { change: "asked", by: "dina", total: 11, changed: 0, hash: seen.seen },
      { change: "done", by: "dina", total: 11, changed: 11, refused: 0 },
    ]);
  });

  test("another number, or the same number of others, changes nothing", async () => {
    const [one] = await casesIn("bulk-2", 3);
    const choice = choiceOf("bulk-2");
    const seen = await shown(choice);
    expect(code(await ask(choice, { ...seen, expected: 4 }))).toBe("PROBITY_E_BULK_STATE");
    // Another reviewer was faster: one went, and one that was opened before comes back.
    await mover(one ?? "", "business").step(running.people.dina, "assign", inputs.assign);
    const gone = await ask(choice, seen);
    expect([code(gone), at(gone.body, "errors", 0, "message")]).toEqual(["PROBITY_E_BULK_STATE", "2"]);
    const all = choiceOf("bulk-2", { filter: { unit: "bulk-2" } });
    const three = await shown(all);
    const step = mover(one ?? "", "business");
    step.version = 2;
    await step.step(running.people.dina, "reassign", { ...inputs.assign, handler: "hugo", text: "Ill." });
    const changed = await ask(all, three);
    expect([code(changed), at(changed.body, "errors", 0, "message")]).toEqual(["PROBITY_E_BULK_STATE", "3"]);
  });

  test("where one refuses in the rehearsal, none is changed, and which and why is said", async () => {
    const [one] = await casesIn("bulk-3", 3);
    const choice = choiceOf("bulk-3", { filter: { unit: "bulk-3" } });
    await mover(one ?? "", "business").step(running.people.dina, "assign", inputs.assign);
    const asked = await ask(choice, await shown(choice));
    expect(await inState(asked.body, "refused", "done")).toMatchObject({
      state: "refused",
      changed: 0,
      refused: 1,
      refusals: [{ id: one, code: "PROBITY_E_CASE_STATE" }],
    });
    expect(await warned("bulk-3")).toBe(2);
  });

  test("an act is undone before it changes anything, by whoever asked for it, and not after", async () => {
    await casesIn("bulk-4", 2);
    // Acts are listed by their time.
    now += 1_000;
    const choice = choiceOf("bulk-4");
    const asked = await ask(choice, { ...(await shown(choice)), undoSeconds: 10 });
    const path = `/console/bulk/${String(at(asked.body, "id"))}`;
    await inState(asked.body, "waiting");
    expect((await running.people.adam.ops("POST", `${path}/undo`)).status).toBe(404);
    expect((await running.people.adam.ops("GET", path)).status).toBe(404);
    now += 9_000;
    expect((await running.people.dina.ops("POST", `${path}/undo`)).body).toMatchObject({ state: "undone" });
    now += 60_000;
    expect(code(await running.people.dina.ops("POST", `${path}/undo`))).toBe("PROBITY_E_BULK_STATE");
    const again = await ask(choice, { ...(await shown(choice)), undoSeconds: 10 });
    await inState(again.body, "waiting");
    // Meanwhile somebody else is faster with one of them: it is said, and the other is changed.
    const cases = (await running.people.dina.ops("GET", "/console/cases?unit=bulk-4")).body;
    const taken = String(at(cases, "cases", 0, "id"));
    await mover(taken, "business").step(running.people.dina, "assign", inputs.assign);
    now += 10_000;
    expect(await inState(again.body, "done")).toMatchObject({
      total: 2,
      changed: 1,
      refused: 1,
      refusals: [{ id: taken, code: "PROBITY_E_CASE_STATE" }],
    });
    const own = (await running.people.dina.ops("GET", "/console/bulk?limit=1")).body;
    expect(at(own, "acts", 0, "id")).toBe(at(again.body, "id"));
    expect(
      (await running.people.dina.ops("GET", `/console/bulk?limit=1&cursor=${String(at(own, "next"))}`)).body,
    ).toMatchObject({ acts: [{ id: at(asked.body, "id"), state: "undone" }] });
  });

  test("what its person may do when it starts decides", async () => {
    await casesIn("bulk-5", 1);
    const { leaver } = running.people;
    const choice = choiceOf("bulk-5");
    const asked = await ask(choice, { ...(await shown(choice)), undoSeconds: 10 }, leaver);
    expect(asked.status).toBe(202);
    await until(
      async () => at((await leaver.ops("GET", "/console/bulk")).body, "acts", 0, "state") === "waiting",
    );
    await running.server.ops("POST", "/ops/people/leaver/revoke");
    now += 10_000;
    const ended = await until(async () => {
      const told = (await eventsOf(running.server, "probity", "bulk.act.changed")).map((event) =>
        at(event, "event", "data", "bulk"),
      );
      return told.find((bulk) => at(bulk, "by") === "leaver" && at(bulk, "change") === "done");
    });
    expect(ended).toMatchObject({ total: 1, changed: 0, refused: 1 });
    expect(await warned("bulk-5")).toBe(1);
  });
});
