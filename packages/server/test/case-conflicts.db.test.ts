// Who is close to a matter by post, key or declaration finds nothing of it, by any way in (CA-3).
import { afterAll, beforeAll, expect, test } from "vitest";
import { inputs, mover, shortTender, startCases, type CaseServer } from "./support/cases.ts";
import { describePostgres } from "./support/engines.ts";
import { at, type Answer, type TestPerson } from "./support/test-server.ts";

const all = ["dispatcher", "handler", "reviewer", "appraiser", "approver", "discipline"] as const;
const close = ["middle", "boss", "junior", "cousin"] as const;
type Close = (typeof close)[number];
const people = { middle: all, boss: all, junior: all, cousin: all, stranger: all };

const ids = (answer: Answer, key: string): readonly unknown[] => {
  const rows = at(answer.body, key);
  return Array.isArray(rows) ? rows.map((one) => at(one, "id")) : [];
};
const code = (answer: Answer): unknown => at(answer.body, "code");
const total = async (person: TestPerson): Promise<unknown> =>
  at((await person.ops("GET", "/console/cases/counts")).body, "total");

describePostgres("conflicts of interest by post", (engine) => {
  let running: CaseServer<Close | "stranger">;
  let id = "";
  let clue = "";
  let evidence = "";
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    const now = Date.UTC(2026, 10, 30);
    running = await startCases(engine, people, { clock: () => now });
    const { server } = running;
    const put = async (kind: string, body: object): Promise<void> => {
      const answer = await server.ops("POST", `/ops/org/${kind}`, body);
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    };
    const from = { validFrom: "2020-01-01" };
    for (const [unit, parent] of [
      ["top", null],
      ["mid", "top"],
    ] as const)
      await put("units", { id: unit, name: unit, kind: "unit", parent, ...from });
    for (const [post, unit, head, person] of [
      ["head-top", "top", true, "boss"],
      ["head-mid", "mid", true, "middle"],
      ["clerk-mid", "mid", false, "junior"],
    ] as const) {
      await put("posts", { id: post, name: post, unit, head, ...from });
      await put("holders", { id: `h-${post}`, post, person, ...from });
    }
    await put("people", { id: "middle", keys: ["EMP-7"] });
    await put("relations", { from: "cousin", to: "person:middle", kind: "sibling", ...from });
    const source = await server.addSource("purchasing");
    // The business system knows the subject by a key of its own.
    await source.send([shortTender(source.id, "ocds-1", "EMP-7")]);
    await server.scored();
    const { stranger } = running.people;
    id = String(ids(await stranger.ops("GET", "/console/cases"), "cases")[0]);
    const note = { kind: "note", track: "integrity", text: "Seen." };
    evidence = String(at((await stranger.ops("POST", `/console/cases/${id}/evidence`, note)).body, "id"));
    const told = { source: "petition", text: "About somebody.", protectedReporter: false };
    const subjects = [{ kind: "person", key: "EMP-7" }];
    const taken = await stranger.ops("POST", "/console/clues", { ...told, subjects });
    clue = String(at(taken.body, "id"));
  });
  afterAll(() => running?.server.close());

  const bulk = { filter: {}, asOf: "2026-12-01T00:00:00Z", track: "integrity" };

  test("who is close to nobody sees it everywhere", async () => {
    const { stranger } = running.people;
    // Two rules hit the tender.
    expect(ids(await stranger.ops("GET", "/console/cases"), "cases")).toHaveLength(2);
    expect(await total(stranger)).toBe(2);
    expect((await stranger.ops("POST", "/console/cases/bulk/count", bulk)).body).toMatchObject({ count: 2 });
    expect(ids(await stranger.ops("GET", "/console/clues"), "clues")).toEqual([clue]);
    expect((await stranger.ops("GET", `/console/clues/${clue}`)).status).toBe(200);
    expect((await stranger.ops("GET", `/console/cases/${id}/evidence`)).status).toBe(200);
  });

  test.each(close)("the subject, a superior, a subordinate, a relation: %s finds nothing", async (name) => {
    const person = running.people[name];
    expect(ids(await person.ops("GET", "/console/cases?all=true"), "cases")).toEqual([]);
    expect(await total(person)).toBe(0);
    expect((await person.ops("POST", "/console/cases/bulk/count", bulk)).body).toMatchObject({ count: 0 });
    for (const path of ["", "/timeline", "/evidence", "/opinions", `/evidence/${evidence}/content`])
      expect([path, (await person.ops("GET", `/console/cases/${id}${path}`)).status]).toEqual([path, 404]);
    expect(ids(await person.ops("GET", "/console/clues"), "clues")).toEqual([]);
    expect((await person.ops("GET", `/console/clues/${clue}`)).status).toBe(404);
  });

  test.each(close)("%s changes nothing of it, alone or with many, and is not made to", async (name) => {
    const person = running.people[name];
    expect(code(await mover(id).step(person, "assign", inputs.assign))).toBe("PROBITY_E_NOT_FOUND");
    const comment = { track: "integrity", text: "Let it be." };
    expect((await person.ops("POST", `/console/cases/${id}/comments`, comment)).status).toBe(404);
    const note = { kind: "note", ...comment };
    expect((await person.ops("POST", `/console/cases/${id}/evidence`, note)).status).toBe(404);
    const step = { track: "integrity", transition: "assign", input: { unit: "mid", handler: "stranger" } };
    // With what somebody else was shown.
    const shown = (await running.people.stranger.ops("POST", "/console/cases/bulk/count", bulk)).body;
    const many = { ...bulk, ...step, expected: at(shown, "count"), seen: at(shown, "seen") };
    const refused = await person.ops("POST", "/console/cases/bulk", many);
    expect([code(refused), at(refused.body, "errors", 0, "message")]).toEqual(["PROBITY_E_BULK_STATE", "0"]);
    const { stranger } = running.people;
    const assigned = await mover(id).step(stranger, "assign", { unit: "mid", handler: name });
    expect([code(assigned), at(assigned.body, "errors", 0, "path")]).toEqual([
      "PROBITY_E_CASE_CONFLICT",
      `/${name}`,
    ]);
  });

  test("an interest in an organisation that a case names hides it as well", async () => {
    const { server, people: staff } = running;
    const from = { validFrom: "2020-01-01" };
    await server.ops("POST", "/ops/org/relations", {
      from: "cousin",
      to: "organisation:firm-1",
      kind: "director",
      ...from,
    });
    const opened = await staff.stranger.ops("POST", "/console/cases", {
      title: "About a firm",
      level: 2,
      tracks: ["business"],
      named: [{ kind: "organisation", key: "firm-1" }],
    });
    expect(opened.status, JSON.stringify(opened.body)).toBe(201);
    const firm = String(at(opened.body, "id"));
    expect((await staff.cousin.ops("GET", `/console/cases/${firm}`)).status).toBe(404);
    expect(ids(await staff.cousin.ops("GET", "/console/cases"), "cases")).not.toContain(firm);
    expect(ids(await staff.boss.ops("GET", "/console/cases"), "cases")).toContain(firm);
  });
});
