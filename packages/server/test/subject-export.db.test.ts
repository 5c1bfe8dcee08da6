// What is kept about a person, for that person: two people, logged, without what is about others or would defeat an inquiry (SE-3).
import { afterAll, beforeAll, expect, test } from "vitest";
import { shortTender, startCases, type CaseServer } from "./support/cases.ts";
import { describeUsualEngine } from "./support/engines.ts";
import { openedEvent } from "./support/prechecks.ts";
import { at, type Answer } from "./support/test-server.ts";

const roles = {
  dora: ["discipline"],
  dana: ["discipline"],
  boss: ["auditor"],
  hanna: ["handler"],
  pia: ["appraiser"],
} as const;
const grounds = "该项目经批准采用简化公告期，附批文。";
const code = (answer: Answer): unknown => at(answer.body, "code");

describeUsualEngine("the export for the data subject", (engine) => {
  let running: CaseServer<keyof typeof roles | "li">;
  let now = Date.UTC(2026, 10, 30);
  let decided = "";
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    const config = { caseOpenLevel: 1 };
    running = await startCases(engine, { ...roles, li: ["appraiser"] }, { clock: () => now, config });
    const { server, people } = running;
    const from = { validFrom: "2020-01-01" };
    for (const [kind, body] of [
      ["units", { id: "office", name: "office", kind: "unit", parent: null }],
      ["posts", { id: "head", name: "head", unit: "office", head: true }],
      ["posts", { id: "buyer", name: "buyer", unit: "office", head: false }],
      ["holders", { id: "h1", post: "head", person: "boss" }],
      ["holders", { id: "h2", post: "buyer", person: "li" }],
      ["relations", { from: "li", to: "person:secret-cousin", kind: "sibling" }],
    ] as const)
      await server.ops("POST", `/ops/org/${kind}`, { ...body, ...from });
    const source = await server.addSource("purchasing");
    await source.send([
      shortTender(source.id, "ocds-told", "li"),
      shortTender(source.id, "ocds-quiet", "li"),
    ]);
    const findings = [
      { indicatorId: "PROC-TND-004", result: "hit", bindingId: "not-known", action: "warn" } as const,
    ];
    const checked = openedEvent(source.id, { id: "asked", precheck: { outcome: "warn", findings } });
    const actor = { personId: "li", unitId: "office", postId: "buyer" };
    await source.send([{ ...checked, data: { ...checked.data, actor } }]);
    await server.scored();
    const appeal = await source.post("/v1/precheck/asked/appeal", { personId: "li", text: grounds });
    if (appeal.status !== 201) throw new Error(JSON.stringify(appeal.body));
    const found = await server.ops("GET", "/ops/alerts?rule=PROC-TND-001&subject=ocds-told");
    decided = String(at(found.body, "alerts", 0, "id"));
    await people.pia.ops("POST", `/ops/alerts/${decided}/label`, { label: "confirmed" });
  });
  afterAll(() => running?.server.close());

  const ask = (name: keyof typeof roles): Promise<Answer> =>
    running.people[name].ops("POST", "/console/exports", { person: "li", basis: "Letter of 20 November." });

  test("it takes two people, neither of them close to the person, and is logged", async () => {
    const { server, people } = running;
    expect((await ask("boss")).status).toBe(404);
    expect((await ask("hanna")).status).toBe(403);
    const asked = await ask("dora");
    expect(asked.status, JSON.stringify(asked.body)).toBe(201);
    const path = `/console/exports/${String(at(asked.body, "id"))}`;
    expect((await people.dora.ops("GET", path)).status).toBe(404);
    expect(code(await people.dora.ops("POST", `${path}/agreement`))).toBe("PROBITY_E_FOUR_EYES");
    expect((await people.boss.ops("POST", `${path}/agreement`)).status).toBe(404);
    expect((await people.dana.ops("POST", `${path}/agreement`)).body).toMatchObject({ agreedBy: "dana" });
    expect((await people.dora.ops("GET", path)).status).toBe(200);
    await server.scored();
    const events = await server.ops("GET", "/ops/events?type=subject.export.changed&limit=100");
    expect(at(events.body, "events")).toHaveLength(3);
    now += 15 * 86_400_000;
    expect((await people.dora.ops("GET", path)).status).toBe(404);
  });

  test("CA-3: nobody labels an alert about themselves, in a case or not", async () => {
    const label = { label: "not_confirmed", reason: "other" };
    const answer = await running.people.li.ops("POST", `/ops/alerts/${decided}/label`, label);
    expect([answer.status, code(answer)]).toEqual([422, "PROBITY_E_CASE_CONFLICT"]);
  });

  test("it tells what was decided and nothing of what is open, of scores, or of others", async () => {
    const { people } = running;
    const path = `/console/exports/${String(at((await ask("dora")).body, "id"))}`;
    await people.dana.ops("POST", `${path}/agreement`);
    const { body } = await people.dana.ops("GET", path);
    expect(body).toMatchObject({
      person: "li",
      account: { id: "li", name: "li" },
      posts: [{ post: "buyer", unit: "office" }],
      declaredRelations: [{ kind: "sibling", declared_of_person: true }],
      roles: [{ role: "appraiser" }],
      decidedAlerts: [{ id: decided, outcome: "confirmed" }],
      // What li said and was told; which rule it was, li was never told (RU-4).
      appeals: [{ precheckId: "asked", rule: null, text: grounds, state: "open", answers: [] }],
    });
    const text = JSON.stringify(body);
    for (const hidden of ["secret-cousin", "ocds-quiet", 'score"', "pia", "PROC-TND-004"])
      expect(text).not.toContain(hidden);
    expect(text).toContain("could defeat an inquiry");
    const html = await people.dana.ops("GET", `${path}?form=html`);
    expect(html.headers.get("content-type")).toContain("text/html");
    expect(String(html.body)).toContain("buyer");
  });
});
