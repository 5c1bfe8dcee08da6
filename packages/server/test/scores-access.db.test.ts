import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describePostgres } from "./support/engines.ts";
import { tender } from "./support/events.ts";
import {
  type Answer,
  at,
  request,
  startTestServer,
  type TestPerson,
  type TestServer,
} from "./support/test-server.ts";

const start = Date.UTC(2026, 4, 10);

const keysOf = (answer: Answer, list: string): readonly string[] => {
  const rows = at(answer.body, list) as readonly { key: string }[]; // a list of the API
  return rows.map(({ key }) => key).toSorted();
};

/** Both indicators that these tenders hit are of class integrity. */
describePostgres("who sees scores", (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    server = await startTestServer(await engine.newConfig(), { clock: () => start });
    for (const body of [{ id: "district" }, { id: "school", parent: "district" }, { id: "bureau" }])
      // oxlint-disable-next-line no-await-in-loop -- few
      await server.ops("POST", "/ops/org/units", { kind: "unit", name: "单位", ...body });
    const people = "编号,姓名,单位编号,邮箱,电话\r\nin,甲,school,,\r\nout,乙,bureau,,\r\n";
    await request(`${server.url}/ops/org/import/people`, {
      method: "POST",
      headers: { authorization: `Bearer ${server.running.opsToken}`, "content-type": "text/csv" },
      body: people,
    });
    const source = await server.addSource();
    const act = (personId: string, unitId: string): ReturnType<typeof tender> => {
      const event = tender(source.id, `ocds-${randomUUID()}`, 10);
      const actor = { personId, unitId, postId: `post-${personId}`, channel: "human" };
      return { ...event, data: { ...event.data, actor, power: { code: "power" } } };
    };
    await source.send([act("in", "school"), act("out", "bureau"), act("stranger", "elsewhere")]);
    await server.scored();
  });
  afterAll(() => server?.close());

  const personWith = async (role: string, unit?: string): Promise<TestPerson> => {
    const person = await server.addPerson();
    const granted = await server.ops("POST", `/ops/people/${person.id}/grants`, {
      role,
      ...(unit !== undefined && { unit }),
    });
    expect(granted.status).toBe(201);
    return person;
  };
  const scoreOf = ({ token }: TestPerson, path: string, purpose?: string): Promise<Answer> =>
    request(`${server.url}/ops/scores/${path}`, {
      headers: {
        authorization: `Bearer ${token}`,
        ...(purpose !== undefined && { "probity-purpose": purpose }),
      },
    });

  test("SE-2: a role for a unit reaches scores and hot spots of it, of what is under it, and of who belongs there", async () => {
    const local = await personWith("dispatcher", "district");
    expect(keysOf(await local.ops("GET", "/ops/scores?kind=person"), "scores")).toEqual(["in"]);
    const units = await local.ops("GET", "/ops/scores?kind=unit");
    expect(units.body).toMatchObject({ population: 1, scores: [{ key: "school" }] });
    expect((await scoreOf(local, "unit/bureau")).status).toBe(404);
    expect((await scoreOf(local, "person/out", "case 1")).status).toBe(404);
    expect(keysOf(await local.ops("GET", "/ops/scores?kind=power"), "scores")).toEqual([]);
    expect(keysOf(await local.ops("GET", "/ops/hotspots?by=person"), "hotspots")).toEqual(["in"]);
    const repeats = await local.ops("GET", "/ops/hotspots/repeats?weight=1");
    expect(repeats.body).toMatchObject({ population: 1, subjects: [{ key: "in" }] });
    const everywhere = await personWith("dispatcher");
    const all = ["in", "out", "stranger"];
    expect(keysOf(await everywhere.ops("GET", "/ops/scores?kind=person"), "scores")).toEqual(all);
    expect(keysOf(await everywhere.ops("GET", "/ops/hotspots?by=person"), "hotspots")).toEqual(all);
    expect(keysOf(await everywhere.ops("GET", "/ops/scores?kind=power"), "scores")).toEqual(["power"]);
  });

  test("AL-3, SE-2: who is not of the integrity side sees no hot spot and no rule of it", async () => {
    const handler = await personWith("handler");
    for (const query of ["by=person", "by=unit&class=integrity"])
      // oxlint-disable-next-line no-await-in-loop -- few
      expect((await handler.ops("GET", `/ops/hotspots?${query}`)).body).toMatchObject({
        population: 0,
        hotspots: [],
      });
    const score = await scoreOf(handler, "unit/school");
    expect(score).toMatchObject({ status: 200, body: { hits: 1 } });
    expect(at(score.body, "shares", 0, "rules")).toEqual([]);
    const dispatcher = await personWith("dispatcher");
    expect(at((await scoreOf(dispatcher, "unit/school")).body, "shares", 0, "rules")).toContain(
      "PROC-TND-001",
    );
  });

  test("SE-2, LO-7: the score of a person is read for a purpose, and reading it is logged", async () => {
    const handler = await personWith("handler");
    expect((await scoreOf(handler, "person/in")).body).toMatchObject({ code: "PROBITY_E_PURPOSE" });
    expect((await scoreOf(handler, "person/in", "case 17")).status).toBe(200);
    const query = `type=account.read.recorded&subject=${handler.id}&about=all&limit=1`;
    const found = await server.ops("GET", `/ops/events?${query}`);
    const { body } = await server.ops("GET", `/ops/events/${String(at(found.body, "events", 0, "id"))}`);
    expect(at(body, "event", "data", "read")).toEqual({
      by: handler.id,
      kind: "score",
      object: "person:in",
      purpose: "case 17",
    });
  });
});
