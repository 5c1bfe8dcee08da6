// The risk register: graded points with controls, versions, reviews and gaps (catalogue 13, GEN-DAT-004).
import { afterAll, beforeAll, expect, test } from "vitest";
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
import { at, request, type Answer } from "./support/test-server.ts";
import { until } from "./support/until.ts";

const point = {
  level: "post",
  unit: "works",
  post: "buyer",
  powerItem: "tender",
  description: "Requirements are written for one bidder.",
  namedBy: "station",
  probability: 2,
  harm: 2,
  controls: [{ kind: "rule", rule: "PROC-TND-001", phase: "before" }],
  owner: "rita",
} as const;

const code = (answer: Answer): unknown => at(answer.body, "code");
const ids = (answer: Answer): readonly unknown[] => {
  const found = at(answer.body, "risks");
  return Array.isArray(found) ? found.map((one) => at(one, "id")) : [];
};

describeUsualEngine("the risk register", (engine) => {
  let running: CaseServer<StaffName | "dana" | "afar">;
  let now = Date.UTC(2026, 10, 30);
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    const roles = { ...staff, dana: ["discipline"], afar: ["discipline@elsewhere"] };
    running = await startCases(engine, roles, { clock: () => now, timersMs: 50 });
    const from = { validFrom: "2020-01-01" };
    for (const [kind, body] of [
      ["units", { id: "works", name: "works", kind: "unit", parent: null }],
      ["units", { id: "elsewhere", name: "elsewhere", kind: "unit", parent: null }],
      ["posts", { id: "buyer", name: "buyer", unit: "works", head: false }],
    ] as const)
      await running.server.ops("POST", `/ops/org/${kind}`, { ...body, ...from });
  });
  afterAll(() => running?.server.close());

  test("the grade follows the matrix for all nine pairs", async () => {
    const { people } = running;
    const grades: unknown[] = [];
    for (const harm of [3, 2, 1])
      for (const probability of [1, 2, 3]) {
        const id = `m-${harm}-${probability}`;
        const body = { ...point, harm, probability, owner: undefined };
        grades.push(at((await people.dora.ops("PUT", `/console/risks/${id}`, body)).body, "grade"));
      }
    expect(grades).toEqual([1, 1, 1, 3, 2, 1, 3, 3, 2]);
    expect(ids(await people.dora.ops("GET", "/console/risks?grade=2"))).toEqual(["m-1-3", "m-2-2"]);
    expect(ids(await people.dora.ops("GET", "/console/risks?harm=1&probability=3"))).toEqual(["m-1-3"]);
  });

  test("the matrix counts the open points of each field, as far as somebody sees them", async () => {
    const { people } = running;
    const counts = async (person: keyof typeof people, query = ""): Promise<unknown> =>
      at((await people[person].ops("GET", `/console/risks/matrix${query}`)).body, "counts");
    const all = await counts("dora");
    expect(all).toHaveLength(9);
    expect(all).toContainEqual({ probability: 3, harm: 1, open: 1 });
    expect(await counts("dora", "?unit=elsewhere")).toEqual([]);
    expect(await counts("afar")).toEqual([]);
  });

  test("each change is a version, made by whoever saw the last one, and logged", async () => {
    const { server, people } = running;
    expect(at((await people.dora.ops("PUT", "/console/risks/r-1", point)).body, "version")).toBe(1);
    expect(code(await people.dora.ops("PUT", "/console/risks/r-1", point))).toBe("PROBITY_E_RISK_STATE");
    const raised = { ...point, probability: 3, version: 1 };
    expect((await people.dora.ops("PUT", "/console/risks/r-1", raised)).body).toMatchObject({
      version: 2,
      grade: 1,
    });
    const shown = (await people.rita.ops("GET", "/console/risks/r-1")).body;
    expect(at(shown, "versions")).toMatchObject([
      { version: 2, act: "change", by: "dora", point: { grade: 1 } },
      { version: 1, act: "change", by: "dora", point: { grade: 2 } },
    ]);
    await server.scored();
    const logged = await server.ops("GET", "/ops/events?type=risk.point.changed&subject=r-1");
    expect(at(logged.body, "events")).toHaveLength(2);
  });

  test("a place that is not there is refused, and so is whoever writes for other units or may only read", async () => {
    const { people } = running;
    for (const wrong of [{ unit: "nowhere" }, { post: undefined }, { post: "nobody" }, { level: "unit" }])
      expect(code(await people.dora.ops("PUT", "/console/risks/r-2", { ...point, ...wrong }))).toBe(
        "PROBITY_E_REQUEST",
      );
    expect((await people.afar.ops("PUT", "/console/risks/r-2", point)).status).toBe(403);
    expect((await people.rita.ops("PUT", "/console/risks/r-2", point)).status).toBe(403);
    expect((await people.afar.ops("GET", "/console/risks/r-1")).status).toBe(404);
    expect(ids(await people.afar.ops("GET", "/console/risks"))).toEqual([]);
  });

  test("the file that is exported changes nothing when it is imported; one wrong row refuses all", async () => {
    const { server, people } = running;
    const description = '=1+1, "quoted",\nin two lines';
    await people.dora.ops("PUT", "/console/risks/f-1", { ...point, description });
    const send = (body: string): Promise<Answer> =>
      request(`${server.url}/console/risks/file`, {
        method: "POST",
        headers: { authorization: `Bearer ${people.dora.token}`, "content-type": "text/csv" },
        body,
      });
    const file = String((await people.dora.ops("GET", "/console/risks/file")).body);
    expect(file).toContain("'=1+1");
    const lines = file.split("\r\n").length - 2;
    expect((await send(file)).body).toEqual({ rows: lines, changed: 0 });
    const head = "id,level,unit,post,description,namedBy,probability,harm,controls\n";
    const good =
      'f-2,post,works,buyer,New,person,1,2,"rule: PROC-TND-001 @before; manual: Two people @during"\n';
    const refused = await send(`${head}${good}f-3,post,works,buyer,New,person,9,2,\n`);
    expect([code(refused), String(at(refused.body, "detail"))]).toEqual([
      "PROBITY_E_REQUEST",
      expect.stringContaining("line 3"),
    ]);
    expect((await people.dora.ops("GET", "/console/risks/f-2")).status).toBe(404);
    expect((await send(head + good)).body).toEqual({ rows: 1, changed: 1 });
    expect((await people.dora.ops("GET", "/console/risks/f-2")).body).toMatchObject({
      grade: 3,
      controls: [
        { kind: "rule", rule: "PROC-TND-001", phase: "before" },
        { kind: "manual", text: "Two people", phase: "during" },
      ],
    });
    expect((await people.dora.ops("GET", "/console/risks/f-1")).body).toMatchObject({
      version: 1,
      description,
    });
  });

  test("GEN-DAT-004: without control at grade 1 or 2, or with an indicator that sees nothing, it is a gap", async () => {
    const { server, people } = running;
    const source = await server.addSource("purchasing");
    const time = "2026-11-20T09:00:00+08:00";
    await source.send([shortTender(source.id, "ocds-1", "clerk", { time })]);
    await server.scored();
    const put = async (id: string, more: object): Promise<void> => {
      expect((await people.dora.ops("PUT", `/console/risks/${id}`, { ...point, ...more })).status).toBe(200);
    };
    await put("g-bare", { controls: [] });
    await put("g-minor", { controls: [], harm: 1 });
    await put("g-dead", { controls: [{ kind: "rule", rule: "NOT-BOUND-001", phase: "after" }] });
    await put("g-hand", { controls: [{ kind: "manual", text: "Two people open bids.", phase: "during" }] });
    await put("g-live", {});
    const gaps = at((await people.dora.ops("GET", "/console/risks/gaps")).body, "gaps");
    expect(gaps).toEqual([
      { risk: "g-bare", unit: "works", grade: 2, gap: "no_control" },
      { risk: "g-dead", unit: "works", grade: 2, gap: "no_events", rule: "NOT-BOUND-001" },
    ]);
  });

  test("a confirmed problem proposes a point, which another person accepts", async () => {
    const { server, people } = running;
    const named = await people.dina.ops("POST", "/console/cases", {
      title: "Late",
      level: 2,
      tracks: ["business"],
    });
    const id = String(at(named.body, "id"));
    const { step } = mover(id, "business");
    const note = { kind: "note", track: "business", text: "Seen." };
    await step(people.dina, "assign", { unit: "works", handler: "hanna" });
    for (const [person, name, input] of [
      [people.hanna, "accept", {}],
      [people.hanna, "dispose", inputs.dispose],
      [people.adam, "apply", inputs.apply],
      [people.rita, "appraise", inputs.appraise],
      [people.petra, "close", inputs.closing],
    ] as const) {
      if (name === "dispose") await people.hanna.ops("POST", `/console/cases/${id}/evidence`, note);
      const moved = await step(person, name, input);
      expect([name, moved.status, moved.body]).toEqual([name, 200, expect.anything()]);
    }
    const [proposed] = ids(await people.dora.ops("GET", "/console/risks?state=proposed"));
    // Its id tells nobody of which case.
    expect(String(proposed)).toMatch(/^r-[0-9a-f]{32}$/);
    const path = `/console/risks/${String(proposed)}`;
    expect((await people.dora.ops("GET", path)).body).toMatchObject({ unit: "works", grade: 1, caseId: id });
    const decision = { version: 1, decision: "accept" };
    expect((await people.rita.ops("POST", `${path}/decisions`, decision)).status).toBe(403);
    expect((await people.dora.ops("POST", `${path}/decisions`, decision)).body).toMatchObject({
      state: "open",
      version: 2,
    });
    expect(code(await people.dora.ops("POST", `${path}/decisions`, decision))).toBe("PROBITY_E_RISK_STATE");
    await server.scored();
  });

  test("nobody retires what they changed themselves", async () => {
    const { people } = running;
    await people.dora.ops("PUT", "/console/risks/r-9", point);
    const decision = { version: 1, decision: "retire" };
    expect(code(await people.dora.ops("POST", "/console/risks/r-9/decisions", decision))).toBe(
      "PROBITY_E_FOUR_EYES",
    );
    expect((await people.dana.ops("POST", "/console/risks/r-9/decisions", decision)).body).toMatchObject({
      state: "retired",
    });
    expect(ids(await people.dora.ops("GET", "/console/risks"))).not.toContain("r-9");
  });

  test("after half a year the owner is reminded; a review sets the next date", async () => {
    const { people } = running;
    await people.dora.ops("PUT", "/console/risks/due-1", { ...point, owner: "rita" });
    now += 183 * 86_400_000;
    const told = async (): Promise<string> =>
      JSON.stringify((await people.rita.ops("GET", "/console/notifications")).body);
    await until(async () => (await told()).includes("due-1"));
    expect(ids(await people.dora.ops("GET", "/console/risks?overdue=true"))).toContain("due-1");
    const review = { version: 1, decision: "review" };
    const reviewed = await people.dora.ops("POST", "/console/risks/due-1/decisions", review);
    expect(reviewed.body).toMatchObject({ version: 2, state: "open" });
    expect(ids(await people.dora.ops("GET", "/console/risks?overdue=true"))).not.toContain("due-1");
  });
});
