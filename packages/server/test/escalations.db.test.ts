import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { mover, shortTender, startCases, type CaseServer } from "./support/cases.ts";
import { cli, type CliResult } from "./support/cli.ts";
import { describeUsualEngine } from "./support/engines.ts";
import { at, type Answer, type TestPerson, type TestSource } from "./support/test-server.ts";
import { until } from "./support/until.ts";

const people = {
  dina: ["dispatcher"],
  hanna: ["handler"],
  hugo: ["handler"],
  adam: ["approver"],
  rita: ["reviewer"],
  paula: ["appraiser"],
  uwe: ["approver"],
  dora: ["discipline", "handler"],
  greta: ["discipline"],
  ada: ["admin"],
  bert: ["reviewer"],
} as const;
type Name = keyof typeof people;

const units = [
  ["school", "unit", "uwe"],
  ["bureau", "department", "bert"],
  ["body", "discipline_body", "dora"],
  ["district", "district_discipline_body", "greta"],
] as const;

const iso = (time: number): string => new Date(time).toISOString();
const code = (answer: Answer): unknown => at(answer.body, "code");

const inbox = async (person: TestPerson): Promise<string> =>
  JSON.stringify((await person.ops("GET", "/console/notifications?limit=500")).body);
const act = (person: TestPerson, id: string, name: string): Promise<Answer> =>
  person.ops("POST", `/console/escalations/${id}/acts`, { track: "business", act: name, text: "because" });

describeUsualEngine("CA-2: deadlines act", (engine) => {
  let running: CaseServer<Name>;
  let source: TestSource;
  // A Monday, 10:00 in Shanghai.
  const start = Date.parse("2026-06-01T02:00:00Z");
  let now = start;

  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    running = await startCases(engine, people, { clock: () => now, silenceCheckMs: 20, timersMs: 20 });
    const { server } = running;
    source = await server.addSource("purchasing");
    const put = async (kind: string, rows: readonly object[]): Promise<void> => {
      for (const row of rows) {
        const answer = await server.ops("POST", `/ops/org/${kind}`, row);
        expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
      }
    };
    const validFrom = "2026-01-01";
    await put(
      "units",
      [...units, ["orphan", "unit", "uwe"] as const].map(([id, kind]) => ({
        id,
        name: id,
        kind,
        validFrom,
      })),
    );
    await put("units", [{ id: "annex", name: "annex", kind: "unit", parent: "school", validFrom }]);
    await put("chain", [
      {
        unit: "school",
        businessDepartment: "bureau",
        disciplineOfDepartment: "body",
        districtDiscipline: "district",
        validFrom,
      },
      { unit: "orphan", districtDiscipline: "district", validFrom },
    ]);
    await put(
      "posts",
      units.map(([unit]) => ({ id: `${unit}-head`, name: unit, unit, head: true, validFrom })),
    );
    await put(
      "holders",
      units.map(([unit, , person]) => ({ id: `${unit}-1`, post: `${unit}-head`, person, validFrom })),
    );
  });
  afterAll(() => running?.server.close());

  const opened = async (unit = "school", level = 2, track = "business"): Promise<string> => {
    const answer = await running.people.dina.ops("POST", "/console/cases", {
      title: "late",
      level,
      unit,
      tracks: [track],
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return String(at(answer.body, "id"));
  };
  const clockOf = async (id: string): Promise<unknown> => {
    const answer = await running.people.adam.ops("GET", `/console/escalations/${id}`);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return at(answer.body, "clocks", 0);
  };
  const stepsOf = async (id: string): Promise<readonly string[]> => {
    const steps = at((await running.people.adam.ops("GET", `/console/escalations/${id}`)).body, "steps");
    return (Array.isArray(steps) ? steps : []).map((one) => String(at(one, "action")));
  };
  const level = async (id: string): Promise<unknown> => at(await clockOf(id), "escalationLevel");
  const reach = (id: string, wanted: number): Promise<unknown> =>
    until(async () => (await level(id)) === wanted);
  const due = async (id: string): Promise<unknown> => at(await clockOf(id), "dueAt");
  /** An objection at a unit that was to be answered within three days (PROC-AWD-012), and was not; its case. */
  const overdue = async (ocid: string, unit: object = { unitId: "school" }): Promise<string> => {
    now = start;
    const time = iso(start);
    const { server } = running;
    await source.send([
      {
        specversion: "1.0",
        id: `received-${ocid}`,
        source: source.id,
        type: "procurement.complaint.recorded",
        time,
        subject: ocid,
        data: {
          ocid,
          actor: { personId: "clerk", ...unit },
          complaint: { id: `x-${ocid}`, kind: "objection", status: "received", date: time },
        },
      },
    ]);
    await server.scored();
    now = Date.parse("2026-06-05T00:00:00Z");
    const path = `/ops/alerts?rule=PROC-AWD-012&subject=${ocid}`;
    const alert = await until(async () => at((await server.ops("GET", path)).body, "alerts", 0, "id"));
    return `c-${String(alert)}`;
  };
  /** Up to `applying`, where the business department reviews the handling. */
  const applied = async (id: string): Promise<ReturnType<typeof mover>> => {
    const { dina, hanna, adam } = running.people;
    const moving = mover(id, "business");
    for (const [person, name, input] of [
      [dina, "assign", { unit: "school", handler: "hanna" }],
      [hanna, "accept", {}],
      [hanna, "dispose", { report: "Seen.", facts: "Not answered.", responsible: [] }],
      [adam, "apply", { disposals: [{ kind: "reminder" }], measures: [] }],
    ] as const)
      expect([name, (await moving.step(person, name, input)).status]).toEqual([name, 200]);
    return moving;
  };

  describe("states have their working days", () => {
    test("2 to assign, 2 to accept, 15 to verify; half of it, rounded up, at risk level 1", async () => {
      now = start;
      const { dina, hanna } = running.people;
      const id = await opened();
      expect(at(await clockOf(id), "dueAt")).toBe("2026-06-03T15:59:59.999Z");
      const { step } = mover(id, "business");
      expect((await step(dina, "assign", { unit: "school", handler: "hanna" })).status).toBe(200);
      now += 86_400_000;
      // Whoever is given it, the clock goes on.
      await step(dina, "reassign", { unit: "school", handler: "hanna", text: "again" });
      expect(at(await clockOf(id), "dueAt")).toBe("2026-06-03T15:59:59.999Z");
      expect((await step(hanna, "accept", {})).status).toBe(200);
      // From Tuesday 2 June; 19 June is the Dragon Boat Festival.
      expect(at(await clockOf(id), "dueAt")).toBe("2026-06-24T15:59:59.999Z");
      const grave = await opened("school", 1);
      expect(at(await clockOf(grave), "dueAt")).toBe("2026-06-03T15:59:59.999Z");
      const shown = (await dina.ops("GET", `/console/cases/${grave}`)).body;
      expect(at(shown, "tracks", 0, "dueAt")).toBe("2026-06-03T15:59:59.999Z");
    });

    test("an alert's case has its deadline when it is scored", async () => {
      now = start;
      const { server, people: staff } = running;
      await source.send([shortTender(source.id, "ocds-clock")]);
      await server.scored();
      const listed = (await staff.dina.ops("GET", "/console/escalations?limit=500")).body;
      const rows = at(listed, "escalations");
      const own = (Array.isArray(rows) ? rows : []).find((one) =>
        String(at(one, "case")).startsWith("c-PROC-TND-001"),
      );
      expect(own).toMatchObject({ state: "warned", dueAt: "2026-06-03T15:59:59.999Z", escalationLevel: 0 });
    });

    test("a pause stops the clock, its days do not count, and terms of a track hold for what begins later", async () => {
      now = start;
      const { dina, hanna, adam, ada } = running.people;
      const id = await opened();
      const { step } = mover(id, "business");
      await step(dina, "assign", { unit: "school", handler: "hanna" });
      await step(hanna, "accept", {});
      await hanna.ops("POST", `/console/cases/${id}/evidence`, {
        track: "business",
        kind: "note",
        text: "their answer is awaited",
      });
      const suspended = await step(adam, "suspend", {
        reasonCode: "awaits_expert",
        until: iso(start + 20 * 86_400_000),
        text: "they have to answer",
      });
      expect(suspended.status, JSON.stringify(suspended.body)).toBe(200);
      expect(await clockOf(id)).toMatchObject({ dueAt: null, light: "stopped" });
      now = start + 7 * 86_400_000;
      expect((await step(adam, "resume", { text: "they did" })).status).toBe(200);
      // 15 working days after Monday 8 June instead of 1 June.
      expect(at(await clockOf(id), "dueAt")).toBe("2026-06-30T15:59:59.999Z");
      now = start;
      const set = await ada.ops("PUT", "/console/escalation-terms/business", { stages: { warned: 4 } });
      expect(set.status, JSON.stringify(set.body)).toBe(200);
      expect(at(await clockOf(await opened()), "dueAt")).toBe("2026-06-05T15:59:59.999Z");
      await ada.ops("PUT", "/console/escalation-terms/business", {});
    });

    test("terms of a model, and a unit's own calendar for all units under it, hold for what begins later", async () => {
      now = start;
      const { server, people: staff } = running;
      const home = mkdtempSync(join(tmpdir(), "probity-terms-"));
      onTestFinished(() => rmSync(home, { recursive: true, force: true }));
      const terms = (...argv: readonly string[]): Promise<CliResult> =>
        cli(home, ["escalations", ...argv, "--url", server.url], { PROBITY_TOKEN: staff.ada.token });
      const set = (scope: string, body: object): Promise<Answer> =>
        staff.ada.ops("PUT", `/console/escalation-terms/${encodeURIComponent(scope)}`, body);

      expect((await terms("set-terms", "model:PROC-TND", "--stages", "warned=4")).code).toBe(0);
      await set("default", { stages: { warned: 3 } });
      expect((await terms("terms", "--lang", "en")).out).toMatch(/model:PROC-TND +warned=4/);
      await source.send([shortTender(source.id, "ocds-model")]);
      await server.scored();
      const path = "/ops/alerts?rule=PROC-TND-001&subject=ocds-model";
      const alert = String(at((await server.ops("GET", path)).body, "alerts", 0, "id"));
      const shown = await staff.dina.ops("GET", `/console/escalations/c-${alert}`);
      expect(at(shown.body, "clocks", 0, "dueAt")).toBe("2026-06-05T15:59:59.999Z");
      expect(await due(await opened())).toBe("2026-06-04T15:59:59.999Z");
      for (const scope of ["model:PROC-TND", "default"]) await set(scope, {});

      const names = { "zh-CN": "浙江", en: "Zhejiang" };
      expect((await server.ops("PUT", "/ops/calendars/ZJ", { names, parent: "CN" })).status).toBe(200);
      const storm = { kind: "holiday", source: "a storm" };
      expect((await server.ops("PUT", "/ops/calendars/ZJ/days/2026-06-03", storm)).status).toBe(200);
      expect(code(await set("model:PROC-TND", { calendar: "ZJ" }))).toBe("PROBITY_E_REQUEST");
      expect(code(await set("unit:school", { calendar: "none" }))).toBe("PROBITY_E_NOT_FOUND");
      expect(code(await set("unit:nobody", { calendar: "ZJ" }))).toBe("PROBITY_E_NOT_FOUND");
      const before = await opened("annex");
      expect((await set("unit:school", { calendar: "ZJ" })).status).toBe(200);
      const [below, elsewhere] = [await opened("annex"), await opened("orphan")];
      expect(await due(below)).toBe("2026-06-04T15:59:59.999Z");
      expect([await due(before), await due(elsewhere)]).toEqual(Array(2).fill("2026-06-03T15:59:59.999Z"));
      // Given to a unit that works by it, the next state is counted by it, and so is the time to return it.
      const { step } = mover(elsewhere, "business");
      await step(staff.dina, "assign", { unit: "annex", handler: "hanna" });
      expect(await due(elsewhere)).toBe("2026-06-04T15:59:59.999Z");
      now = Date.parse("2026-06-03T16:00:00Z");
      await reach(before, 1);
      expect(await level(below)).toBe(0);
      const back = { reasonCode: "not_responsible", text: "not ours" };
      expect((await step(staff.hanna, "return", back)).status).toBe(200);
      now = Date.parse("2026-06-04T16:00:00Z");
      await reach(below, 1);
      await set("unit:school", {});
    });

    test("a day off that comes in later moves the deadline", async () => {
      now = start;
      const id = await opened();
      const answer = await running.server.ops("PUT", "/ops/calendars/CN/days/2026-06-03", {
        kind: "holiday",
        source: "a storm",
      });
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      await until(async () => at(await clockOf(id), "dueAt") === "2026-06-04T15:59:59.999Z");
      await running.server.ops("PUT", "/ops/calendars/CN/days/2026-06-03", {
        kind: "inherited",
        source: "no storm",
      });
      await until(async () => at(await clockOf(id), "dueAt") === "2026-06-03T15:59:59.999Z");
    });
  });

  describe("hand-up", () => {
    test("level by level to the bodies of the chain, each once; the unit stays responsible", async () => {
      now = start;
      const { dina, uwe, dora, greta, adam, hanna } = running.people;
      const id = await opened();
      const { step } = mover(id, "business");
      await step(dina, "assign", { unit: "school", handler: "hanna" });
      expect(await clockOf(id)).toMatchObject({ light: "yellow", escalationLevel: 0 });
      now = Date.parse("2026-06-03T16:00:00Z");
      await reach(id, 1);
      expect(await clockOf(id)).toMatchObject({ light: "red", body: "school", unit: "school" });
      expect(await inbox(uwe)).toContain(id);
      expect(await inbox(hanna)).toContain(id);
      expect(await inbox(dora)).not.toContain(id);
      // Five working days from 4 June.
      now = Date.parse("2026-06-11T15:59:59.000Z");
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(await level(id)).toBe(1);
      now = Date.parse("2026-06-11T16:00:00Z");
      await reach(id, 2);
      expect(await clockOf(id)).toMatchObject({ body: "body", unit: "school" });
      expect(await inbox(dora)).toContain(id);
      expect(await inbox(greta)).not.toContain(id);
      // Friday 19 June is a holiday.
      now = Date.parse("2026-06-22T16:00:00Z");
      await reach(id, 3);
      expect(await clockOf(id)).toMatchObject({ body: "district", unit: "school", handUpAt: null });
      expect(await inbox(greta)).toContain(id);
      now = Date.parse("2026-08-18T16:00:01Z");
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect((await stepsOf(id)).filter((one) => one === "raised")).toHaveLength(3);
      // Lit until it is handled.
      const red = (await adam.ops("GET", "/console/lights?unit=school")).body;
      expect(at(red, "units", 0)).toMatchObject({ unit: "school", light: "red", escalationLevel: 3 });
      const logged = await running.server.ops("GET", "/ops/events?type=case.escalation.changed&limit=200");
      expect(JSON.stringify(logged.body)).toContain(id);
    });

    test("a reminder comes before the deadline; a link that is missing is recorded, and the next body told", async () => {
      now = start;
      const { dina, greta, uwe } = running.people;
      const id = await opened("orphan");
      await mover(id, "business").step(dina, "assign", { unit: "orphan", handler: "hanna" });
      now = Date.parse("2026-06-03T00:00:00Z");
      await until(async () => (await stepsOf(id)).includes("reminded"));
      now = Date.parse("2026-06-03T16:00:00Z");
      await reach(id, 1);
      now = Date.parse("2026-06-11T16:00:00Z");
      await reach(id, 2);
      expect(await clockOf(id)).toMatchObject({ body: "district" });
      expect(await inbox(greta)).toContain(id);
      expect(await inbox(uwe)).not.toContain(id);
      const steps = at((await running.people.adam.ops("GET", `/console/escalations/${id}`)).body, "steps");
      expect(JSON.stringify(steps)).toContain("link:disciplineOfDepartment");
    });

    test("a matter that the unit returns a second time goes one level up", async () => {
      now = start;
      const { dina, hanna } = running.people;
      const id = await opened();
      const { step } = mover(id, "business");
      await step(dina, "assign", { unit: "school", handler: "hanna" });
      await step(hanna, "return", { reasonCode: "not_responsible", text: "not ours" });
      expect(await level(id)).toBe(0);
      await step(dina, "reassign", { unit: "school", handler: "hanna", text: "it is" });
      const second = await step(hanna, "return", { reasonCode: "not_responsible", text: "still not" });
      expect(second.status, JSON.stringify(second.body)).toBe(200);
      expect(await level(id)).toBe(1);
    });

    test("the head whom a hit names is skipped", async () => {
      now = start;
      const { dina, uwe } = running.people;
      const answer = await dina.ops("POST", "/console/cases", {
        title: "head",
        level: 1,
        unit: "school",
        tracks: ["integrity"],
        named: [{ kind: "person", key: "uwe" }],
      });
      const id = String(at(answer.body, "id"));
      now = Date.parse("2026-06-03T16:00:00Z");
      await until(async () => {
        const shown = await dina.ops("GET", `/console/escalations/${id}`);
        return at(shown.body, "clocks", 0, "escalationLevel") === 1;
      });
      const shown = (await dina.ops("GET", `/console/escalations/${id}`)).body;
      expect(at(shown, "clocks", 0, "body")).toBe("body");
      expect(JSON.stringify(at(shown, "steps"))).toContain("nobody:school");
      expect(await inbox(uwe)).not.toContain(id);
      expect((await uwe.ops("GET", `/console/escalations/${id}`)).status).toBe(404);
    });
  });

  describe("acts of supervisors", () => {
    test("each level can urge, take over, and end once the matter is handled; others cannot", async () => {
      now = start;
      const { dina, hanna, dora, rita, uwe, greta } = running.people;
      const id = await opened();
      const { step } = mover(id, "business");
      await step(dina, "assign", { unit: "school", handler: "hanna" });
      expect(code(await act(uwe, id, "urge"))).toBe("PROBITY_E_CASE_STATE");
      now = Date.parse("2026-06-03T16:00:00Z");
      await reach(id, 1);
      expect((await act(uwe, id, "urge")).status).toBe(200);
      expect(code(await act(rita, id, "urge"))).toBe("PROBITY_E_CASE_ROLE");
      now = Date.parse("2026-06-11T16:00:00Z");
      await reach(id, 2);
      expect((await act(dora, id, "demand_plan")).status).toBe(200);
      expect(code(await act(dora, id, "end"))).toBe("PROBITY_E_CASE_STATE");
      expect((await step(hanna, "accept", {})).status).toBe(200);
      // Still lit: nobody has said that it is handled.
      expect(await clockOf(id)).toMatchObject({ light: "red", escalationLevel: 2, state: "verifying" });
      expect(code(await act(greta, id, "take_over"))).toBe("PROBITY_E_CASE_ROLE");
      const taken = await act(dora, id, "take_over");
      expect(taken.status, JSON.stringify(taken.body)).toBe(200);
      expect(await clockOf(id)).toMatchObject({ handler: "dora", unit: "school" });
      expect(code(await act(dora, id, "end"))).toBe("PROBITY_E_CASE_ROLE");
      expect((await act(greta, id, "end")).status).toBe(200);
      expect(await clockOf(id)).toMatchObject({ light: "green", escalationLevel: 0 });
    });
  });

  describe("situation A: an overdue statutory stage", () => {
    const appraise = { uses: ["training"] };

    test("the unit handles it, its business department is told at once and accepts the handling before the appraisal", async () => {
      const id = await overdue("ocds-a-1");
      const { bert, rita, uwe, dora } = running.people;
      await until(async () => (await stepsOf(id)).includes("review_wanted"));
      expect(await clockOf(id)).toMatchObject({
        situation: "A",
        escalationLevel: 0,
        unit: "school",
        review: null,
      });
      expect(await inbox(bert)).toContain(id);
      expect(await inbox(dora)).not.toContain(id);
      expect(code(await act(bert, id, "accept_handling"))).toBe("PROBITY_E_CASE_STATE");
      const { step } = await applied(id);
      expect(code(await step(rita, "appraise", appraise))).toBe("PROBITY_E_CASE_CONDITION");
      expect(code(await act(uwe, id, "accept_handling"))).toBe("PROBITY_E_CASE_ROLE");
      const accepted = await act(bert, id, "accept_handling");
      expect(accepted.status, JSON.stringify(accepted.body)).toBe(200);
      expect(await clockOf(id)).toMatchObject({ review: "accepted", escalationLevel: 0 });
      expect((await step(rita, "appraise", appraise)).status).toBe(200);
    });

    test("a handling that is refused counts as not handled: it goes one level up, and is not appraised", async () => {
      const id = await overdue("ocds-a-2");
      const { bert, rita, uwe } = running.people;
      const { step } = await applied(id);
      const refused = await act(bert, id, "refuse_handling");
      expect(refused.body).toMatchObject({ escalationLevel: 1 });
      expect(await clockOf(id)).toMatchObject({
        review: "refused",
        escalationLevel: 1,
        body: "school",
        light: "red",
      });
      expect(await inbox(uwe)).toContain(id);
      expect(code(await step(rita, "appraise", appraise))).toBe("PROBITY_E_CASE_CONDITION");
      expect((await act(bert, id, "accept_handling")).status).toBe(200);
      expect((await step(rita, "appraise", appraise)).status).toBe(200);
      expect((await stepsOf(id)).filter((name) => name === "refused")).toHaveLength(1);
    });

    test("where no unit is known yet, the business department is told when one is made responsible", async () => {
      const id = await overdue("ocds-a-3", {});
      const { bert, dina } = running.people;
      await until(async () => (await stepsOf(id)).includes("review_wanted"));
      expect(await inbox(bert)).not.toContain(id);
      const assigned = await mover(id, "business").step(dina, "assign", { unit: "school", handler: "hanna" });
      expect(assigned.status).toBe(200);
      await until(async () => (await inbox(bert)).includes(id));
    });

    test("situation B has no such review", async () => {
      now = start;
      const id = await opened();
      expect(await clockOf(id)).toMatchObject({ situation: "B" });
      await applied(id);
      expect(code(await act(running.people.bert, id, "accept_handling"))).toBe("PROBITY_E_CASE_STATE");
    });
  });
});
