// Who stands in for whom, and what that opens and what it does not (SE-2, CA-3).
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CaseServer, inputs, mover, startCases } from "./support/cases.ts";
import { describeEngines } from "./support/engines.ts";
import { eventsOf } from "./support/events-of.ts";
import { type Answer, at, type TestPerson } from "./support/test-server.ts";

const roles = {
  ada: ["admin"],
  otto: ["admin"],
  adam: ["approver"],
  dina: ["dispatcher"],
  dora: ["discipline"],
  hanna: ["handler"],
  mark: ["approver"],
  nora: ["approver"],
  rita: ["reviewer"],
  hugo: ["observer@far"],
} as const;
type Name = keyof typeof roles;

const day = 86_400_000;
const code = (answer: Answer): unknown => at(answer.body, "code");
const told = async (person: TestPerson): Promise<string> =>
  JSON.stringify((await person.ops("GET", "/console/notifications?lang=en")).body);

const permissionsOf = async (person: TestPerson): Promise<readonly unknown[]> => {
  const found = at((await person.ops("GET", "/console/session/me")).body, "permissions");
  return Array.isArray(found) ? found : [];
};
const stepOf = (id: string, version: number): ReturnType<typeof mover> =>
  Object.assign(mover(id, "business"), { version });

describeEngines("delegations", (engine) => {
  let running: CaseServer<Name>;
  let now = Date.parse("2026-06-01T02:00:00Z");
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    running = await startCases(engine, roles, { clock: () => now });
  });
  afterAll(() => running?.server.close());

  /** Somebody stands in for somebody for so many days from now on. */
  const delegate = async (by: Name, from: Name, to: Name, more: object = {}, days = 5): Promise<void> => {
    const span = {
      validFrom: new Date(now).toISOString(),
      validTo: new Date(now + days * day).toISOString(),
    };
    const row = { from, to, reason: "leave", ...span, ...more };
    const answer = await running.people[by].ops("POST", "/ops/org/delegations", row);
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([200, expect.any(String)]);
  };
  const opened = async (more: object = {}): Promise<string> => {
    const body = { title: "Late", level: 2, tracks: ["business"], ...more };
    const id = String(at((await running.people.dina.ops("POST", "/console/cases", body)).body, "id"));
    expect((await mover(id, "business").step(running.people.dina, "assign", inputs.assign)).status).toBe(200);
    return id;
  };

  test("while it is in force the deputy may do what the delegator may, and the log says for whom", async () => {
    const { server, people } = running;
    const id = await opened();
    const moving = stepOf(id, 2);
    expect(code(await moving.step(people.nora, "accept", { verifiers: [] }))).toBe("PROBITY_E_CASE_ROLE");
    await delegate("ada", "hanna", "nora");
    expect(await permissionsOf(people.nora)).toContain("case.dispose");
    expect((await moving.step(people.nora, "accept", { verifiers: ["nora"] })).status).toBe(200);
    expect((await moving.step(people.nora, "dispose", inputs.dispose)).status).toBe(200);
    const used = await eventsOf(server, "probity", "account.delegation.used");
    expect(used.map((one) => at(one, "event", "data", "delegation"))).toContainEqual({
      by: "nora",
      for: ["hanna"],
      permission: "case.read",
      act: "moveCase",
    });
    // Nora approves in her own right; what she stands in for is not approved by her (CA-3).
    expect(code(await moving.step(people.nora, "apply", inputs.apply))).toBe("PROBITY_E_FOUR_EYES");
    now += 6 * day;
    expect(await permissionsOf(people.nora)).not.toContain("case.dispose");
    expect(code(await moving.step(people.nora, "apply", inputs.apply))).toBe("PROBITY_E_FOUR_EYES");
    now += 31 * day;
    expect((await moving.step(people.nora, "apply", inputs.apply)).status).toBe(200);
  });

  test("what one of the two asked for the other does not agree to, in either direction", async () => {
    const { people } = running;
    await delegate("ada", "adam", "mark");
    const source = await running.server.addSource();
    const binding = { id: "b", rule: "PROC-TND-001", source: source.id, action: "warn" };
    await running.server.ops("POST", "/ops/people/adam/grants", { role: "model_approver" });
    await running.server.ops("POST", "/ops/people/mark/grants", { role: "model_approver" });
    for (const [asks, agrees] of [
      ["adam", "mark"],
      ["mark", "adam"],
    ] as const) {
      const put = { bindings: [binding] };
      // oxlint-disable-next-line no-await-in-loop -- two
      const asked = await people[asks].ops("PUT", `/ops/sources/${source.id}/bindings`, put);
      const request = String(at(asked.body, "request", "id"));
      // oxlint-disable-next-line no-await-in-loop
      expect(code(await people[agrees].ops("POST", `/ops/requests/${request}/approve`))).toBe(
        "PROBITY_E_FOUR_EYES",
      );
      // oxlint-disable-next-line no-await-in-loop
      await people[asks].ops("POST", `/ops/requests/${request}/reject`, { reason: "again" });
    }
  });

  test("no role that takes two persons is passed on, and nothing to whoever entered it", async () => {
    const { people } = running;
    const before = await permissionsOf(people.hugo);
    await delegate("otto", "ada", "hugo");
    await delegate("otto", "dora", "hugo");
    expect(await permissionsOf(people.hugo)).toEqual(before);
    const own = await permissionsOf(people.ada);
    await delegate("ada", "hanna", "ada");
    expect(await permissionsOf(people.ada)).toEqual(own);
    // Entered by somebody else it counts.
    await delegate("otto", "hanna", "ada", { id: "entered-by-another" });
    expect(await permissionsOf(people.ada)).toContain("case.dispose");
  });

  test("some permissions alone open nothing else, nor do they make a handler of the deputy", async () => {
    const { people } = running;
    await delegate("ada", "hanna", "rita", { permissions: ["letter.draft", "org.write"] });
    const permissions = await permissionsOf(people.rita);
    expect(permissions).toContain("letter.draft");
    expect(permissions).not.toContain("org.write");
    expect(permissions).not.toContain("case.dispose");
    const moving = stepOf(await opened(), 2);
    expect(code(await moving.step(people.rita, "accept", { verifiers: [] }))).toBe("PROBITY_E_CASE_ROLE");
  });

  test("CA-3: where the delegator is party to a matter the deputy does not see it either", async () => {
    const { people } = running;
    const id = await opened({ named: [{ kind: "person", key: "rita" }] });
    const path = `/console/cases/${id}`;
    const listed = async (): Promise<string> =>
      JSON.stringify((await people.nora.ops("GET", "/console/cases?limit=500")).body);
    expect((await people.nora.ops("GET", path)).status).toBe(200);
    expect(await listed()).toContain(id);
    await delegate("ada", "rita", "nora");
    expect((await people.nora.ops("GET", path)).status).toBe(404);
    expect(await listed()).not.toContain(id);
  });

  test("SE-2: only those agree to a role that reaches far who were given one by two persons", async () => {
    const { people } = running;
    const asked = await people.ada.ops("POST", "/ops/people/hugo/grants", { role: "auditor" });
    const path = `/ops/requests/${String(at(asked.body, "request", "id"))}/approve`;
    // Whom an administrator can make an approver alone does not stand for a second person.
    expect(code(await people.adam.ops("POST", path))).toBe("PROBITY_E_FORBIDDEN");
    expect((await people.dora.ops("POST", path)).status).toBe(200);
  });

  test("SE-1: people are told of tokens, passwords and roles that others make for their accounts", async () => {
    const { people } = running;
    expect((await people.ada.ops("POST", "/ops/people/mark/tokens", {})).status).toBe(201);
    expect((await people.ada.ops("POST", "/ops/people/mark/password")).status).toBe(201);
    const notices = await told(people.mark);
    expect(notices).toContain("ada: made a token for your account");
    expect(notices).toContain("ada: reset your password");
    expect(await told(people.hugo)).toContain("ada: gave you a role");
  });
});
