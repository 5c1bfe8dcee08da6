// Those who supervise are supervised: what they read, sign in with and end is in the log and raises alerts (LO-7).
import { afterAll, beforeAll, expect, test } from "vitest";
import { addStaff, shortTender, startCases, type CaseServer } from "./support/cases.ts";
import { describeUsualEngine } from "./support/engines.ts";
import { goodPassword, post, setPassword } from "./support/sign-in.ts";
import { at, request, type Answer, type TestPerson } from "./support/test-server.ts";
import { until } from "./support/until.ts";

const roles = {
  ada: ["auditor", "appraiser", "dispatcher", "discipline"],
  bea: ["auditor"],
  cleo: ["auditor"],
  paul: ["appraiser", "discipline", "dispatcher"],
  hanna: ["handler", "dispatcher", "reviewer"],
  adam: ["approver", "reviewer"],
  mona: ["model_author"],
} as const;

const rows = (answer: Answer, key: string): readonly unknown[] => {
  const found = at(answer.body, key);
  return Array.isArray(found) ? found : [];
};

const told = async (person: TestPerson): Promise<string> =>
  JSON.stringify((await person.ops("GET", "/console/notifications")).body);

describeUsualEngine("supervision of those who supervise", (engine) => {
  let running: CaseServer<keyof typeof roles>;
  let now = Date.UTC(2026, 10, 30, 3);
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    const options = {
      clock: () => now,
      silenceCheckMs: 50,
      config: { readsPerHour: 3, watchOffHours: true },
    };
    running = await startCases(engine, roles, options);
    const { server } = running;
    const source = await server.addSource("purchasing");
    await source.send([1, 2, 3, 4, 5].map((n) => shortTender(source.id, `ocds-${n}`)));
    await server.scored();
    // Whoever is above somebody hears nothing about them.
    const from = { validFrom: "2020-01-01" };
    await server.ops("POST", "/ops/org/units", { id: "u", name: "u", kind: "unit", parent: null, ...from });
    for (const [name, head] of [
      ["cleo", true],
      ["ada", false],
    ] as const) {
      await server.ops("POST", "/ops/org/posts", { id: `p-${name}`, name, unit: "u", head, ...from });
      await server.ops("POST", "/ops/org/holders", {
        id: `h-${name}`,
        post: `p-${name}`,
        person: name,
        ...from,
      });
    }
  });
  afterAll(() => running?.server.close());

  const read = (person: TestPerson, path: string): Promise<Answer> =>
    request(`${running.server.url}${path}`, {
      headers: { authorization: `Bearer ${person.token}`, "probity-purpose": "yearly check" },
    });
  const alertsOf = async (rule: string): Promise<readonly unknown[]> => {
    await running.server.scored();
    return rows(await running.server.ops("GET", `/ops/alerts?rule=${rule}`), "alerts");
  };

  test("more objects than the limit within an hour raise one alert; looking again does not count", async () => {
    const { server, people } = running;
    const tenders = rows(await server.ops("GET", "/ops/alerts?rule=PROC-TND-001"), "alerts");
    const ids = tenders.map((one) => String(at(one, "id")));
    expect(ids).toHaveLength(5);
    for (const id of [...ids.slice(0, 3), ...ids.slice(0, 3)])
      expect((await read(people.ada, `/ops/alerts/${id}`)).status).toBe(200);
    expect(await alertsOf("SUP-RDS-001")).toEqual([]);
    for (const id of ids) await read(people.ada, `/ops/alerts/${id}`);
    expect(await alertsOf("SUP-RDS-001")).toMatchObject([{ subject: "ada", level: 2, count: 1 }]);
  });

  test("whom it is about neither dismisses it nor sees the case; a superior does not either; somebody else does", async () => {
    const { people } = running;
    const alert = String(at((await alertsOf("SUP-RDS-001"))[0], "id"));
    const label = { label: "not_confirmed", reason: "allowed_by_policy" };
    const labelled = await people.ada.ops("POST", `/ops/alerts/${alert}/label`, label);
    expect([labelled.status, at(labelled.body, "code")]).toEqual([422, "PROBITY_E_CASE_CONFLICT"]);
    const path = `/console/cases/c-${alert}`;
    expect((await people.ada.ops("GET", path)).status).toBe(404);
    expect((await people.cleo.ops("GET", path)).status).toBe(404);
    const own = JSON.stringify((await people.ada.ops("GET", "/console/cases?all=true&limit=500")).body);
    expect(own).toContain("c-PROC-TND-001");
    expect(own).not.toContain(alert);
    expect((await people.paul.ops("GET", path)).status).toBe(200);
    const exception = {
      source: "*",
      rule: "SUP-RDS-001",
      scope: { kind: "person", id: "ada" },
      until: "2026-12-30",
    };
    const asked = await people.mona.ops("POST", "/ops/exceptions", {
      ...exception,
      reason: "Part of the yearly check.",
    });
    expect([asked.status, at(asked.body, "code")]).toEqual([422, "PROBITY_E_EXCEPTION"]);
  });

  test("auditors are told, but neither the one it is about nor somebody above", async () => {
    const { people } = running;
    const alert = String(at((await alertsOf("SUP-RDS-001"))[0], "id"));
    await until(async () => (await told(people.bea)).includes(alert));
    expect(await told(people.ada)).not.toContain(alert);
    expect(await told(people.cleo)).not.toContain(alert);
    expect((await people.paul.ops("POST", `/ops/alerts/${alert}/label`, { label: "confirmed" })).status).toBe(
      200,
    );
  });

  test("GEN-CLU-003: reading about a declared relation raises an alert with how close they are", async () => {
    const { server, people } = running;
    await server.ops("POST", "/ops/org/relations", {
      from: "bea",
      to: "person:cousin",
      kind: "sibling",
      validFrom: "2020-01-01",
    });
    expect((await read(people.bea, "/ops/links/entity?entity=person:cousin")).status).toBe(200);
    expect((await read(people.paul, "/ops/links/entity?entity=person:cousin")).status).toBe(200);
    const found = await alertsOf("SUP-OWN-001");
    expect(found).toMatchObject([{ subject: "bea", count: 1 }]);
    const shown = (await server.ops("GET", `/ops/alerts/${String(at(found[0], "id"))}`)).body;
    expect(JSON.stringify(shown)).toContain('"value":"relation"');
  });

  test("GEN-CLU-003: so does reading an event that names one; one about others does not", async () => {
    const { server, people } = running;
    const source = await server.addSource("purchasing-2");
    const events = ["cousin", "somebody"].map((who) => shortTender(source.id, `ocds-of-${who}`, who));
    await source.send(events);
    for (const { id } of events) expect((await read(people.bea, `/ops/events/${id}`)).status).toBe(200);
    expect(await alertsOf("SUP-OWN-001")).toMatchObject([{ subject: "bea", count: 2 }]);
  });

  test("reading and signing in outside working hours raise an alert; within them, and of programs, they do not", async () => {
    const { server, people } = running;
    await addStaff(server, { nils: ["observer"] });
    await setPassword(server, "nils");
    const asNils = { person: "nils", password: goodPassword };
    const id = String(at(rows(await server.ops("GET", "/ops/alerts?rule=PROC-TND-001"), "alerts")[0], "id"));
    await server.ops("POST", "/ops/services", { id: "nightly", hours: 100 });
    expect(await alertsOf("SUP-OFF-001")).toEqual([]);
    const noon = now;
    // 23:00 in Shanghai.
    now = Date.UTC(2026, 10, 30, 15);
    expect((await post(server, "/console/session/login", asNils)).status).toBe(200);
    expect((await read(people.paul, `/ops/alerts/${id}`)).status).toBe(200);
    const found = await alertsOf("SUP-OFF-001");
    expect(new Set(found.map((one) => at(one, "subject")))).toEqual(new Set(["nils", "paul"]));
    expect(found).toMatchObject([{ level: 3 }, { level: 3 }]);
    now = noon;
  });

  test("repeated failed sign-ins raise an alert about the account", async () => {
    const { server } = running;
    await addStaff(server, { gina: ["observer"] });
    await setPassword(server, "gina");
    const wrong = { person: "gina", password: "not the right one" };
    const fail = async (): Promise<void> => {
      now += 60_000;
      expect((await post(server, "/console/session/login", wrong)).status).toBe(401);
    };
    for (let n = 0; n < 6; n += 1) await fail();
    expect(await alertsOf("SUP-LGN-001")).toEqual([]);
    await fail();
    expect(await alertsOf("SUP-LGN-001")).toMatchObject([{ subject: "gina", level: 3 }]);
  });

  test("GEN-CLU-004: whoever ends many cases within an hour is looked at", async () => {
    const { server, people } = running;
    const asOf = "2026-12-01T00:00:00Z";
    for (let n = 0; n < 21; n += 1) {
      const body = { title: `Much ${n}`, level: 3, tracks: ["business"] };
      expect((await people.hanna.ops("POST", "/console/cases", body)).status).toBe(201);
    }
    const many = async (
      person: TestPerson,
      state: string,
      transition: string,
      input: object,
    ): Promise<void> => {
      const choice = { filter: { state, track: "business" }, asOf, track: "business" };
      const counted = await person.ops("POST", "/console/cases/bulk/count", choice);
      expect(at(counted.body, "count")).toBe(21);
      const asked = await person.ops("POST", "/console/cases/bulk", {
        ...choice,
        expected: 21,
        seen: at(counted.body, "seen"),
        transition,
        input,
        undoSeconds: 0,
      });
      expect(asked.status, JSON.stringify(asked.body)).toBe(202);
      const act = `/console/bulk/${String(at(asked.body, "id"))}`;
      await until(async () => at((await person.ops("GET", act)).body, "changed") === 21);
    };
    await many(people.hanna, "warned", "assign", { unit: "u", handler: "hanna" });
    await many(people.hanna, "assigned", "accept", {});
    const cases = rows(await people.hanna.ops("GET", "/console/cases?limit=500&track=business"), "cases");
    for (const one of cases) {
      const note = { kind: "note", track: "business", text: "Looked at." };
      expect(
        (await people.hanna.ops("POST", `/console/cases/${String(at(one, "id"))}/evidence`, note)).status,
      ).toBe(201);
    }
    await many(people.hanna, "verifying", "propose_dismissal", {
      reasonCode: "data_error",
      text: "An error.",
    });
    expect(await alertsOf("SUP-CLS-001")).toEqual([]);
    await many(people.adam, "verifying", "agree_dismissal", {});
    const found = await alertsOf("SUP-CLS-001");
    expect(found).toHaveLength(1);
    const shown = JSON.stringify((await server.ops("GET", `/ops/alerts/${String(at(found[0], "id"))}`)).body);
    expect(shown).toContain('"value":"adam"');
  });

  test("LO-7: looking at a case is in the log", async () => {
    const { server, people } = running;
    const [one] = rows(await people.paul.ops("GET", "/console/cases"), "cases");
    const id = String(at(one, "id"));
    await people.paul.ops("GET", `/console/cases/${id}`);
    await server.scored();
    const events = rows(
      await server.ops("GET", "/ops/events?type=account.read.recorded&subject=paul&limit=100"),
      "events",
    );
    const bodies: string[] = [];
    for (const event of events)
      bodies.push(JSON.stringify((await server.ops("GET", `/ops/events/${String(at(event, "id"))}`)).body));
    expect(bodies.some((body) => body.includes('"kind":"case"') && body.includes(id))).toBe(true);
  });
});
