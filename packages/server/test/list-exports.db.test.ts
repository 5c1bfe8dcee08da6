// Files of lists as jobs, and reports: what is in a file, who may have it, what the log says, a crash in the middle (UI-1, SE-2, LO-7).
import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openStore, type ServerConfig } from "../src/index.ts";
import {
  addStaff,
  type CaseServer,
  giveRoles,
  shortTender,
  staff,
  type StaffName,
  startCases,
} from "./support/cases.ts";
import { type ChildServer, startChildServer } from "./support/child-server.ts";
import { describeEngines, describeUsualEngine } from "./support/engines.ts";
import { eventsOf } from "./support/events-of.ts";
import { heard } from "./support/heard.ts";
import { type Answer, at, operatorOf, request, type TestPerson } from "./support/test-server.ts";
import { until } from "./support/until.ts";
import { type ReadSheet, readWorkbook } from "./support/xlsx.ts";

const code = (answer: Answer): unknown => at(answer.body, "code");
const json = { "content-type": "application/json" };

/** Asks for a file, saying what for. */
const ask = (
  url: string,
  { token }: Pick<TestPerson, "token">,
  body: object,
  purpose?: string,
): Promise<Answer> =>
  request(`${url}/console/list-exports`, {
    method: "POST",
    headers: {
      ...json,
      authorization: `Bearer ${token}`,
      ...(purpose !== undefined && { "probity-purpose": encodeURIComponent(purpose) }),
    },
    body: JSON.stringify({ language: "zh-CN", ...body }),
  });

const stateOf = async (person: Pick<TestPerson, "ops">, id: string): Promise<unknown> =>
  (await person.ops("GET", `/console/list-exports/${id}`)).body;

const made = (person: Pick<TestPerson, "ops">, id: string): Promise<unknown> =>
  until(async () => {
    const body = await stateOf(person, id);
    if (at(body, "state") === "failed") throw new Error(JSON.stringify(body));
    if (at(body, "state") !== "done") return false;
    // What is done says at once what was made.
    expect(body).toMatchObject({ rows: expect.any(Number), fileSha256: expect.any(String) });
    return body;
  });

const take = async (
  url: string,
  { token }: Pick<TestPerson, "token">,
  id: string,
): Promise<{ readonly status: number; readonly bytes: Buffer }> => {
  const answer = await fetch(`${url}/console/list-exports/${id}/file`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
};

const sha256 = (bytes: string | Buffer): string => createHash("sha256").update(bytes).digest("hex");
const columnOf = ([head = [], ...rows]: ReadSheet, name: string): readonly unknown[] =>
  rows.map((row) => row[head.findIndex((cell) => cell?.value === name)]);

describeUsualEngine("UI-1: files of lists", (engine) => {
  type Name = StaffName | "una" | "wilma";
  let running: CaseServer<Name>;
  let config: ServerConfig;
  let now = Date.parse("2026-06-10T02:00:00Z");
  const odd = '=HYPERLINK("http://x","y") <b>&</b> _x0041_';
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    const roles = { ...staff, una: ["appraiser@office-2"], wilma: ["appraiser"] };
    config = await engine.newConfig();
    const same = { ...engine, newConfig: () => Promise.resolve(config) };
    running = await startCases(same, roles, { clock: () => now, timersMs: 50 });
    const { server, people } = running;
    const source = await server.addSource("purchasing");
    const time = new Date(now).toISOString();
    const tenders = ["a", "b"].map((n) => shortTender("purchasing", `ocds-${n}`, "clerk", { time }));
    await source.send(tenders);
    await server.scored();
    const from = { validFrom: "2020-01-01" };
    for (const id of ["office-2", "office-3"])
      // oxlint-disable-next-line no-await-in-loop -- two
      await server.ops("POST", "/ops/org/units", { id, name: id, kind: "unit", parent: null, ...from });
    for (const title of [odd, "plain"])
      // oxlint-disable-next-line no-await-in-loop -- two
      await people.dina.ops("POST", "/console/cases", {
        title,
        level: 2,
        tracks: ["business"],
        unit: "office-2",
      });
  });

  test("UI-1, SE-2, LO-7: a file has typed cells, text that is never a formula, a sheet that says what it is, and its steps in the log", async () => {
    const { server, people } = running;
    const order = { kind: "cases", filter: { unit: "office-2", track: "business" } };
    expect(code(await ask(server.url, people.petra, order))).toBe("PROBITY_E_PURPOSE");
    const asked = await ask(server.url, people.petra, order, "季度核对");
    expect(asked.status).toBe(201);
    const id = String(at(asked.body, "id"));
    const done = await made(people.petra, id);
    expect(done).toMatchObject({ state: "done", rows: 2, done: 2, total: 2, failure: null });
    const { status, bytes } = await take(server.url, people.petra, id);
    expect([status, sha256(bytes)]).toEqual([200, at(done, "fileSha256")]);
    const { 说明: cover = [], 问题: rows = [] } = readWorkbook(bytes);
    // Not a formula, no markup, and what a spreadsheet would take for an escape stays as it was written.
    const titles = columnOf(rows, "标题");
    expect(titles).toContainEqual({ kind: "inlineStr", value: odd });
    expect(columnOf(rows, "风险等级")).toEqual(Array.from({ length: 2 }, () => ({ kind: "n", value: "2" })));
    expect(columnOf(rows, "状态").map((cell) => at(cell, "value"))).toEqual(["预警", "预警"]);
    // 10:00 in Shanghai, as a number of days.
    expect(Number(at(columnOf(rows, "立案时间")[0], "value"))).toBeCloseTo(46_183 + 10 / 24, 6);
    const said = Object.fromEntries(cover.map(([name, value]) => [name?.value, value?.value]));
    expect(said).toMatchObject({
      编号: at(asked.body, "number"),
      导出人: "petra",
      用途: "季度核对",
      "筛选条件: 单位及下级": "office-2",
      行数: "2",
      "各行的 SHA-256": at(done, "rowsSha256"),
    });
    const told = await eventsOf(server, "probity", "list.export.changed");
    const mine = told
      .map((event) => at(event, "event", "data", "export"))
      .filter((one) => at(one, "number") === at(asked.body, "number"));
    expect(mine.map((one) => String(at(one, "change"))).toSorted()).toEqual(["asked", "made", "taken"]);
    expect(mine).toContainEqual(
      expect.objectContaining({ change: "made", rows: 2, hash: at(done, "rowsSha256") }),
    );
  });

  test("SE-2: nobody gets a list in a file that they may not read, nor a file of somebody else, nor one of what they saw before", async () => {
    const { server, people } = running;
    const alerts = { kind: "alerts", filter: { state: "all" }, language: "en" };
    expect((await ask(server.url, people.dina, alerts, "to look")).status).toBe(403);
    expect(code(await ask(server.url, people.petra, { kind: "prechecks", filter: {} }, "to look"))).toBe(
      "PROBITY_E_FORBIDDEN",
    );
    expect(code(await ask(server.url, people.petra, { kind: "items", filter: {} }, "to look"))).toBe(
      "PROBITY_E_REQUEST",
    );
    const all = await ask(server.url, people.dora, alerts, "to look");
    const some = await ask(server.url, people.una, alerts, "to look");
    const [allId, someId] = [String(at(all.body, "id")), String(at(some.body, "id"))];
    const [seen, few] = [await made(people.dora, allId), await made(people.una, someId)];
    expect(Number(at(seen, "rows"))).toBeGreaterThan(1);
    // Una sees her own unit, and nothing of the integrity side.
    expect(at(few, "rows")).toBe(0);
    expect((await take(server.url, people.petra, allId)).status).toBe(404);
    const name = columnOf(
      readWorkbook((await take(server.url, people.dora, allId)).bytes)["Alerts"] ?? [],
      "Name",
    );
    expect(name.length).toBe(at(seen, "rows"));
    await server.ops("POST", "/ops/people/una/grants", { role: "appraiser", unit: "office-3" });
    expect((await take(server.url, people.una, someId)).status).toBe(410);
  });

  test("UI-1: each of the lists can be had, and a file is gone when its time is over", async () => {
    const { server, people } = running;
    const orders = [
      ...["task", "responsibility", "problem", "rectification", "look_back", "report"].map((list) => ({
        kind: "items",
        filter: { list },
      })),
      { kind: "prechecks", filter: { state: "any" } },
      { kind: "risks", filter: {} },
    ];
    await people.dora.ops("POST", "/console/lists/task", {
      title: "+1 task",
      unit: "office-2",
      owner: "dora",
      dueOn: "2026-07-01",
      fields: { origin: "plan" },
    });
    const ids: string[] = [];
    for (const order of orders) {
      // oxlint-disable-next-line no-await-in-loop -- no more than five wait at a time
      const asked = await ask(server.url, people.dora, order, "to look");
      expect([order, asked.status]).toEqual([order, 201]);
      ids.push(String(at(asked.body, "id")));
      // oxlint-disable-next-line no-await-in-loop
      await made(people.dora, ids.at(-1) ?? "");
    }
    const tasks = readWorkbook((await take(server.url, people.dora, ids[0] ?? "")).bytes)["清单"] ?? [];
    expect(columnOf(tasks, "事项")).toEqual([{ kind: "inlineStr", value: "+1 task" }]);
    expect(columnOf(tasks, "期限")).toEqual([{ kind: "n", value: String(46_204) }]);
    const listed = at((await people.dora.ops("GET", "/console/list-exports")).body, "exports");
    expect(listed).toHaveLength(orders.length + 1);
    now += 8 * 86_400_000;
    expect((await take(server.url, people.dora, ids[0] ?? "")).status).toBe(410);
    // The timers have had their time.
    await new Promise((resolve) => {
      setTimeout(resolve, 500);
    });
    await server.close();
    const store = await openStore(config);
    expect((await store.pool.query("select 1 from export_part")).rows).toEqual([]);
    await store.close();
  });
});

describeUsualEngine("UI-1: reports", (engine) => {
  type Name = StaffName | "una";
  let running: CaseServer<Name>;
  let now = Date.parse("2026-06-10T02:00:00Z");
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    const roles = { ...staff, una: ["appraiser@office-2"] };
    running = await startCases(engine, roles, { clock: () => now, timersMs: 50 });
    const { server } = running;
    const source = await server.addSource("purchasing");
    const time = new Date(now).toISOString();
    await source.send(["a", "b"].map((n) => shortTender("purchasing", `ocds-${n}`, "clerk", { time })));
    await server.scored();
    const from = { validFrom: "2020-01-01" };
    await server.ops("POST", "/ops/org/units", {
      id: "office-2",
      name: "二科",
      kind: "unit",
      parent: null,
      ...from,
    });
  });
  afterAll(() => running?.server.close());
  const june = { title: "六月", from: "2026-05-31T16:00:00Z", to: "2026-06-30T16:00:00Z" };

  test("UI-1, LO-7: a report is kept as it was made, known by number and hash, and shown to those alone who may see its figures", async () => {
    const { server, people } = running;
    const answer = await people.dora.ops("POST", "/console/reports", june);
    expect(answer).toMatchObject({ status: 201, body: { number: "REP-2026-0001", kind: "period" } });
    const { body } = answer;
    const opened = at(body, "content", "overview", "counters", "opened");
    expect(Number(at(opened, "value"))).toBeGreaterThan(1);
    expect(at(opened, "before")).toBe(0);
    const id = String(at(body, "id"));
    const alert = at((await people.dora.ops("GET", "/console/alerts")).body, "alerts", 0, "id");
    const said = { label: "not_confirmed", reason: "data_error" };
    expect((await people.dora.ops("POST", `/ops/alerts/${String(alert)}/label`, said)).status).toBe(200);
    expect(at((await people.dora.ops("GET", `/console/reports/${id}`)).body, "content")).toEqual(
      at(body, "content"),
    );
    const later = (await people.dora.ops("POST", "/console/reports", { ...june, domain: "PROC" })).body;
    expect(later).toMatchObject({
      number: "REP-2026-0002",
      kind: "special",
      content: { dispositions: [{ ...said, value: 1 }] },
    });
    expect(
      at(
        (await people.dora.ops("POST", "/console/reports", { ...june, domain: "ZZZ" })).body,
        "content",
        "overview",
        "counters",
        "opened",
        "value",
      ),
    ).toBe(0);
    // The auditor's way: number and hash of the paper.
    const check = async (hash: unknown, number = "REP-2026-0001"): Promise<unknown> =>
      at(
        (await people.adam.ops("GET", `/console/reports/verify?number=${number}&hash=${String(hash)}`)).body,
        "result",
      );
    expect(await check(at(body, "sha256"))).toBe("same");
    expect(await check(at(later, "sha256"))).toBe("other");
    expect(await check(at(body, "sha256"), "REP-2026-9999")).toBe("unknown");
    const logged = await server.ops(
      "GET",
      "/ops/events?source=probity&type=report.made&subject=REP-2026-0001&about=all",
    );
    expect(at(logged.body, "events")).toHaveLength(1);
    // Figures of the integrity side are in it: the approver and the appraiser do not see them.
    expect((await people.adam.ops("GET", `/console/reports/${id}`)).status).toBe(404);
    expect(at((await people.petra.ops("GET", "/console/reports")).body, "reports")).toEqual([]);
    expect((await people.dina.ops("POST", "/console/reports", june)).status).toBe(403);
    expect((await people.una.ops("POST", "/console/reports", june)).status).toBe(403);
    expect((await people.una.ops("POST", "/console/reports", { ...june, unit: "office-2" })).status).toBe(
      201,
    );
    const backwards = { ...june, to: june.from };
    expect(code(await people.dora.ops("POST", "/console/reports", backwards))).toBe("PROBITY_E_REQUEST");
    const file = await ask(server.url, people.dora, { kind: "report", filter: { id } }, "to print");
    await made(people.dora, String(at(file.body, "id")));
    const { 报告: rows = [] } = readWorkbook(
      (await take(server.url, people.dora, String(at(file.body, "id")))).bytes,
    );
    expect(columnOf(rows, "报告").every((cell) => at(cell, "value") === "REP-2026-0001")).toBe(true);
    expect(Number(at(columnOf(rows, "数值")[0], "value"))).toBe(at(opened, "value"));
  });

  test("UI-1: a series makes one report of each period by itself, and tells those who may read it", async () => {
    const { people } = running;
    const order = { title: "月报", every: "month", recipients: ["dora", "dina"] };
    const blind = await people.dora.ops("POST", "/console/report-series", { ...order, recipients: ["adam"] });
    expect(code(blind)).toBe("PROBITY_E_REQUEST");
    const begun = await people.dora.ops("POST", "/console/report-series", order);
    expect(begun).toMatchObject({
      status: 201,
      body: { nextAt: "2026-06-30T17:00:00.000Z", lastReport: null },
    });
    const id = String(at(begun.body, "id"));
    const reportsOf = async (): Promise<readonly unknown[]> => {
      const found = at((await people.dina.ops("GET", "/console/reports")).body, "reports");
      return Array.isArray(found) ? found.filter((one) => at(one, "series") === id) : [];
    };
    // Nobody was there at the end of June: both months are made.
    now = Date.parse("2026-08-02T02:00:00Z");
    const months = await until(async () => {
      const found = await reportsOf();
      return found.length === 2 && found;
    });
    expect(new Set(months.map((one) => `${String(at(one, "from"))} ${String(at(one, "to"))}`))).toEqual(
      new Set([
        "2026-05-31T16:00:00.000Z 2026-06-30T16:00:00.000Z",
        "2026-06-30T16:00:00.000Z 2026-07-31T16:00:00.000Z",
      ]),
    );
    expect(await heard(people.dina, "report.made", `/reports/${String(at(months[0], "id"))}`)).toBe(1);
    const series = at((await people.dina.ops("GET", "/console/report-series")).body, "series", 0);
    expect(series).toMatchObject({ id, nextAt: "2026-08-31T17:00:00.000Z", failure: null });
    expect((await people.dora.ops("POST", `/console/report-series/${id}/end`)).body).toMatchObject({
      nextAt: null,
    });
    now = Date.parse("2026-09-02T02:00:00Z");
    await people.dora.ops("POST", `/console/report-series/${id}/end`);
    expect(await reportsOf()).toHaveLength(2);
  });
});

/** A register with so many points. */
async function fill(config: ServerConfig, points: number): Promise<void> {
  const store = await openStore(config);
  const body = JSON.stringify({
    level: "unit",
    unit: "works",
    description: "Requirements are written for one bidder.",
    namedBy: "station",
    probability: 2,
    harm: 2,
    controls: [],
  });
  await store.pool.query(
    `insert into risk_point (id, version, level, unit, body, grade, state, review_at, changed_at, changed_by)
      select 'r-' || n, 1, 'unit', 'works', $1, 2, 'open', now() + interval '1 year', now(), 'dora' from generate_series(1, $2::int) n`,
    [body, points],
  );
  await store.close();
}

describeEngines("UI-1, OP-6: kill -9 while a file is made", (engine) => {
  const started: ChildServer[] = [];
  const start = async (config: ServerConfig): Promise<ChildServer> => {
    const server = await startChildServer(config);
    started.push(server);
    return server;
  };
  afterEach(async () => {
    for (const server of started.splice(0)) await server.kill();
  });

  test(
    "the next server makes it, whole and once, and a file that is cancelled leaves nothing",
    { timeout: 120_000 },
    async () => {
      const config = await engine.newConfig();
      await giveRoles(config, staff);
      // As long as asking twice and cancelling takes on any machine, and longer.
      const points = 60_000;
      await fill(config, points);
      const first = await start(config);
      const people = await addStaff(first, { dora: staff.dora });
      const order = { kind: "risks", filter: {} };
      const isUnderWay = (one: string): Promise<unknown> =>
        until(async () => Number(at(await stateOf(people.dora, one), "done")) > 500);
      // One that is cancelled while it is made, with a part on its way.
      const early = String(at((await ask(first.url, people.dora, order, "to look")).body, "id"));
      await isUnderWay(early);
      const ended = await people.dora.ops("POST", `/console/list-exports/${early}/cancel`);
      expect(ended.body).toMatchObject({ state: "cancelled" });
      const id = String(at((await ask(first.url, people.dora, order, "to look")).body, "id"));
      const stop = String(at((await ask(first.url, people.dora, order, "to look")).body, "id"));
      const cancel = (): Promise<Answer> => people.dora.ops("POST", `/console/list-exports/${stop}/cancel`);
      expect((await cancel()).body).toMatchObject({ state: "cancelled" });
      expect(code(await cancel())).toBe("PROBITY_E_JOB_STATE");
      await isUnderWay(id);
      for (const server of started.splice(0)) await server.kill();
      const second = await start(config);
      const dora = { ...people.dora, ops: operatorOf(second.url, people.dora.token) };
      const done = await made(dora, id);
      expect(done).toMatchObject({ rows: points });
      const { bytes } = await take(second.url, dora, id);
      expect([bytes.length, sha256(bytes)]).toEqual([at(done, "bytes"), at(done, "fileSha256")]);
      expect(columnOf(readWorkbook(bytes)["风险点"] ?? [], "编号")).toHaveLength(points);
      expect((await take(second.url, dora, stop)).status).toBe(409);
      for (const server of started.splice(0)) await server.kill();
      const store = await openStore(config);
      try {
        const { rows } = await store.pool.query<{ files: number; bytes: number }>(
          "select count(distinct file)::int as files, sum(bytes)::int as bytes from export_part",
        );
        expect(rows).toEqual([{ files: 1, bytes: bytes.length }]);
      } finally {
        await store.close();
      }
    },
  );
});
