import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { caseStates } from "../src/cases/states.ts";
import { transitionNames, transitionOf } from "../src/cases/machine.ts";
import {
  inputs,
  mover,
  shortTender,
  staff,
  startCases,
  type CaseServer,
  type StaffName,
} from "./support/cases.ts";
import { describeUsualEngine } from "./support/engines.ts";
import { at, type TestPerson, type TestSource } from "./support/test-server.ts";

const list = async (person: TestPerson, query = ""): Promise<readonly unknown[]> => {
  const found = at((await person.ops("GET", `/console/cases?limit=500${query}`)).body, "cases");
  return Array.isArray(found) ? found : [];
};
const code = (answer: { body: unknown }): unknown => at(answer.body, "code");

describeUsualEngine("cases", (engine) => {
  let running: CaseServer<StaffName | "clerk">;
  let source: TestSource;
  let now = Date.parse("2026-06-01T02:00:00Z");
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    running = await startCases(
      engine,
      { ...staff, clerk: ["dispatcher"] },
      { clock: () => now, silenceCheckMs: 50 },
    );
    source = await running.server.addSource("purchasing");
  });
  afterAll(() => running?.server.close());

  /** Opens a case by an alert of a new process. */
  const opened = async (ocid: string, actor?: string): Promise<string> => {
    const { server, people } = running;
    await source.send([shortTender(source.id, ocid, actor)]);
    await server.scored();
    const alerts = at(
      (await server.ops("GET", `/ops/alerts?subject=${ocid}&rule=PROC-TND-001`)).body,
      "alerts",
    );
    const alert = String(at(alerts, 0, "id"));
    const shown = await people.dina.ops("GET", `/console/cases/c-${alert}`);
    expect(shown.status).toBe(200);
    return `c-${alert}`;
  };
  const byHand = async (title: string, level = 2, more: object = {}): Promise<string> => {
    const { people } = running;
    const body = { title, level, tracks: ["integrity"], ...more };
    const answer = await people.dina.ops("POST", "/console/cases", body);
    expect(answer.status).toBe(201);
    return String(at(answer.body, "id"));
  };

  describe("CA-1: opening", () => {
    test("an alert of level 2 opens a case; a later one of the same key joins it, another key opens another", async () => {
      const { server, people } = running;
      const id = await opened("ocds-key");
      await source.send([
        shortTender(source.id, "ocds-key", "clerk", { time: "2027-06-01T09:00:00+08:00" }),
        shortTender(source.id, "ocds-other", "clerk"),
      ]);
      await server.scored();
      const shown = (await people.dina.ops("GET", `/console/cases/${id}`)).body;
      expect(at(shown, "alerts")).toHaveLength(2);
      expect(at(shown, "tracks", 0)).toMatchObject({ track: "integrity", state: "warned", version: 1 });
      expect(shown).toMatchObject({ origin: "alert", level: 2, unit: "office-1", open: true });
      const timeline = at((await people.dina.ops("GET", `/console/cases/${id}/timeline`)).body, "entries");
      expect(timeline).toMatchObject([
        { name: "opened", by: null },
        { name: "joined", by: null },
      ]);
    });
  });

  describe("CA-1: the whole way", () => {
    test("warn, assign, verify, dispose, apply, appraise, close; each step is in the timeline and the log", async () => {
      const { server, people } = running;
      const id = await opened("ocds-way");
      const { step } = mover(id);
      const way = [
        [people.dina, "assign", inputs.assign],
        [people.hanna, "accept", {}],
        [people.hanna, "dispose", inputs.dispose],
        [people.adam, "send_back", { text: "More facts, please." }],
        [people.hanna, "dispose", inputs.dispose],
        [people.adam, "apply", inputs.apply],
        [people.rita, "appraise", inputs.appraise],
        [people.petra, "close", inputs.closing],
      ] as const;
      // On the integrity side reviewer, approver and appraiser need to be of it.
      for (const [person, name, input] of way.slice(0, 3))
        expect(await step(person, name, input)).toMatchObject({ status: 200 });
      expect(await step(people.adam, "send_back", { text: "x" })).toMatchObject({ status: 404 });
      expect(id).toBeTruthy();
      await server.scored();
      const events = at(
        (await server.ops("GET", `/ops/events?type=case.state.changed&subject=${id}&about=all`)).body,
        "events",
      );
      expect(events).toHaveLength(3);
      expect(JSON.stringify(events)).not.toContain("It was looked at");
    });

    test("on the business side, up to closed; the list and the counts follow", async () => {
      const { people } = running;
      const id = await byHand("A late notice", 2, { tracks: ["business"], unit: "office-1" });
      const { step } = mover(id, "business");
      const way = [
        [people.dina, "assign", inputs.assign, "assigned"],
        [people.hanna, "accept", {}, "verifying"],
        [people.hanna, "dispose", inputs.dispose, "disposing"],
        [people.adam, "send_back", { text: "More facts, please." }, "verifying"],
        [people.hanna, "dispose", inputs.dispose, "disposing"],
        [people.adam, "apply", inputs.apply, "applying"],
        [people.rita, "rework", { reasonCode: "new_facts", text: "There is more." }, "disposing"],
        [people.adam, "apply", inputs.apply, "applying"],
        [people.rita, "appraise", inputs.appraise, "appraising"],
        [people.petra, "relapse", { reasonCode: "relapse", text: "Again." }, "applying"],
        [people.rita, "appraise", inputs.appraise, "appraising"],
        [people.petra, "close", inputs.closing, "closed"],
        [people.rita, "reopen", { reasonCode: "failed_sample", text: "A second look." }, "verifying"],
      ] as const;
      for (const [person, name, input, state] of way)
        expect(await step(person, name, input)).toMatchObject({ status: 200, body: { state } });
      const shown = (await people.rita.ops("GET", `/console/cases/${id}`)).body;
      expect(shown).toMatchObject({
        open: true,
        tracks: [{ content: { label: "confirmed", lookBackOn: "2027-03-01" } }],
      });
      const entries = at(
        (await people.rita.ops("GET", `/console/cases/${id}/timeline?limit=5`)).body,
        "entries",
      );
      expect(entries).toHaveLength(5);
    });
  });

  describe("CA-1: every step in every state", () => {
    test("what the table does not open is refused with the state, whatever is sent", async () => {
      const { people } = running;
      const id = await byHand("walked");
      for (const name of transitionNames) {
        const { step } = mover(id);
        const answer = await step(people.dina, name, {});
        if (transitionOf(name).from.includes("warned"))
          expect(["PROBITY_E_CASE_ROLE", "PROBITY_E_CASE_INPUT"]).toContain(code(answer));
        else expect(answer).toMatchObject({ status: 409, body: { code: "PROBITY_E_CASE_STATE" } });
      }
      expect(caseStates).toHaveLength(11);
    });

    test("a stale version answers 409 with the current state; missing fields are named", async () => {
      const { people } = running;
      const id = await byHand("stale");
      const first = mover(id);
      expect((await first.step(people.dina, "assign", {})).body).toMatchObject({
        code: "PROBITY_E_CASE_INPUT",
        errors: [{ path: "/unit" }, { path: "/handler" }],
      });
      await first.step(people.dina, "assign", inputs.assign);
      const stale = mover(id);
      expect(await stale.step(people.hanna, "accept", {})).toMatchObject({
        status: 409,
        body: {
          errors: [
            { path: "/state", message: "assigned" },
            { path: "/version", message: "2" },
          ],
        },
      });
    });

    test("of two at the same moment one wins", async () => {
      const { people } = running;
      const id = await byHand("race");
      const answers = await Promise.all(
        [0, 1, 2, 3].map(() => mover(id).step(people.dina, "assign", inputs.assign)),
      );
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409]);
    });
  });

  describe("CA-1: conditions", () => {
    test("returned within 2 working days with reason, not later; the second return is told to the log", async () => {
      const { server, people } = running;
      // A Friday.
      now = Date.parse("2026-06-05T02:00:00Z");
      const id = await byHand("returned");
      const { step } = mover(id);
      const back = { reasonCode: "not_responsible", text: "Not ours." };
      await step(people.dina, "assign", inputs.assign);
      expect(code(await step(people.hugo, "return", back))).toBe("PROBITY_E_NOT_FOUND");
      now = Date.parse("2026-06-09T15:59:59Z");
      expect((await step(people.hanna, "return", back)).status).toBe(200);
      await step(people.dina, "reassign", { ...inputs.assign, text: "It is." });
      expect((await step(people.hanna, "return", back)).status).toBe(200);
      await step(people.dina, "reassign", { ...inputs.assign, text: "It is." });
      now = Date.parse("2026-06-11T16:00:01Z");
      expect(code(await step(people.hanna, "return", back))).toBe("PROBITY_E_CASE_CONDITION");
      await server.scored();
      const events = at(
        (await server.ops("GET", `/ops/events?type=case.state.changed&subject=${id}&about=all`)).body,
        "events",
      );
      expect(JSON.stringify(events)).toBeTruthy();
      expect(events).toHaveLength(5);
    });

    test("CA-2: the days in which it can be returned are those of the calendar, as it is now", async () => {
      const { server, people } = running;
      // The Thursday before the Dragon Boat Festival, whose holiday is the Friday.
      now = Date.parse("2026-06-18T02:00:00Z");
      const { step: first } = mover(await byHand("holiday"));
      const { step: second } = mover(await byHand("late"));
      for (const step of [first, second])
        expect((await step(people.dina, "assign", inputs.assign)).status).toBe(200);
      const back = { reasonCode: "not_responsible", text: "Not ours." };
      now = Date.parse("2026-06-23T15:59:59Z");
      expect((await first(people.hanna, "return", back)).status).toBe(200);
      now = Date.parse("2026-06-23T16:00:01Z");
      const refused = await second(people.hanna, "return", back);
      expect(code(refused)).toBe("PROBITY_E_CASE_CONDITION");
      expect(JSON.stringify(refused.body)).toContain("2026-06-23T15:59:59.999Z");
      const storm = { kind: "holiday", source: "a storm" };
      expect((await server.ops("PUT", "/ops/calendars/CN/days/2026-06-23", storm)).status).toBe(200);
      expect((await second(people.hanna, "return", back)).status).toBe(200);
    });

    test("no problem: proposed by the handler with evidence, agreed by another; never by who proposed", async () => {
      const { people } = running;
      const id = await byHand("nothing", 2, { tracks: ["business"] });
      const { step } = mover(id, "business");
      await step(people.dina, "assign", inputs.assign);
      await step(people.hanna, "accept", {});
      const why = { reasonCode: "data_error", text: "The date was mistyped." };
      expect(code(await step(people.hanna, "propose_dismissal", why))).toBe("PROBITY_E_CASE_CONDITION");
      const note = { kind: "note", track: "business", text: "Seen in the register." };
      expect((await people.hanna.ops("POST", `/console/cases/${id}/evidence`, note)).status).toBe(201);
      expect((await step(people.hanna, "propose_dismissal", why)).body).toMatchObject({ state: "verifying" });
      expect(code(await step(people.hanna, "agree_dismissal", {}))).toBe("PROBITY_E_CASE_ROLE");
      expect((await step(people.rita, "agree_dismissal", {})).body).toMatchObject({ state: "not_a_problem" });
    });

    test("risk level 1: two verify, the discipline body agrees, and who contributed does not close", async () => {
      const { people } = running;
      const id = await byHand("grave", 1, { tracks: ["business"] });
      const { step } = mover(id, "business");
      await step(people.dina, "assign", inputs.assign);
      expect(code(await step(people.hanna, "accept", {}))).toBe("PROBITY_E_CASE_CONDITION");
      expect((await step(people.hanna, "accept", inputs.accept)).status).toBe(200);
      await people.hanna.ops("POST", `/console/cases/${id}/evidence`, {
        kind: "note",
        track: "business",
        text: "A note.",
      });
      await step(people.hanna, "propose_dismissal", { reasonCode: "other", text: "Perhaps." });
      expect(code(await step(people.rita, "agree_dismissal", {}))).toBe("PROBITY_E_CASE_ROLE");
      expect((await step(people.dora, "refuse_dismissal", { text: "No." })).status).toBe(200);
      await step(people.hanna, "dispose", inputs.dispose);
      await step(people.adam, "apply", inputs.apply);
      await step(people.rita, "appraise", inputs.appraise);
      expect(code(await step(people.petra, "close", inputs.closing))).toBe("PROBITY_E_CASE_CONDITION");
      expect((await step(people.petra, "propose_closing", inputs.closing)).status).toBe(200);
      expect(code(await step(people.petra, "close", {}))).toBe("PROBITY_E_FOUR_EYES");
      expect((await step(people.paul, "close", {})).body).toMatchObject({ state: "closed" });
    });

    test("AL-2: what a case ends with labels its alerts", async () => {
      const { server, people } = running;
      const from = await opened("ocds-labelled");
      const alert = String(
        at((await people.dina.ops("GET", `/console/cases/${from}`)).body, "alerts", 0, "id"),
      );
      const id = await byHand("labelled", 1, { tracks: ["integrity"] });
      const moved = { alerts: [alert], text: "They belong together." };
      expect((await people.dina.ops("POST", `/console/cases/${id}/alerts`, moved)).status).toBe(200);
      const { step } = mover(id, "integrity");
      await step(people.dina, "assign", inputs.assign);
      expect((await step(people.hanna, "accept", inputs.accept)).status).toBe(200);
      const note = { kind: "note", track: "integrity", text: "Seen in the register." };
      await people.hanna.ops("POST", `/console/cases/${id}/evidence`, note);
      const why = { reasonCode: "same_name", text: "It is another person." };
      expect((await step(people.hanna, "propose_dismissal", why)).status).toBe(200);
      expect(at((await server.ops("GET", `/ops/alerts/${alert}/labels`)).body, "labels")).toEqual([]);
      expect((await step(people.dora, "agree_dismissal", {})).body).toMatchObject({ state: "not_a_problem" });
      expect(at((await server.ops("GET", `/ops/alerts/${alert}/labels`)).body, "labels")).toMatchObject([
        { label: "not_confirmed", reason: "same_name", by: people.dora.id, weight: 1 },
      ]);
    });

    test("suspended with evidence and a longest time, back to the same state by itself", async () => {
      const { people } = running;
      const id = await byHand("paused", 2, { tracks: ["business"] });
      const { step } = mover(id, "business");
      await step(people.dina, "assign", inputs.assign);
      const until = new Date(now + 3_600_000).toISOString();
      const pause = { reasonCode: "awaits_expert", text: "An expert was asked.", until };
      expect(code(await step(people.adam, "suspend", pause))).toBe("PROBITY_E_CASE_CONDITION");
      await people.adam.ops("POST", `/console/cases/${id}/evidence`, {
        kind: "note",
        track: "business",
        text: "The order.",
      });
      expect((await step(people.adam, "suspend", pause)).body).toMatchObject({ state: "suspended" });
      now += 3_600_001;
      const deadline = Date.now() + 10_000;
      let shown: unknown;
      do {
        await new Promise((resolve) => setTimeout(resolve, 50));
        shown = (await people.adam.ops("GET", `/console/cases/${id}`)).body;
      } while (at(shown, "tracks", 0, "state") === "suspended" && Date.now() < deadline);
      expect(at(shown, "tracks", 0)).toMatchObject({
        state: "assigned",
        pauses: [{ reasonCode: "awaits_expert", to: expect.any(String) }],
      });
    });
  });

  describe("CA-3: conflict of interest", () => {
    test("the subject neither sees nor touches the case, in lists, counts or one by one, and is not assigned", async () => {
      const { people } = running;
      const id = await opened("ocds-self", "clerk");
      expect((await people.clerk.ops("GET", `/console/cases/${id}`)).status).toBe(404);
      expect(code(await mover(id).step(people.clerk, "assign", inputs.assign))).toBe("PROBITY_E_NOT_FOUND");
      const ids = (await list(people.clerk)).map((one) => at(one, "id"));
      expect(ids).not.toContain(id);
      expect((await list(people.dina)).map((one) => at(one, "id"))).toContain(id);
      expect(at((await people.clerk.ops("GET", "/console/cases/counts")).body, "total")).toBe(ids.length);
      expect(code(await mover(id).step(people.dina, "assign", { unit: "u", handler: "clerk" }))).toBe(
        "PROBITY_E_CASE_CONFLICT",
      );
    });

    test("the operator token, who only reads, and who has no role do not work on cases", async () => {
      const { server, people } = running;
      const id = await byHand("closed shop", 2, { tracks: ["business"] });
      expect(code(await server.ops("GET", `/console/cases/${id}`))).toBe("PROBITY_E_PERSON");
      expect((await people.olga.ops("GET", `/console/cases/${id}`)).status).toBe(200);
      const comment = { track: "business", text: "I see." };
      expect(code(await people.olga.ops("POST", `/console/cases/${id}/comments`, comment))).toBe(
        "PROBITY_E_CASE_ROLE",
      );
      expect((await people.inge.ops("GET", `/console/cases/${id}`)).status).toBe(403);
    });

    test("section 9.3: the business side sees nothing of the integrity side", async () => {
      const { people } = running;
      const id = await byHand("two sides", 2, { tracks: ["business", "integrity"] });
      await people.dora.ops("POST", `/console/cases/${id}/comments`, {
        track: "integrity",
        text: "Quietly.",
      });
      const seen = JSON.stringify([
        (await people.rita.ops("GET", `/console/cases/${id}`)).body,
        (await people.rita.ops("GET", `/console/cases/${id}/timeline`)).body,
      ]);
      expect(seen).not.toContain("integrity");
      expect(seen).not.toContain("Quietly");
      expect(JSON.stringify((await people.dora.ops("GET", `/console/cases/${id}/timeline`)).body)).toContain(
        "Quietly",
      );
    });
  });
});
