// What of a case goes through to somebody who may not see it, by the ways round it: joint files, alerts, mentions, clues that
// are alike, files of units, the risk register (CA-3, SE-2, catalogue 9.3).
import { afterAll, beforeAll, expect, test } from "vitest";
import { inputs, mover, shortTender, startCases, type CaseServer } from "./support/cases.ts";
import { describePglite } from "./support/engines.ts";
import { at, type Answer, request, type TestPerson } from "./support/test-server.ts";

const roles = {
  dina: ["dispatcher"],
  dani: ["dispatcher@office-2"],
  hanna: ["handler"],
  rita: ["reviewer"],
  adam: ["approver"],
  petra: ["appraiser"],
  ina: ["handler"],
  dora: ["discipline", "approver", "reviewer", "appraiser"],
  // The subject of the alerts, and a sibling of hers.
  sue: ["dispatcher", "discipline", "model_author"],
  cousin: ["discipline", "intake"],
  mo: ["model_author"],
} as const;

const code = (answer: Answer): unknown => at(answer.body, "code");
const ids = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value.map((one) => at(one, "id")) : [];

const open = async (person: TestPerson, more: object): Promise<Answer> =>
  await person.ops("POST", "/console/cases", { title: "One", level: 2, ...more });

const risks = async (person: TestPerson): Promise<readonly unknown[]> => {
  const found = at((await person.ops("GET", "/console/risks?state=proposed")).body, "risks");
  return Array.isArray(found) ? found : [];
};

describePglite("walls around cases", (engine) => {
  let running: CaseServer<keyof typeof roles>;
  let alerts: readonly string[] = [];
  const now = Date.UTC(2026, 10, 30);
  beforeAll(async () => {
    // No alert opens a case: the tests put them into cases.
    running = await startCases(engine, roles, { clock: () => now, config: { caseOpenLevel: 0 } });
    const { server } = running;
    const from = { validFrom: "2020-01-01" };
    const put = async (kind: string, body: object): Promise<void> => {
      const { status, body: answer } = await server.ops("POST", `/ops/org/${kind}`, { ...body, ...from });
      if (status !== 200) throw new Error(JSON.stringify(answer));
    };
    for (const id of ["office-1", "office-2"])
      await put("units", { id, name: id, kind: "unit", parent: null });
    await server.ops("POST", "/ops/org/people", { id: "sue", keys: ["EMP-7"] });
    await put("relations", { from: "cousin", to: "person:sue", kind: "sibling" });
    const source = await server.addSource("purchasing");
    await source.send([shortTender(source.id, "ocds-1", "EMP-7"), shortTender(source.id, "ocds-2", "EMP-7")]);
    await server.scored();
    const found = (await server.ops("GET", "/ops/alerts?class=integrity&rule=PROC-TND-001")).body;
    alerts = ids(at(found, "alerts")).map(String);
  });
  afterAll(() => running?.server.close());

  const opened = async (tracks: readonly string[], more: object = {}): Promise<string> => {
    const answer = await open(running.people.dina, { tracks, unit: "office-1", ...more });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return String(at(answer.body, "id"));
  };

  test("SE-2: a dispatcher of one unit opens no case of another one, and takes no alert of it", async () => {
    const { dani } = running.people;
    const [alert] = alerts;
    expect(code(await open(dani, { tracks: ["business"], unit: "office-1" }))).toBe("PROBITY_E_FORBIDDEN");
    expect(code(await open(dani, { tracks: ["business"] }))).toBe("PROBITY_E_FORBIDDEN");
    const taken = await open(dani, { tracks: ["integrity"], unit: "office-2", alerts: [alert] });
    expect(code(taken)).toBe("PROBITY_E_NOT_FOUND");
    const own = await open(dani, { tracks: ["integrity"], unit: "office-2" });
    const into = { alerts: [alert], text: "It belongs here." };
    const moved = await dani.ops("POST", `/console/cases/${String(at(own.body, "id"))}/alerts`, into);
    expect(code(moved)).toBe("PROBITY_E_NOT_FOUND");
  });

  test("CA-3: nobody puts an alert about themselves into a case, or asks in which one it is", async () => {
    const { sue, dina } = running.people;
    const [alert = ""] = alerts;
    const target = await opened(["integrity"]);
    const into = { alerts: [alert], text: "It belongs here." };
    expect(code(await sue.ops("POST", `/console/cases/${target}/alerts`, into))).toBe(
      "PROBITY_E_CASE_CONFLICT",
    );
    expect((await dina.ops("POST", `/console/cases/${target}/alerts`, into)).status).toBe(200);
    const probing = await open(sue, { tracks: ["integrity"], alerts: [alert] });
    expect(code(probing)).toBe("PROBITY_E_CASE_CONFLICT");
    expect(JSON.stringify(probing.body)).not.toContain(target);
  });

  test("GEN-CLU-003: what comes to a case is not about whoever works on it", async () => {
    const { dina } = running.people;
    const target = await opened(["integrity"]);
    await mover(target).step(dina, "assign", { unit: "office-1", handler: "sue" });
    const into = { alerts: [alerts[1]], text: "It belongs here." };
    const moved = await dina.ops("POST", `/console/cases/${target}/alerts`, into);
    expect([code(moved), at(moved.body, "errors", 0, "path")]).toEqual(["PROBITY_E_CASE_CONFLICT", "/sue"]);
    const other = await opened(["integrity"], { named: [{ kind: "person", key: "EMP-7" }] });
    const merged = await mover(other).step(dina, "merge", { into: target, reasonCode: "joint_file" });
    expect([code(merged), at(merged.body, "errors", 0, "path")]).toEqual(["PROBITY_E_CASE_CONFLICT", "/sue"]);
  });

  test("catalogue 9.3: a joint file does not tell its business side of a matter of integrity", async () => {
    const { dina, dora, rita } = running.people;
    const whole = await opened(["business", "integrity"]);
    const inner = await opened(["integrity"]);
    expect((await mover(inner).step(dina, "merge", { into: whole, reasonCode: "joint_file" })).status).toBe(
      200,
    );
    const seen = await rita.ops("GET", `/console/cases/${whole}`);
    expect(at(seen.body, "merged")).toEqual([]);
    const timeline = await rita.ops("GET", `/console/cases/${whole}/timeline`);
    expect(JSON.stringify(timeline.body)).not.toContain(inner);
    expect(ids(at((await dora.ops("GET", `/console/cases/${whole}`)).body, "merged"))).toEqual([inner]);
    expect(JSON.stringify((await dora.ops("GET", `/console/cases/${whole}/timeline`)).body)).toContain(inner);
  });

  test("CA-3: a mention tells nobody of a side that they do not see", async () => {
    const { dora } = running.people;
    const id = await opened(["integrity"]);
    const comment = (text: string): Promise<Answer> =>
      dora.ops("POST", `/console/cases/${id}/comments`, { track: "integrity", text });
    const refused = await comment("@rita what do you think?");
    expect([code(refused), at(refused.body, "errors", 0, "path")]).toEqual(["PROBITY_E_CASE_INPUT", "/rita"]);
    expect((await comment("@dina what do you think?")).status).toBe(201);
  });

  test("CA-5, CA-3: whoever is close to whom a clue names does not learn of it by telling the same again", async () => {
    const { dora, cousin } = running.people;
    const told = {
      source: "petition",
      sourceRef: "P-77",
      text: "She lets her brother's firm win each tender for desks, three times since March.",
      subjects: [{ kind: "person", key: "EMP-7" }],
      protectedReporter: false,
    };
    const first = await dora.ops("POST", "/console/clues", told);
    expect(at((await cousin.ops("POST", "/console/clues", told)).body, "similar")).toEqual([]);
    const others = { ...told, subjects: [] };
    expect(at((await cousin.ops("POST", "/console/clues", others)).body, "similar")).toEqual([]);
    const again = await dora.ops("POST", "/console/clues", told);
    expect(JSON.stringify(at(again.body, "similar"))).toContain(String(at(first.body, "id")));
  });

  test("CA-3: the file of a unit has no alert about whoever reads it, or somebody close", async () => {
    const { dora, cousin, sue } = running.people;
    const shown = async ({ token }: TestPerson): Promise<readonly unknown[]> => {
      const headers = { authorization: `Bearer ${token}`, "probity-purpose": "yearly check" };
      const file = await request(`${running.server.url}/console/integrity/unit/office-1`, { headers });
      return ids(at(file.body, "alerts"));
    };
    expect(await shown(dora)).toEqual(expect.arrayContaining([...alerts]));
    expect(await shown(sue)).toEqual([]);
    expect(await shown(cousin)).toEqual([]);
    const { server } = running;
    const [alert = ""] = alerts;
    expect(code(await sue.ops("GET", `/ops/alerts/${alert}/labels`))).toBe("PROBITY_E_CASE_CONFLICT");
    expect((await server.ops("GET", `/ops/alerts/${alert}/labels`)).status).toBe(200);
  });

  test("RU-4, CA-3: nobody asks for an exception for themselves or somebody close", async () => {
    const { sue, mo } = running.people;
    const order = {
      rule: "PROC-TND-001",
      scope: { kind: "person", id: "EMP-7" },
      reason: "抗洪抢险物资，经主任会议批准缩短公告期",
      until: "2026-12-20",
    };
    expect(code(await sue.ops("POST", "/ops/exceptions", order))).toBe("PROBITY_E_CASE_CONFLICT");
    expect((await mo.ops("POST", "/ops/exceptions", order)).status).toBe(202);
  });

  test("AL-2, CA-4: a closed case keeps its evidence, labels by its own reason, and proposes a risk to those who see it", async () => {
    const { dina, hanna, adam, rita, petra, dora, ina } = running.people;
    const id = await opened(["business"], {});
    const note = { kind: "note", track: "business", text: "Seen." };
    const step = mover(id, "business");
    await step.step(dina, "assign", { unit: "office-1", handler: "hanna" });
    await step.step(hanna, "accept");
    const added = await hanna.ops("POST", `/console/cases/${id}/evidence`, note);
    await step.step(hanna, "dispose", inputs.dispose);
    await step.step(adam, "apply", inputs.apply);
    await step.step(rita, "appraise", inputs.appraise);
    expect((await step.step(petra, "close", inputs.closing)).status).toBe(200);
    const withdrawal = `/console/cases/${id}/evidence/${String(at(added.body, "id"))}/withdraw`;
    expect(code(await hanna.ops("POST", withdrawal, { reason: "Not needed." }))).toBe("PROBITY_E_CASE_STATE");

    // The same on the other side, with an alert; closed as a duplicate.
    const inner = await opened(["integrity"], { alerts: [alerts[1]] });
    const other = mover(inner);
    await other.step(dina, "assign", { unit: "office-1", handler: "ina" });
    expect((await other.step(ina, "accept")).status).toBe(200);
    await ina.ops("POST", `/console/cases/${inner}/evidence`, { ...note, track: "integrity" });
    await other.step(ina, "dispose", inputs.dispose);
    await other.step(dora, "apply", inputs.apply);
    await other.step(dora, "appraise", inputs.appraise);
    const closing = { ...inputs.closing, label: "not_confirmed", labelReason: "duplicate" };
    expect((await other.step(dora, "close", closing)).status).toBe(200);
    const labels = await running.server.ops("GET", `/ops/alerts/${String(alerts[1])}/labels`);
    expect(at(labels.body, "labels")).toMatchObject([
      { label: "not_confirmed", reason: "duplicate", weight: 0 },
    ]);
    await other.step(dora, "reopen", { reasonCode: "new_facts", text: "More is known." });
    await other.step(ina, "dispose", inputs.dispose);
    await other.step(dora, "apply", inputs.apply);
    await other.step(dora, "appraise", inputs.appraise);
    expect((await other.step(dora, "close", inputs.closing)).status).toBe(200);
    const proposed = (await risks(dora)).find((risk) => at(risk, "caseId") === inner);
    expect(proposed).toMatchObject({ track: "integrity", version: 1 });
    expect((await risks(rita)).map((risk) => at(risk, "caseId"))).toEqual([id]);
    expect((await risks(running.people.cousin)).map((risk) => at(risk, "caseId"))).toEqual([id]);
    const path = `/console/risks/${String(at(proposed, "id"))}`;
    expect((await rita.ops("GET", path)).status).toBe(404);
    const accept = { version: 1, decision: "accept" };
    expect(code(await adam.ops("POST", `${path}/decisions`, accept))).toBe("PROBITY_E_NOT_FOUND");
    expect((await dora.ops("POST", `${path}/decisions`, accept)).status).toBe(200);
    expect((await rita.ops("GET", path)).body).toMatchObject({ state: "open", caseId: null, track: null });
    expect(JSON.stringify((await rita.ops("GET", path)).body)).not.toContain(inner);
  });
});
