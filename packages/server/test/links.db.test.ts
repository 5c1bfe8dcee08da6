import { randomUUID } from "node:crypto";
import type { JsonObject, ProbityEvent } from "@probity/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ServerConfig } from "../src/index.ts";
import { nearRelativeKinds } from "../src/links/index.ts";
import { describeEngines } from "./support/engines.ts";
import { at, startTestServer, type TestServer, type TestSource } from "./support/test-server.ts";

const event = (source: string, type: string, data: JsonObject, over: object = {}): ProbityEvent => ({
  specversion: "1.0",
  id: randomUUID(),
  source,
  type,
  time: "2026-05-01T09:00:00+08:00",
  data,
  ...over,
});

describeEngines("links from events", (engine) => {
  let config: ServerConfig;
  let server: TestServer;
  let source: TestSource;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    config = await engine.newConfig();
    server = await startTestServer(config);
    source = await server.addSource();
  });
  afterAll(() => server?.close());

  const send = async (...events: readonly ProbityEvent[]): Promise<void> => {
    const sent = await source.send(events);
    expect(sent.body).toMatchObject({ accepted: events.length });
    await server.scored();
  };
  const owns = (fromId: string, toId: string, share: number, more: object = {}): ProbityEvent =>
    event(source.id, "organisation.relation.recorded", {
      link: { fromId, toId, kind: "shareholder", share, provider: "register", ...more },
    });
  const owners = async (entities: readonly string[], more: object = {}): Promise<unknown> => {
    const body = { entities: entities.map((key) => `organisation:${key}`), ...more };
    return (await server.ops("POST", "/ops/links/owners", body)).body;
  };
  const show = async (entity: string): Promise<unknown> =>
    (await server.ops("GET", `/ops/links/entity?entity=${encodeURIComponent(entity)}`)).body;

  const foundAt = async (moment: string): Promise<number> => {
    const list = at(await owners(["v-a", "v-b"], { at: moment }), "owners");
    return Array.isArray(list) ? list.length : -1;
  };
  const office = (fromId: string, toId: string): ProbityEvent =>
    event(source.id, "organisation.relation.recorded", {
      link: { fromId, toId, kind: "director", provider: "register" },
    });
  const kin = (fromPersonId: string, toPersonId: string, evidence: string): ProbityEvent =>
    event(source.id, "person.relation.recorded", {
      relation: { fromPersonId, toPersonId, kind: "sibling", evidence },
    });
  const pathOf = async (from: string, to: string, more: object = {}): Promise<unknown> =>
    (await server.ops("POST", "/ops/links/path", { from, to, depth: 3, ...more })).body;
  const profile = (id: string, telephone: string): ProbityEvent =>
    event(source.id, "organisation.profile.recorded", {
      organisation: { id, legalName: `Firm ${id}`, telephone, validFrom: "2026-01-01" },
    });

  test("FE-3: a common owner at depth 4 among nine bidders is found with the path as evidence", async () => {
    const bidders = Array.from({ length: 9 }, (_, index) => `bidder-${index + 1}`);
    // bidder-3 <- 60% h1 <- 50% h2 <- 80% h3 <- 90% zhang, and beside that 10% directly from h3
    // bidder-7 <- 51% k1 <- 100% k2 <- 70% k3 <- 40% zhang
    await send(
      ...bidders.map((bidder) => owns(`own-${bidder}`, bidder, 0.3)),
      owns("h1", "bidder-3", 0.6),
      owns("h2", "h1", 0.5),
      owns("h3", "h2", 0.8),
      owns("zhang", "h3", 0.9),
      owns("h3", "bidder-3", 0.1),
      owns("k1", "bidder-7", 0.51),
      owns("k2", "k1", 1),
      owns("k3", "k2", 0.7),
      owns("zhang", "k3", 0.4),
    );
    const found = await owners(bidders, { depth: 4, minShare: 0.05 });
    expect(found).toMatchObject({ status: "judged", unknown: [] });
    const list = at(found, "owners");
    expect(list).toHaveLength(1);
    expect(at(found, "owners", 0)).toMatchObject({
      owner: { key: "zhang" },
      holdings: [
        {
          entity: { kind: "organisation", key: "bidder-3" },
          // 0.1 x 0.9 + 0.6 x 0.5 x 0.8 x 0.9
          share: 0.306,
          paths: [
            {
              share: 0.09,
              edges: [
                { from: { key: "h3" }, to: { key: "bidder-3" }, share: 0.1 },
                { from: { key: "zhang" }, to: { key: "h3" }, share: 0.9 },
              ],
            },
            {
              share: 0.216,
              edges: [
                { from: { key: "h1" }, to: { key: "bidder-3" }, kind: "shareholder", share: 0.6 },
                { from: { key: "h2" }, to: { key: "h1" }, share: 0.5 },
                { from: { key: "h3" }, to: { key: "h2" }, share: 0.8 },
                { from: { key: "zhang" }, to: { key: "h3" }, share: 0.9 },
              ],
            },
          ],
        },
        // 0.51 x 1 x 0.7 x 0.4
        { entity: { key: "bidder-7" }, share: 0.1428, paths: [{ share: 0.1428, edges: [{}, {}, {}, {}] }] },
      ],
    });
    const origin = at(found, "owners", 0, "holdings", 0, "paths", 0, "edges", 0, "origin");
    expect(origin).toMatchObject({ source: source.id, position: expect.any(Number), importId: null });
    expect(await owners(bidders, { depth: 3, minShare: 0.05 })).toMatchObject({ owners: [] });
    expect(await owners(bidders, { depth: 4, minShare: 0.15 })).toMatchObject({ owners: [] });
    const common = await owners(bidders, { depth: 4, commonNodes: ["party:zhang"] });
    expect(common).toMatchObject({ owners: [] });
    const path = await server.ops("POST", "/ops/links/path", {
      from: "organisation:bidder-3",
      to: "organisation:bidder-7",
      depth: 6,
      minShare: 0.05,
    });
    expect(path.body).toMatchObject({ status: "found" });
    expect((at(path.body, "nodes") as JsonObject[]).map(({ key }) => key)).toEqual([
      "bidder-3",
      "h3",
      "zhang",
      "k3",
      "k2",
      "k1",
      "bidder-7",
    ]);
  });

  test("FE-3: a relation counts on the days it is valid, in the time zone of the tenant", async () => {
    await send(
      owns("v-own", "v-a", 0.5),
      owns("v-own", "v-b", 0.5, { validFrom: "2026-03-01", validTo: "2026-03-31" }),
    );
    expect(await foundAt("2026-02-28T23:59:59+08:00")).toBe(0);
    expect(await foundAt("2026-03-01T00:00:00+08:00")).toBe(1);
    expect(await foundAt("2026-03-31T23:59:59+08:00")).toBe(1);
    expect(await foundAt("2026-04-01T00:00:00+08:00")).toBe(0);
  });

  test("FE-3: kin of two firms' people are found; what was inferred only when asked for", async () => {
    await send(
      office("p1", "f1"),
      office("p2", "f2"),
      office("p3", "f3"),
      kin("p1", "p2", "declared"),
      kin("p2", "p3", "inferred"),
    );
    expect(await pathOf("organisation:f1", "organisation:f2")).toMatchObject({
      status: "found",
      edges: [{ kind: "director" }, { kind: "sibling", confidence: 100 }, { kind: "director" }],
    });
    expect(await pathOf("organisation:f2", "organisation:f3")).toMatchObject({ status: "none" });
    expect(await pathOf("organisation:f2", "organisation:f3", { inferred: true })).toMatchObject({
      status: "found",
      edges: [{}, { kind: "sibling", confidence: 50 }, {}],
    });
    const near = { kinds: nearRelativeKinds, depth: 1 };
    expect(await pathOf("person:p1", "person:p2", near)).toMatchObject({ edges: [{ kind: "sibling" }] });
    expect(await pathOf("person:p1", "organisation:f1", near)).toMatchObject({ status: "none" });
    expect(await pathOf("organisation:f2", "organisation:nobody")).toMatchObject({ status: "unknown" });
  });

  test("FE-3: firms with the same telephone, however it is written", async () => {
    await send(
      profile("t1", "+86 138-0013-8000"),
      profile("t2", "１３８００１３８０００"),
      profile("t3", "13900139000"),
    );
    const entities = ["organisation:t1", "organisation:t2", "organisation:t3"];
    const { body } = await server.ops("POST", "/ops/links/shared", { entities });
    expect(body).toMatchObject({
      status: "judged",
      shared: [
        {
          attribute: { kind: "phone", key: "13800138000" },
          bearers: [{ entity: { key: "t1" } }, { entity: { key: "t2" } }],
        },
      ],
    });
    expect(at(body, "shared")).toHaveLength(1);
  });

  test("EV-1: a corrected relation counts no more, whichever of the two came first", async () => {
    const wrong = owns("c-own", "c-a", 0.9);
    const right = event(source.id, wrong.type, {
      link: { fromId: "c-own", toId: "c-a", kind: "shareholder", share: 0.2 },
    });
    const correcting = { ...right, corrects: wrong.id, correctionreason: "typing error" };
    await send(wrong);
    expect(at(await show("organisation:c-a"), "relations")).toMatchObject([{ share: 0.9 }]);
    await send(correcting);
    expect(at(await show("organisation:c-a"), "relations")).toMatchObject([{ share: 0.2 }]);

    const late = owns("l-own", "l-a", 0.9);
    const early = event(source.id, late.type, {
      link: { fromId: "l-own", toId: "l-a", kind: "shareholder", share: 0.3 },
    });
    await send({ ...early, corrects: late.id, correctionreason: "typing error" }, late);
    expect(at(await show("organisation:l-a"), "relations")).toMatchObject([{ share: 0.3 }]);
  });

  test("SE-3: an erased event leaves no relation and no entity, in the database and in memory", async () => {
    const erased = owns("gone-owner", "gone-firm", 0.5);
    await send(erased, owns("gone-owner", "stays-firm", 0.5));
    expect(await owners(["gone-firm", "stays-firm"])).toMatchObject({
      owners: [{ owner: { key: "gone-owner" } }],
    });
    const order = { source: source.id, eventId: erased.id, basis: "order 1", by: "records office" };
    expect((await server.ops("POST", "/ops/erase", order)).body).toMatchObject({ outcome: "erased" });
    expect(await show("organisation:gone-firm")).toMatchObject({ code: "PROBITY_E_NOT_FOUND" });
    expect(await owners(["gone-firm", "stays-firm"])).toMatchObject({
      owners: [],
      unknown: [{ key: "gone-firm" }],
    });
    expect(at(await show("party:gone-owner"), "relations")).toHaveLength(1);
  });

  describe("FE-3: importing relations", () => {
    test("batches follow each other, are taken once, and bad rows are named", async () => {
      const sha256 = randomUUID().replaceAll("-", "").repeat(2);
      const begin = async (): Promise<unknown> =>
        (await server.ops("POST", "/ops/links/import", { name: "register.csv", sha256 })).body;
      const begun = await begin();
      const id = String(at(begun, "id"));
      const rows = [
        { line: 2, from: "party:i-own", to: "organisation:i-a", kind: "shareholder", share: 0.4 },
        { line: 3, from: "party:i-own", to: "organisation:i-a", kind: "friend" },
        { line: 4, from: "nobody", to: "organisation:i-a", kind: "controls" },
        { line: 5, from: "party:i-own", to: "organisation:i-b", kind: "shareholder", share: 1.5 },
      ];
      const post = (body: object): ReturnType<TestServer["ops"]> =>
        server.ops("POST", `/ops/links/import/${id}/rows`, body);
      const first = await post({ after: 0, line: 5, rows });
      expect(first.body).toMatchObject({ line: 5, relations: 1, refused: 3 });
      expect((at(first.body, "problems") as JsonObject[]).map(({ line }) => line)).toEqual([3, 4, 5]);
      // The answer was lost: the same again changes nothing.
      expect((await post({ after: 0, line: 5, rows })).body).toMatchObject({ line: 5, relations: 1 });
      expect((await post({ after: 9, line: 12, rows: [] })).body).toMatchObject({
        code: "PROBITY_E_REQUEST",
      });
      expect(await begin()).toMatchObject({ id, line: 5, finishedAt: null });
      const ended = await server.ops("POST", `/ops/links/import/${id}/end`, {});
      expect(ended.body).toMatchObject({ relations: 1, refused: 3, finishedAt: expect.any(String) });
      await server.scored();
      expect(at(await show("organisation:i-a"), "relations")).toMatchObject([
        { source: "register.csv", importId: id, line: 2, position: null },
      ]);
      const logged = await server.ops("GET", "/ops/events?source=probity&type=link.import.recorded");
      expect(JSON.stringify(logged.body)).toContain(id);
    });
  });
});
