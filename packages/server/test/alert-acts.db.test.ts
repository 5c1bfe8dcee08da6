import { afterAll, beforeAll, expect, test } from "vitest";
import { type CaseServer, shortTender, staff, type StaffName, startCases } from "./support/cases.ts";
import { describeUsualEngine } from "./support/engines.ts";
import { eventsOf } from "./support/events-of.ts";
import { type Answer, at, type TestPerson } from "./support/test-server.ts";
import { until } from "./support/until.ts";

const code = (answer: { body: unknown }): unknown => at(answer.body, "code");
const dismissal = { reason: "allowed_by_policy", note: "The rule does not know the exception." };

const ask = (kind: "dismiss" | "assign" | "join", body: object, person: TestPerson): Promise<Answer> =>
  person.ops("POST", `/console/alerts/bulk/${kind}`, { undoSeconds: 0, ...body });
const ended = async (act: Answer, person: TestPerson): Promise<unknown> =>
  await until(async () => {
    const { body } = await person.ops("GET", `/console/bulk/${String(at(act.body, "id"))}`);
    return ["done", "refused", "undone"].includes(String(at(body, "state"))) ? body : undefined;
  });

describeUsualEngine("console decision 8: one decision about many alerts", (engine) => {
  let running: CaseServer<StaffName | "rena">;
  let send: (from: number, count: number) => Promise<void>;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    // A reviewer who sees the integrity side, where the alerts of these tests are.
    const roles = { ...staff, rena: ["reviewer", "discipline"] };
    running = await startCases(engine, roles, { config: { caseOpenLevel: 1 } });
    const source = await running.server.addSource("purchasing");
    send = async (from, count) => {
      const tenders = Array.from({ length: count }, (_, n) =>
        shortTender(source.id, `ocds-${from + n}`, `clerk-${from + n}`),
      );
      await source.send(tenders);
      await running.server.scored();
    };
    await send(0, 6);
  });
  afterAll(() => running?.server.close());

  const rule = "PROC-TND-001";
  const page = async (more = ""): Promise<{ asOf: number; alerts: readonly Record<string, unknown>[] }> => {
    const { body } = await running.people.rena.ops("GET", `/console/alerts?rule=${rule}${more}`);
    // As the route describes it.
    return body as { asOf: number; alerts: readonly Record<string, unknown>[] };
  };
  const countOf = async (choice: object, person: TestPerson = running.people.rena): Promise<object> => {
    const { body } = await person.ops("POST", "/console/alerts/bulk/count", choice);
    return { expected: at(body, "count"), seen: at(body, "seen") };
  };

  test("what was counted is what is dismissed: not what came later, nor what was taken out", async () => {
    const { asOf, alerts } = await page();
    const [first] = alerts;
    await send(6, 2);
    const choice = { filter: { rule }, asOf, except: [String(first?.["id"])] };
    const shown = await countOf(choice);
    expect(shown).toMatchObject({ expected: 5 });
    const act = await ask("dismiss", { ...choice, ...shown, input: dismissal }, running.people.rena);
    expect(act.status).toBe(202);
    expect(await ended(act, running.people.rena)).toMatchObject({ state: "done", changed: 5, refused: 0 });
    const left = await page();
    expect(left.alerts.map(({ id }) => id)).toContain(first?.["id"]);
    expect(left.alerts).toHaveLength(3);
    const { alerts: labelled } = await page("&state=labelled");
    expect(labelled).toHaveLength(5);
    const told = await eventsOf(running.server, "probity", "alert.label.recorded");
    expect(told).toHaveLength(5);
  });

  test("an act that is undone, or whose alerts have changed since, changes nothing", async () => {
    const { asOf, alerts } = await page();
    const choice = { filter: { rule }, asOf };
    const shown = await countOf(choice);
    const body = { ...choice, ...shown, input: dismissal };
    const act = await ask("dismiss", { ...body, undoSeconds: 60 }, running.people.rena);
    const undo = await running.people.rena.ops("POST", `/console/bulk/${String(at(act.body, "id"))}/undo`);
    expect(undo.body).toMatchObject({ state: "undone", changed: 0 });
    const label = { label: "confirmed" };
    const id = encodeURIComponent(String(alerts[0]?.["id"]));
    expect((await running.people.rena.ops("POST", `/ops/alerts/${id}/label`, label)).status).toBe(200);
    expect(code(await ask("dismiss", body, running.people.rena))).toBe("PROBITY_E_BULK_STATE");
    expect((await page()).alerts).toHaveLength(alerts.length - 1);
  });

  test("assigning opens a case for what is in none, and what is in a case is dismissed there alone", async () => {
    const { dina, rena } = running.people;
    const { asOf, alerts } = await page();
    const ids = alerts.map(({ id }) => String(id));
    const choice = { filter: { rule }, asOf, only: ids };
    const input = { unit: "office-2", handler: "hanna" };
    const shown = await countOf(choice, dina);
    const act = await ask("assign", { ...choice, ...shown, input }, dina);
    expect(await ended(act, dina)).toMatchObject({ state: "done", changed: ids.length });
    const after = await page();
    for (const line of after.alerts)
      expect(line).toMatchObject({
        state: "assigned",
        handler: { id: "hanna" },
        inCharge: { id: "office-2" },
      });
    const again = await countOf(choice);
    const refused = await ended(await ask("dismiss", { ...choice, ...again, input: dismissal }, rena), rena);
    expect(refused).toMatchObject({ state: "refused", changed: 0, refused: ids.length });
    expect(JSON.stringify(at(refused, "refusals"))).toContain("PROBITY_E_CASE_STATE");
  });

  test("what is put into a case leaves the one in which it was, and where there is no such case nothing is moved", async () => {
    const { dina } = running.people;
    await send(20, 2);
    const { asOf, alerts } = await page("&state=new");
    const choice = { filter: { rule, state: "new" }, asOf };
    const made = { title: "Joint", level: 2, tracks: ["integrity"] };
    const into = String(at((await dina.ops("POST", "/console/cases", made)).body, "id"));
    const input = { into, text: "The same official." };
    const act = await ask("join", { ...choice, ...(await countOf(choice, dina)), input }, dina);
    expect(await ended(act, dina)).toMatchObject({ state: "done", changed: alerts.length });
    const { alerts: joined } = await page("&state=warned");
    expect(joined.filter((line) => line["case"] === into)).toHaveLength(alerts.length);
    const again = { filter: { rule, state: "warned" }, asOf };
    const wrong = {
      ...again,
      ...(await countOf(again, dina)),
      input: { into: "none", text: "No such case." },
    };
    const refused = await ended(await ask("join", wrong, dina), dina);
    expect(refused).toMatchObject({ state: "refused", changed: 0 });
  });

  test("SE-2: only who may label dismisses, only who may assign assigns, and nobody what they do not see", async () => {
    const { dina, hanna, rita } = running.people;
    const { asOf } = await page();
    const choice = { filter: { state: "all" }, asOf };
    // What is of the integrity side is not there for a reviewer of the business side.
    expect(await countOf(choice, rita)).toMatchObject({ expected: 0 });
    const shown = await countOf(choice, dina);
    expect(code(await ask("dismiss", { ...choice, ...shown, input: dismissal }, dina))).toBe(
      "PROBITY_E_FORBIDDEN",
    );
    const input = { unit: "office-2", handler: "hanna" };
    expect(code(await ask("assign", { ...choice, ...shown, input }, hanna))).toBe("PROBITY_E_FORBIDDEN");
    expect(code(await ask("assign", { ...choice, ...shown, input: { unit: "office-2" } }, dina))).toBe(
      "PROBITY_E_REQUEST",
    );
  });
});
