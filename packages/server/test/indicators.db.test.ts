// What each source has bound, with thresholds, figures and data, and changes of it by two people (RU-4, UI-1).
import { afterAll, beforeAll, expect, test } from "vitest";
import { shortTender, startCases, type CaseServer } from "./support/cases.ts";
import { describeUsualEngine } from "./support/engines.ts";
import { tender } from "./support/events.ts";
import { type Answer, at, type TestPerson, type TestSource } from "./support/test-server.ts";

const staff = { mona: ["model_author"], mike: ["model_approver"], rita: ["reviewer"] } as const;
const rule = "PROC-TND-001";
const observed = `observe.${rule}`;

const code = (answer: Answer): unknown => at(answer.body, "code");
const rows = ({ body }: Answer): readonly unknown[] => {
  const found = at(body, "indicators");
  return Array.isArray(found) ? found : [];
};

describeUsualEngine("indicators", (engine) => {
  let running: CaseServer<keyof typeof staff>;
  let purchasing: TestSource;
  let now = Date.UTC(2026, 4, 3);
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    running = await startCases(engine, staff, { clock: () => now });
    purchasing = await running.server.addSource("purchasing");
    await running.server.addSource("works");
  });
  afterAll(() => running?.server.close());

  const list = (query = "", who: TestPerson = running.people.mona): Promise<Answer> =>
    who.ops("GET", `/console/indicators${query}`);
  const one = async (source = "purchasing", of = rule): Promise<unknown> =>
    rows(await list(`?source=${source}&q=${of}`))[0];
  const ask = (change: object): Promise<Answer> =>
    running.people.mona.ops("POST", "/console/indicators/changes", {
      source: "purchasing",
      binding: observed,
      version: 0,
      reason: "Short periods of small tenders are usual here.",
      ...change,
    });
  const agree = async (asked: Answer, who: TestPerson = running.people.mike): Promise<Answer> =>
    who.ops("POST", `/ops/requests/${String(at(asked.body, "request"))}/approve`);

  test("UI-1: every rule stands at every source, page by page and once each", async () => {
    const seen: string[] = [];
    let next: unknown;
    do {
      const answer = await list(`?limit=100${typeof next === "string" ? `&cursor=${next}` : ""}`);
      expect(answer.status).toBe(200);
      expect(rows(answer).length).toBeLessThanOrEqual(100);
      seen.push(...rows(answer).map((row) => `${String(at(row, "source"))} ${String(at(row, "binding"))}`));
      next = at(answer.body, "next");
    } while (next !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(seen.toSorted());
    expect(seen.filter((row) => row.startsWith("works ")).length).toBe(seen.length / 2);
    expect(seen).toContain(`purchasing ${observed}`);
  });

  test("UI-1: filters narrow it, and what is not valid is refused", async () => {
    const domain = rows(await list("?source=works&domain=PROC&limit=100"));
    expect(domain.length).toBeGreaterThan(0);
    expect(domain.every((row) => at(row, "domain") === "PROC" && at(row, "source") === "works")).toBe(true);
    expect(rows(await list("?state=enforce"))).toEqual([]);
    expect(rows(await list("?q=no-such-rule"))).toEqual([]);
    for (const query of ["?limit=101", "?state=on", "?cursor=0.x", "?domain=proc", `?q=${"x".repeat(101)}`])
      expect((await list(query)).status, query).toBe(400);
    expect(code(await list("?cursor=0.W10"))).toBe("PROBITY_E_REQUEST");
  });

  test("SE-2: a reviewer reads none of it and asks for nothing", async () => {
    expect(code(await list("", running.people.rita))).toBe("PROBITY_E_FORBIDDEN");
    const asked = await running.people.rita.ops("POST", "/console/indicators/changes", {});
    expect(code(asked)).toBe("PROBITY_E_FORBIDDEN");
  });

  test("RU-4: a threshold is asked for by one and agreed to by another, and then in force", async () => {
    expect(await one()).toMatchObject({
      isDefault: true,
      state: "observe",
      owner: null,
      thresholds: expect.arrayContaining([
        expect.objectContaining({ name: "limitCn", value: 20, from: "default", unit: "days" }),
      ]),
    });
    const asked = await ask({ params: { limitCn: 5 }, owner: "rita" });
    expect(asked).toMatchObject({ status: 202, body: { request: expect.any(String) } });
    expect(await one()).toMatchObject({ isDefault: true, version: 0 });
    expect(code(await agree(asked, running.people.mona))).toBe("PROBITY_E_FORBIDDEN");
    const pending = await running.people.mike.ops("GET", "/ops/requests?kind=bindings&source=purchasing");
    expect(at(pending.body, "requests")).toMatchObject([
      { requestedBy: "mona", reason: "Short periods of small tenders are usual here.", state: "open" },
    ]);
    expect((await agree(asked)).status).toBe(200);
    expect(await one()).toMatchObject({
      isDefault: false,
      version: 1,
      owner: "rita",
      thresholds: expect.arrayContaining([
        expect.objectContaining({ name: "limitCn", value: 5, from: "binding", default: 20 }),
      ]),
    });
    // The other source is as it was.
    expect(await one("works")).toMatchObject({ isDefault: true, version: 0 });
    // The one who asks cannot agree, whatever the role.
    const { mike } = running.people;
    const own = await mike.ops("POST", "/console/indicators/changes", {
      source: "purchasing",
      binding: observed,
      version: 1,
      owner: "mike",
      reason: "Mine",
    });
    expect(code(await agree(own, mike))).toBe("PROBITY_E_FOUR_EYES");
  });

  test("RU-4: the words of a change say old and new; null gives the default back", async () => {
    const asked = await ask({ version: 1, params: { limitCn: 7 } });
    const request = await running.people.mike.ops(
      "GET",
      `/ops/requests/${String(at(asked.body, "request"))}`,
    );
    const [words] = at(request.body, "summary") as readonly unknown[];
    expect(at(words, "en")).toBe(
      `Binding ${observed} (${rule}): parameters from {"limitCn":5} to {"limitCn":7}.`,
    );
    const back = await ask({ version: 1, params: { limitCn: null } });
    expect((await agree(back)).status).toBe(200);
    expect(await one()).toMatchObject({
      version: 2,
      owner: "rita",
      thresholds: expect.arrayContaining([expect.objectContaining({ name: "limitCn", from: "default" })]),
    });
    // What was asked against the version before is refused.
    expect(code(await agree(asked))).toBe("PROBITY_E_REQUEST_STATE");
  });

  test("RU-4: what cannot be is refused before anybody is asked", async () => {
    expect(code(await ask({ version: 1, on: false }))).toBe("PROBITY_E_REQUEST_STATE");
    expect(code(await ask({ version: 2 }))).toBe("PROBITY_E_REQUEST");
    expect(code(await ask({ version: 2, on: true }))).toBe("PROBITY_E_REQUEST");
    expect(code(await ask({ version: 2, owner: "nobody" }))).toBe("PROBITY_E_BINDINGS");
    expect(code(await ask({ version: 2, params: { limitCn: "ten" } }))).not.toBeUndefined();
    expect(code(await ask({ version: 2, params: { limitCn: 1000 } }))).not.toBeUndefined();
    expect(code(await ask({ version: 2, params: { other: 1 } }))).not.toBeUndefined();
    expect(code(await ask({ version: 2, binding: "none", on: false }))).toBe("PROBITY_E_NOT_FOUND");
    expect(code(await ask({ source: "none", on: false }))).toBe("PROBITY_E_NOT_FOUND");
    expect((await ask({ version: 2, on: false, reason: " " })).status).toBe(400);
  });

  test("figures: hits, labels and data of 30 days; fields that are missing are named", async () => {
    const { server, people } = running;
    await purchasing.send([shortTender("purchasing", "ocds-1"), shortTender("purchasing", "ocds-2")]);
    await server.scored();
    const alerts = await people.rita.ops("GET", `/ops/alerts?source=purchasing`);
    const ids = (at(alerts.body, "alerts") as readonly unknown[])
      .filter((alert) => at(alert, "rule") === rule)
      .map((alert) => String(at(alert, "id")));
    const say = (id: string | undefined, body: object): Promise<Answer> =>
      people.rita.ops("POST", `/ops/alerts/${encodeURIComponent(id ?? "")}/label`, body);
    expect((await say(ids[0], { label: "confirmed" })).status).toBe(200);
    expect((await say(ids[1], { label: "partly" })).status).toBe(200);
    expect(await one()).toMatchObject({
      hits: 2,
      confirmed: 1,
      partly: 1,
      confirmedShare: 0.75,
      data: { state: "yes", events: 2, notJudged: 0, missing: [] },
    });
    expect(await one("works")).toMatchObject({ hits: 0, confirmedShare: null, data: { state: "no_events" } });
    const bare = tender("purchasing", "ocds-3", 10);
    await purchasing.send([{ ...bare, data: { ...bare.data, tender: { id: "T1", title: "Desks" } } }]);
    await server.scored();
    const data = at(await one(), "data");
    expect(data).toMatchObject({ state: "partly", events: 3, notJudged: 1 });
    expect(
      (at(data, "missing") as readonly string[]).every(
        (path) => path.startsWith("event.") || path.startsWith("record."),
      ),
    ).toBe(true);
    expect(at(data, "missing")).not.toEqual([]);
  });

  test("RU-4: switched off it judges nothing that comes after, and on again it does", async () => {
    const { server } = running;
    now += 86_400_000;
    const off = await ask({ version: 2, on: false });
    expect((await agree(off)).status).toBe(200);
    expect(await one()).toMatchObject({ state: "off", validTo: new Date(now).toISOString(), hits: 2 });
    expect(rows(await list("?state=off")).map((row) => at(row, "rule"))).toEqual([rule]);
    const later = { time: new Date(now + 3_600_000).toISOString() };
    now += 7_200_000;
    await purchasing.send([shortTender("purchasing", "ocds-4", "clerk", later)]);
    await server.scored();
    expect(await one()).toMatchObject({ hits: 2 });
    expect((await agree(await ask({ version: 3, on: true }))).status).toBe(200);
    expect(await one()).toMatchObject({ state: "observe", validTo: null });
    await purchasing.send([
      shortTender("purchasing", "ocds-5", "clerk", { time: new Date(now).toISOString() }),
    ]);
    await server.scored();
    expect(await one()).toMatchObject({ hits: 3 });
  });
});
