import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CaseServer, mover, shortTender, startCases } from "./support/cases.ts";
import { describeUsualEngine } from "./support/engines.ts";
import { commonOwner, ownedBidders, ownership } from "./support/owned-bidders.ts";
import { type Answer, at, request, type TestPerson, type TestSource } from "./support/test-server.ts";

const roles = {
  dina: ["dispatcher"],
  hanna: ["handler"],
  olga: ["observer"],
  wang: ["discipline@office-2"],
  clerk: ["dispatcher"],
} as const;

const ids = (answer: Answer): readonly unknown[] => {
  const found = at(answer.body, "alerts");
  return Array.isArray(found) ? found.map((row) => at(row, "subject")) : [answer.body];
};

const get = (person: TestPerson, query: string, path = ""): Promise<Answer> =>
  person.ops("GET", `/console/alerts${path}?rule=PROC-TND-001&${query}`);

const viewNames = async (person: TestPerson): Promise<readonly unknown[]> =>
  (at((await person.ops("GET", "/console/views?screen=alerts")).body, "views") as readonly unknown[]).map(
    (one) => at(one, "name"),
  );

const find = async (person: TestPerson, q: string): Promise<readonly unknown[]> =>
  (
    at(
      (await person.ops("GET", `/console/search?q=${encodeURIComponent(q)}`)).body,
      "found",
    ) as readonly unknown[]
  ).map((one) => `${String(at(one, "kind"))} ${String(at(one, "id"))}`);

const nodesOf = (body: unknown): readonly unknown[] => at(body, "nodes") as readonly unknown[];

describeUsualEngine("the inbox", (engine) => {
  let running: CaseServer<keyof typeof roles>;
  let source: TestSource;
  let now = Date.parse("2026-06-01T02:00:00Z");
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    running = await startCases(engine, roles, { clock: () => now, config: { defaultCurrency: "CNY" } });
    const { server } = running;
    for (const [id, name] of [
      ["office-1", "一处"],
      ["office-2", "二处"],
    ]) {
      const unit = { id, name, kind: "unit", parent: null, validFrom: "2020-01-01" };
      await server.ops("POST", "/ops/org/units", unit);
    }
    source = await server.addSource("purchasing");
    const profile = { id: "supplier-a", legalName: "甲供应有限公司", kind: "company", status: "active" };
    await source.send([
      {
        ...shortTender(source.id, "supplier-a", "clerk"),
        type: "organisation.profile.recorded",
        data: { organisation: profile },
      },
    ]);
    for (const [n, name] of ["a", "b", "c", "d", "e"].entries()) {
      const event = shortTender(source.id, `ocds-${name}`, n === 4 ? "clerk" : `official-${name}`);
      const unitId = n === 3 ? "office-2" : "office-1";
      const counterparties = [{ id: `supplier-${name}`, kind: "organisation" }];
      const amount = { amount: 1000.5 * (n + 1), currency: "CNY" };
      const actor = { personId: n === 4 ? "clerk" : `official-${name}`, unitId };
      await source.send([{ ...event, data: { ...event.data, actor, counterparties, amount } }]);
      now += 60_000;
    }
    await server.scored();
  });
  afterAll(() => running?.server.close());

  describe("UI-1: the list", () => {
    test("a line has all that a reviewer sees of an alert at a glance", async () => {
      const { people } = running;
      const page = await get(people.dina, "q=OCDS-a");
      expect(page).toMatchObject({ status: 200 });
      expect(at(page.body, "alerts")).toMatchObject([
        {
          subject: "ocds-a",
          rule: "PROC-TND-001",
          model: "PROC-TND",
          track: "integrity",
          level: 2,
          light: "yellow",
          state: "warned",
          risk: expect.any(Number),
          official: { id: "official-a", name: null },
          counterparty: { id: "supplier-a", name: "甲供应有限公司" },
          unit: { id: "office-1", name: { "zh-CN": "一处", en: "一处" } },
          amount: { amount: 1000.5, currency: "CNY" },
          handler: null,
          hoursLeft: expect.any(Number),
          message: { "zh-CN": expect.stringMatching(/\S/), en: expect.stringMatching(/\S/) },
        },
      ]);
      expect(at(page.body, "alerts", 0, "risk")).toBeGreaterThan(0);
    });

    test("pages by cursor and by place show each line once, and nothing that comes later", async () => {
      const { people, server } = running;
      for (const sort of ["time", "risk", "due"]) {
        const first = await get(people.dina, `limit=2&sort=${sort}`);
        const asOf = Number(at(first.body, "asOf"));
        await source.send([shortTender(source.id, `ocds-late-${sort}`, "official-late")]);
        await server.scored();
        const seen = [...ids(first)];
        let next = at(first.body, "next");
        while (typeof next === "string") {
          const page = await get(people.dina, `limit=2&sort=${sort}&asOf=${asOf}&cursor=${next}`);
          seen.push(...ids(page));
          next = at(page.body, "next");
        }
        expect(seen).not.toContain(`ocds-late-${sort}`);
        expect(new Set(seen).size).toBe(seen.length);
        const count = await get(people.dina, `asOf=${asOf}`, "/count");
        expect(count.body).toEqual({ count: seen.length, asOf });
        const jumped = await get(people.dina, `limit=2&sort=${sort}&asOf=${asOf}&offset=3`);
        expect(ids(jumped)).toEqual(seen.slice(3, 5));
      }
    });

    test("filters narrow what is listed and counted alike", async () => {
      const { people } = running;
      const of = async (query: string): Promise<readonly unknown[]> => {
        const [page, count] = [await get(people.dina, query), await get(people.dina, query, "/count")];
        expect(at(count.body, "count"), query).toBe(ids(page).length);
        return ids(page);
      };
      expect(await of("minAmount=2000&maxAmount=3001.5")).toEqual(["ocds-c", "ocds-b"]);
      expect(await of("person=official-b")).toEqual(["ocds-b"]);
      expect(await of("counterparty=supplier-c")).toEqual(["ocds-c"]);
      expect(await of("unit=office-2")).toEqual(["ocds-d"]);
      expect(await of("q=supplier-d")).toEqual(["ocds-d"]);
      expect(await of("q=nothing-like-it")).toEqual([]);
      expect(await of("q=ocds-a&track=business")).toEqual([]);
      expect(await of("q=ocds-a&level=2&model=PROC-TND&source=purchasing&risk=1")).toEqual(["ocds-a"]);
      expect(await of("from=2030-01-01T00:00:00Z")).toEqual([]);
      expect((await get(people.dina, "minAmount=0.001")).status).toBe(400);
      expect((await get(people.dina, "cursor=1.WzFd")).status).toBe(400);
      expect((await get(people.dina, "sort=amount")).status).toBe(400);
    });
  });

  test("UI-1, CA-1: a line follows its case: who has it, until when, in which state", async () => {
    const { people } = running;
    const found = at((await get(people.dina, "q=ocds-b")).body, "alerts", 0);
    const { step } = mover(String(at(found, "case")));
    const due = new Date(now + 3_600_000).toISOString();
    const assigned = await step(people.dina, "assign", { unit: "office-2", handler: "hanna", dueAt: due });
    expect(assigned.status, JSON.stringify(assigned.body)).toBe(200);
    const mine = await get(people.hanna, "mine=true&sort=due");
    expect(at(mine.body, "alerts")).toMatchObject([
      {
        subject: "ocds-b",
        state: "assigned",
        handler: { id: "hanna" },
        inCharge: { id: "office-2" },
        hoursLeft: 1,
      },
    ]);
    expect(ids(await get(people.hanna, "mine=true&overdue=true"))).toEqual([]);
    now += 2 * 3_600_000;
    expect(ids(await get(people.hanna, "mine=true&overdue=true"))).toEqual(["ocds-b"]);
  });

  test("UI-1: chips count what the list lists", async () => {
    const { people } = running;
    const counts = (await get(people.dina, "q=ocds", "/counts")).body;
    const total = at((await get(people.dina, "q=ocds", "/count")).body, "count");
    expect(counts).toMatchObject({
      open: total,
      mine: 0,
      byTrack: { integrity: total },
      byLevel: { 2: total },
    });
    expect(at((await get(people.hanna, "q=ocds", "/counts")).body, "overdue")).toBe(1);
  });

  test("UI-1, EN-4: an alert explains itself: values, thresholds, shares, the event by fields, its likes, its place", async () => {
    const { people, server } = running;
    const id = String(at((await get(people.dina, "q=ocds-a")).body, "alerts", 0, "id"));
    const read = (path: string, purpose?: string): Promise<Answer> =>
      request(`${server.url}/console/alerts/${id}${path}`, {
        headers: {
          authorization: `Bearer ${people.dina.token}`,
          ...(purpose !== undefined && { "probity-purpose": purpose }),
        },
      });
    expect(at((await read("")).body, "code")).toBe("PROBITY_E_PURPOSE");
    const shown = (await read("", "morning triage")).body;
    expect(shown).toMatchObject({
      id,
      state: "warned",
      about: { model: "PROC-TND" },
      findings: [{ share: expect.any(Number), finding: { result: "hit", params: expect.any(Object) } }],
      event: { name: { "zh-CN": expect.any(String) }, fields: expect.any(Array) },
      precheck: null,
      labels: [],
    });
    expect(at(shown, "findings", 0, "finding", "evidence", 0)).toMatchObject({
      label: { "zh-CN": expect.any(String) },
    });
    const fields = at(shown, "event", "fields");
    expect(fields).toContainEqual(
      expect.objectContaining({
        path: ["amount"],
        value: { amount: 1000.5, currency: "CNY" },
        description: { "zh-CN": "本次行为的主要金额", en: "Main sum of the act (OCDS Value shape)" },
      }),
    );
    // In both languages, and what is said of a list holds for its entries.
    expect(fields).toContainEqual(
      expect.objectContaining({
        path: ["counterparties", 0, "id"],
        description: { "zh-CN": expect.stringMatching(/相对方/), en: expect.stringMatching(/outside party/) },
      }),
    );
    expect(at(shown, "others", 0, "finding", "rule")).toBe("PROC-TND-009");
    expect(at(shown, "similar", 0)).toMatchObject({ rule: "PROC-TND-009", official: { id: "official-a" } });
    expect((await read("/proof")).body).toContain("c2sp.org/tlog-proof");
    const reads = await server.ops("GET", `/ops/events?type=account.read.recorded&about=all&limit=50`);
    expect(JSON.stringify(reads.body)).toContain("account.read.recorded");

    const list = (await get(people.dina, "sort=time")).body;
    const asOf = Number(at(list, "asOf"));
    const order = at(list, "alerts") as readonly unknown[];
    const index = order.findIndex((row) => at(row, "id") === id);
    const place = await read(`/place?rule=PROC-TND-001&asOf=${asOf}`);
    expect(place.body).toEqual({
      asOf,
      count: order.length,
      index,
      previous: at(order, index - 1, "id") ?? null,
      next: at(order, index + 1, "id") ?? null,
    });
    expect((await people.olga.ops("GET", `/console/alerts/${id}`)).status).toBe(404);
  });

  test("UI-1: views are a name for a filter, of one's own or shared within a unit", async () => {
    const { people } = running;
    const view = { screen: "alerts", name: "重大", query: "level=1&sort=due" };
    const own = await people.dina.ops("POST", "/console/views", view);
    expect(own).toMatchObject({ status: 201, body: { ...view, own: true, unit: null } });
    const shared = { ...view, name: "Ours", unit: "office-2" };
    expect(await people.wang.ops("POST", "/console/views", { ...shared, unit: "office-1" })).toMatchObject({
      status: 403,
    });
    await people.wang.ops("POST", "/console/views", shared);
    expect(await viewNames(people.dina)).toEqual(["重大", "Ours"]);
    expect(await viewNames(people.wang)).toEqual(["Ours"]);
    const path = `/console/views/${String(at(own.body, "id"))}`;
    expect((await people.wang.ops("DELETE", path)).status).toBe(404);
    await people.dina.ops("PUT", path, { name: "Grave", query: "level=1" });
    expect(await viewNames(people.dina)).toEqual(["Grave", "Ours"]);
    await people.dina.ops("DELETE", path);
    expect(await viewNames(people.dina)).toEqual(["Ours"]);
  });

  test("UI-1: every figure of the overview is what the list behind it counts", async () => {
    const { people } = running;
    const shown = await people.dina.ops("GET", "/console/overview");
    expect(shown.status, JSON.stringify(shown.body)).toBe(200);
    const figures = [
      ...Object.values(at(shown.body, "counters") as object),
      ...["domains", "sources", "ageing"].flatMap((name) => at(shown.body, name) as readonly unknown[]),
    ] as readonly unknown[];
    expect(figures.length).toBeGreaterThan(9);
    for (const figure of figures) {
      const filter = Object.entries(at(figure, "filter") as object).map(([key, value]) => [
        key,
        String(value),
      ]);
      const path = `/console/alerts/count?${new URLSearchParams(filter).toString()}`;
      const { body } = await people.dina.ops("GET", path);
      expect(at(body, "count"), path).toBe(at(figure, "value"));
    }
    const trend = at(shown.body, "trend") as readonly unknown[];
    const drawn = trend.flatMap((step) => at(step, "levels") as readonly number[]);
    expect(drawn.reduce((all, n) => all + n, 0)).toBe(at(shown.body, "counters", "opened", "value"));
    expect(
      (await people.dina.ops("GET", "/console/overview?from=2026-01-01T00:00:00Z&to=2025-01-01T00:00:00Z"))
        .status,
    ).toBe(400);
    expect((await people.hanna.ops("GET", "/console/overview")).status).toBe(403);
  });

  test("UI-1, SE-2: one search for everything that one may see, and no more", async () => {
    const { people } = running;
    const alert = String(at((await get(people.dina, "q=ocds-a")).body, "alerts", 0, "id"));
    expect(await find(people.dina, alert)).toEqual([`alert ${alert}`, `case c-${alert}`]);
    expect(await find(people.olga, alert)).toEqual([]);
    expect(await find(people.dina, "二处")).toEqual(["unit office-2"]);
    expect(await find(people.dina, "hanna")).toEqual(["person hanna"]);
    expect(await find(people.dina, "PROC-TND")).toContain("model PROC-TND");
    expect((await people.dina.ops("GET", "/console/search?q=")).status).toBe(400);
  });

  const relations = async (person: TestPerson, id: string): Promise<unknown> =>
    (
      await request(`${running.server.url}/console/alerts/${id}/relations`, {
        headers: { authorization: `Bearer ${person.token}`, "probity-purpose": "triage" },
      })
    ).body;

  test("FE-3: relations of official and counterparty, two steps far", async () => {
    const { people, server } = running;
    await source.send([
      ownership(source.id, "owner-1", "supplier-a", 0.6),
      ownership(source.id, "owner-1", "firm-2", 0.6),
      ownership(source.id, "firm-2", "firm-3", 0.6),
    ]);
    await server.scored();
    const id = String(at((await get(people.dina, "q=ocds-a")).body, "alerts", 0, "id"));
    const body = await relations(people.dina, id);
    expect(nodesOf(body).map((node) => [at(node, "key"), at(node, "distance")])).toEqual([
      ["supplier-a", 0],
      ["owner-1", 1],
      ["firm-2", 2],
    ]);
    expect(at(body, "edges")).toHaveLength(2);
    // By the name of the register, which is no node of its own where nobody else bears it.
    expect(nodesOf(body).map((node) => at(node, "name"))).toEqual(["甲供应有限公司", null, null]);
    expect(body).toMatchObject({ more: false, paths: [] });
  });

  test("FE-3: the way that is a finding's evidence is among them, however long, with its cumulated share", async () => {
    const { people, server } = running;
    await source.send(commonOwner(source.id));
    await server.scored();
    await source.send(ownedBidders(source.id, "ocds-owned", "hanna"));
    await server.scored();
    const { body: list } = await people.dina.ops("GET", "/console/alerts?rule=PROC-LNK-002");
    const body = await relations(people.dina, String(at(list, "alerts", 0, "id")));
    const keys = new Map(nodesOf(body).map((node) => [at(node, "id"), at(node, "key")]));
    const edges = new Map((at(body, "edges") as readonly unknown[]).map((edge) => [at(edge, "id"), edge]));
    const ways = (at(body, "paths") as readonly unknown[]).map((way) => [
      ...(at(way, "edges") as readonly unknown[]).map((id) =>
        ["from", "to"].map((end) => keys.get(at(edges.get(id), end))).join(" > "),
      ),
      at(way, "share"),
    ]);
    expect(ways).toEqual([
      ["boss > upper", "upper > bidder-1", 0.3],
      ["boss > bidder-2", 0.7],
    ]);
    // A person of the centre has a name, and a file for whoever may read it; firms have none.
    expect(nodesOf(body)).toContainEqual(
      expect.objectContaining({ key: "bidder-1", name: null, file: null, distance: 0 }),
    );
  });

  test("SE-2, CA-3: nobody sees more in the inbox than in cases: units, sides, the subject itself", async () => {
    const { people, server } = running;
    expect(ids(await get(people.wang, "q=ocds"))).toEqual(["ocds-d", "ocds-b"]);
    // Integrity alerts are not for observers; of a handler only what is the own.
    expect(ids(await get(people.olga, "q=ocds"))).toEqual([]);
    expect(ids(await get(people.hanna, "q=ocds"))).toEqual(["ocds-b"]);
    expect(ids(await get(people.dina, "q=ocds-e"))).toEqual(["ocds-e"]);
    expect(ids(await get(people.clerk, "q=ocds-e"))).toEqual([]);
    expect(at((await get(people.clerk, "q=ocds-e", "/count")).body, "count")).toBe(0);
    expect(await server.ops("GET", "/console/alerts")).toMatchObject({ status: 403 });
  });

  test("SE-3: what an erased payload named is forgotten by its line", async () => {
    const { people, server } = running;
    const alert = String(at((await get(people.dina, "q=ocds-c")).body, "alerts", 0, "id"));
    const finding = at((await server.ops("GET", `/ops/alerts/${alert}`)).body, "findings", 0);
    const erased = await server.ops("POST", "/ops/erase", {
      source: source.id,
      eventId: at(finding, "eventId"),
      basis: "court order 1",
      by: "records office",
    });
    expect(erased.status, JSON.stringify(erased.body)).toBeLessThan(300);
    expect(ids(await get(people.dina, "counterparty=supplier-c"))).toEqual([]);
    expect(ids(await get(people.dina, "q=supplier-c"))).toEqual([]);
  });
});
