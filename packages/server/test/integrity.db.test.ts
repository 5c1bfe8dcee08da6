// The integrity file: one read of what is known of a person or a unit, for a purpose (catalogue 17, SE-2).
import { afterAll, beforeAll, expect, test } from "vitest";
import { inputs, mover, shortTender, startCases, type CaseServer } from "./support/cases.ts";
import { describePostgres } from "./support/engines.ts";
import { at, request, type Answer, type TestPerson } from "./support/test-server.ts";

const roles = {
  dora: ["discipline", "dispatcher"],
  elsa: ["discipline@elsewhere"],
  hanna: ["handler"],
  boss: ["auditor"],
  li: ["auditor"],
  olga: ["observer"],
} as const;

const rows = (answer: Answer, key: string): readonly unknown[] => {
  const found = at(answer.body, key);
  return Array.isArray(found) ? found : [];
};

describePostgres("the integrity file", (engine) => {
  let running: CaseServer<keyof typeof roles>;
  let caseId = "";
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    const now = Date.UTC(2026, 10, 30);
    running = await startCases(engine, roles, { clock: () => now });
    const { server, people } = running;
    const from = { validFrom: "2020-01-01" };
    const put = async (kind: string, body: object): Promise<void> => {
      expect((await server.ops("POST", `/ops/org/${kind}`, { ...body, ...from })).status).toBe(200);
    };
    await put("units", { id: "office-1", name: "office", kind: "unit", parent: null });
    await put("units", { id: "elsewhere", name: "elsewhere", kind: "unit", parent: null });
    await put("posts", { id: "head", name: "head", unit: "office-1", head: true });
    await put("posts", { id: "buyer", name: "buyer", unit: "office-1", head: false });
    await put("holders", { id: "h1", post: "head", person: "boss" });
    await put("holders", { id: "h2", post: "buyer", person: "li" });
    await server.ops("POST", "/ops/org/people", { id: "li", keys: ["EMP-1"] });
    await put("relations", { from: "li", to: "organisation:firm-1", kind: "director" });
    const source = await server.addSource("purchasing");
    await source.send([shortTender(source.id, "ocds-1", "EMP-1")]);
    await server.scored();
    const cases = rows(await people.dora.ops("GET", "/console/cases"), "cases").map((one) =>
      String(at(one, "id")),
    );
    caseId = cases.find((one) => one.startsWith("c-PROC-TND-001")) ?? "";
    await mover(caseId).step(people.dora, "assign", { ...inputs.assign, handler: "dora" });
  });
  afterAll(() => running?.server.close());

  const read = (person: TestPerson, path: string, purpose = "case 7"): Promise<Answer> =>
    request(`${running.server.url}/console/integrity/${path}`, {
      headers: { authorization: `Bearer ${person.token}`, "probity-purpose": purpose },
    });

  test("it needs a purpose, and is logged with it", async () => {
    const { server, people } = running;
    const without = await people.dora.ops("GET", "/console/integrity/person/li");
    expect(at(without.body, "code")).toBe("PROBITY_E_PURPOSE");
    expect((await read(people.dora, "person/li", "yearly check")).status).toBe(200);
    await server.scored();
    const query = "type=account.read.recorded&subject=dora&limit=100";
    const bodies: unknown[] = [];
    for (const event of rows(await server.ops("GET", `/ops/events?${query}`), "events"))
      bodies.push(
        at((await server.ops("GET", `/ops/events/${String(at(event, "id"))}`)).body, "event", "data", "read"),
      );
    expect(bodies).toContainEqual({
      by: "dora",
      kind: "integrity_file",
      object: "person:li",
      purpose: "yearly check",
    });
  });

  test("it gathers alerts, cases, scores, posts and relations by every key of the person", async () => {
    const { people } = running;
    for (const key of ["li", "EMP-1"]) {
      const { body } = await read(people.dora, `person/${key}`);
      expect(body).toMatchObject({
        kind: "person",
        id: "li",
        units: ["office-1"],
        posts: [{ post: "buyer", name: { "zh-CN": "buyer", en: "buyer" }, unit: "office-1", validTo: null }],
        alerts: expect.arrayContaining([
          expect.objectContaining({ rule: "PROC-TND-001", class: "integrity", label: null }),
        ]),
        cases: expect.arrayContaining([
          expect.objectContaining({
            id: caseId,
            open: true,
            tracks: [expect.objectContaining({ state: "assigned" })],
          }),
        ]),
        scores: [{ key: "EMP-1", hits: 1 }],
        relations: [{ kind: "director", to: "organisation:firm-1", fromName: "li", toName: null }],
      });
    }
    const unit = (await read(people.dora, "unit/office-1")).body;
    expect(unit).toMatchObject({
      alerts: expect.arrayContaining([expect.objectContaining({ rule: "PROC-TND-001" })]),
      cases: expect.arrayContaining([expect.objectContaining({ id: caseId })]),
    });
  });

  test("FE-3: the network around it is for the integrity side, and names the files that may be opened", async () => {
    const { people } = running;
    const { status, body } = await read(people.dora, "person/li/relations");
    expect(status).toBe(200);
    expect(body).toMatchObject({
      nodes: [
        { kind: "person", key: "li", name: "li", distance: 0, file: { kind: "person", id: "li" } },
        { kind: "organisation", key: "firm-1", name: null, distance: 1, file: null },
      ],
      edges: [{ kind: "director", share: null, validFrom: expect.stringContaining("20") }],
      paths: [],
      more: false,
    });
    const without = await people.dora.ops("GET", "/console/integrity/person/li/relations");
    expect(at(without.body, "code")).toBe("PROBITY_E_PURPOSE");
    expect((await read(people.elsa, "person/li/relations")).status).toBe(404);
    expect((await read(people.li, "person/li/relations")).status).toBe(404);
    expect((await read(people.hanna, "person/li/relations")).status).toBe(404);
  });

  test("section 9.3: the business side sees nothing of integrity in it", async () => {
    const { body } = await read(running.people.hanna, "person/li");
    expect(body).toMatchObject({ alerts: [], cases: [], posts: [{ post: "buyer" }] });
    expect(Object.keys(Object(body))).not.toContain("scores");
    expect(JSON.stringify(body)).not.toContain("integrity");
  });

  test.each(["li", "boss", "elsa"] as const)(
    "CA-3, SE-2: the person, somebody above, somebody of another unit: %s finds nothing",
    async (name) => {
      expect((await read(running.people[name], "person/li")).status).toBe(404);
    },
  );

  test("whoever may not read files of persons is refused", async () => {
    expect((await read(running.people.olga, "person/li")).status).toBe(403);
  });
});
