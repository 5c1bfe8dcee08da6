import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore } from "../src/index.ts";
import { inScope, reaches, requireAt, scopeOf } from "../src/access/index.ts";
import { describePostgres } from "./support/engines.ts";
import {
  type Answer,
  at,
  request,
  startTestServer,
  type TestPerson,
  type TestServer,
} from "./support/test-server.ts";

describePostgres("access", (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    server = await startTestServer(await engine.newConfig());
  });
  afterAll(() => server?.close());

  test("SE-2: who asks is told their grants and permissions; a person from before grants keeps the rights of then", async () => {
    const person = await server.addPerson();
    const mine = await person.ops("GET", "/console/session/me");
    expect(mine).toMatchObject({
      status: 200,
      body: { id: person.id, kind: "person", grants: [{ role: "registered", unit: null }] },
    });
    expect(at(mine.body, "permissions")).toContain("alert.read");
    expect(at(mine.body, "permissions")).not.toContain("account.write");
    expect(at((await server.ops("GET", "/console/session/me")).body, "kind")).toBe("operator");
    expect((await fetch(`${server.url}/console/session/me`)).status).toBe(401);
  });
});

describePostgres("scopes", (engine) => {
  test("SE-2: a scope reaches a unit with everything under it and nothing beside it", async () => {
    const store = await openStore(await engine.newConfig());
    try {
      const tree = [
        ["county", "county"],
        ["county", "school"],
        ["school", "school"],
        ["other", "other"],
      ] as const;
      await store.db
        .insertInto("org_unit_tree")
        .values(tree.map(([ancestor, descendant]) => ({ ancestor, descendant })))
        .execute();
      const person = {
        id: "li",
        grants: [
          { role: "handler", unit: "county" },
          { role: "observer", unit: null },
        ],
      } as const;
      const scope = scopeOf(person, "case.verify");
      expect(scope).toEqual({ units: ["county"] });
      expect(scopeOf(person, "alert.read")).toEqual({ everywhere: true });
      expect(scopeOf(person, "case.approve")).toEqual({ units: [] });
      const asked = ["county", "school", "other", null];
      const found = await Promise.all(asked.map((unit) => reaches(store.db, scope, unit)));
      expect(found).toEqual([true, true, false, false]);
      await requireAt(store.db, person, "case.verify", "school");
      await expect(requireAt(store.db, person, "case.verify", "other")).rejects.toThrow("case.verify");
      const rows = (predicate: Parameters<typeof inScope>[0]): Promise<unknown> =>
        store.db
          .selectFrom("org_unit_tree as t")
          .select("t.descendant")
          .distinct()
          .where(inScope(predicate, "t.descendant"))
          .orderBy("t.descendant")
          .execute();
      expect(await rows(scope)).toEqual([{ descendant: "county" }, { descendant: "school" }]);
      expect(await rows({ units: [] })).toEqual([]);
      expect(await rows({ everywhere: true })).toHaveLength(3);
    } finally {
      await store.close();
    }
  });
});

const give = (who: Pick<TestServer, "ops">, id: string, body: object): Promise<Answer> =>
  who.ops("POST", `/ops/people/${id}/grants`, body);
const grantsOf = async (who: TestPerson): Promise<unknown> =>
  at((await who.ops("GET", "/console/session/me")).body, "grants");

describePostgres("grants", (engine) => {
  let server: TestServer;
  let now = Date.now();
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    const config = await engine.newConfig();
    const store = await openStore(config);
    await store.db.insertInto("org_unit_tree").values({ ancestor: "county", descendant: "county" }).execute();
    await store.close();
    server = await startTestServer(config, { clock: () => now });
  });
  afterAll(() => server?.close());

  test("CA-3, LO-7: the first administrator is made alone, the next by two; from then on nobody keeps rights of before", async () => {
    const first = await server.addPerson();
    const alone = await give(server, first.id, { role: "admin" });
    expect(alone.status).toBe(201);
    const old = await server.addPerson();
    expect(await grantsOf(old)).toEqual([]);
    expect((await old.ops("GET", "/ops/alerts")).body).toMatchObject({ code: "PROBITY_E_FORBIDDEN" });
    const asked = await give(server, old.id, { role: "auditor" });
    expect(asked.status).toBe(202);
    const asking = String(at(asked.body, "request", "id"));
    expect(await grantsOf(old)).toEqual([]);
    const helper = await server.addPerson();
    expect((await give(first, helper.id, { role: "handler", unit: "county" })).status).toBe(201);
    const decide = (who: TestPerson): Promise<Answer> => who.ops("POST", `/ops/requests/${asking}/approve`);
    expect((await decide(helper)).body).toMatchObject({ code: "PROBITY_E_FORBIDDEN" });
    expect((await decide(first)).status).toBe(200);
    expect(await grantsOf(old)).toEqual([{ role: "auditor", unit: null }]);
    const own = await give(first, helper.id, { role: "discipline" });
    expect(own.status).toBe(202);
    const ask = `/ops/requests/${String(at(own.body, "request", "id"))}/approve`;
    expect((await first.ops("POST", ask)).body).toMatchObject({ code: "PROBITY_E_FOUR_EYES" });
    expect((await helper.ops("POST", ask)).body).toMatchObject({ code: "PROBITY_E_FORBIDDEN" });
    expect((await old.ops("POST", ask)).status).toBe(200);
    const found = await server.ops(
      "GET",
      `/ops/events?type=account.grant.changed&subject=${old.id}&about=all`,
    );
    const event = at(found.body, "events", 0, "id");
    const { body } = await server.ops("GET", `/ops/events/${String(event)}`);
    expect(JSON.stringify(body)).toContain(`"agreedBy":"${first.id}"`);
  });

  test("SE-2: a role begins and ends with its dates and when it is taken; nobody gives one to themselves", async () => {
    const person = await server.addPerson();
    const [from, until] = [new Date(now + 60_000), new Date(now + 120_000)].map((moment) =>
      moment.toISOString(),
    );
    const dated = await give(server, person.id, { role: "observer", from, until });
    expect(dated.status).toBe(201);
    expect(await grantsOf(person)).toEqual([]);
    now += 60_000;
    expect(await grantsOf(person)).toEqual([{ role: "observer", unit: null }]);
    now += 60_000;
    expect(await grantsOf(person)).toEqual([]);
    const given = await give(server, person.id, { role: "handler", unit: "county" });
    expect(await grantsOf(person)).toEqual([{ role: "handler", unit: "county" }]);
    expect((await person.ops("GET", "/ops/alerts")).body).toMatchObject({ code: "PROBITY_E_FORBIDDEN" });
    const grant = String(at(given.body, "grant", "id"));
    expect((await server.ops("POST", `/ops/grants/${grant}/revoke`)).status).toBe(200);
    expect(await grantsOf(person)).toEqual([]);
    const listed = await server.ops("GET", `/ops/people/${person.id}/grants`);
    expect(at(listed.body, "grants")).toHaveLength(2);
    for (const [body, status] of [
      [{ role: "observer", until }, 400],
      [{ role: "observer", unit: "nowhere" }, 404],
      [{ role: "operator" }, 400],
      [{ role: "registered" }, 400],
    ] as const)
      // oxlint-disable-next-line no-await-in-loop -- few
      expect((await give(server, person.id, body)).status, JSON.stringify(body)).toBe(status);
    expect((await give(server, "nobody", { role: "observer" })).status).toBe(404);
    const admin = await server.addPerson();
    const asked = await give(server, admin.id, { role: "admin" });
    expect(asked.status).toBe(202);
  });

  test("SE-1: a service token does what its roles allow until it ends or is revoked, in its own name", async () => {
    const made = await server.ops("POST", "/ops/services", { id: "reporter", hours: 2 });
    const headers = { authorization: `Bearer ${String(at(made.body, "token"))}` };
    const look = (path: string): Promise<Answer> => request(`${server.url}${path}`, { headers });
    expect((await look("/ops/alerts")).body).toMatchObject({ code: "PROBITY_E_FORBIDDEN" });
    await server.ops("POST", "/ops/services/reporter/grants", { role: "handler" });
    expect((await look("/ops/alerts")).status).toBe(200);
    expect((await look("/console/session/me")).body).toMatchObject({
      id: "service:reporter",
      kind: "service",
    });
    const listed = await server.ops("GET", "/ops/services");
    expect(JSON.stringify(listed.body)).not.toContain(String(at(made.body, "token")));
    expect(at(listed.body, "services", 0, "lastUsedAt")).toEqual(expect.any(String));
    expect((await server.ops("POST", "/ops/services", { id: "reporter" })).status).toBe(409);
    await server.ops("POST", "/ops/services/reporter/revoke", {});
    expect((await look("/ops/alerts")).status).toBe(401);
    const short = await server.ops("POST", "/ops/services", { id: "short", hours: 1 });
    const token = { authorization: `Bearer ${String(at(short.body, "token"))}` };
    expect((await request(`${server.url}/console/session/me`, { headers: token })).status).toBe(200);
    now += 3_600_000;
    expect((await request(`${server.url}/console/session/me`, { headers: token })).status).toBe(401);
  });

  test("SE-2, LO-7: what is sensitive is read for a purpose, and reading it is logged once in ten minutes", async () => {
    const person = await server.addPerson();
    await give(server, person.id, { role: "handler" });
    const newest = await server.ops("GET", "/ops/events?about=all&limit=1");
    const path = `/ops/events/${String(at(newest.body, "events", 0, "id"))}`;
    const read = (purpose?: string): Promise<Answer> =>
      request(`${server.url}${path}`, {
        headers: {
          authorization: `Bearer ${person.token}`,
          ...(purpose !== undefined && { "probity-purpose": purpose }),
        },
      });
    expect((await read()).body).toMatchObject({ code: "PROBITY_E_PURPOSE" });
    expect((await read("x")).status).toBe(403);
    expect((await read("a".repeat(501))).status).toBe(403);
    const reads = async (): Promise<readonly unknown[]> => {
      const query = `type=account.read.recorded&subject=${person.id}&about=all`;
      const found = at((await server.ops("GET", `/ops/events?${query}`)).body, "events");
      return Array.isArray(found) ? found : [];
    };
    expect(await reads()).toHaveLength(0);
    expect((await read(encodeURIComponent("核查 2026-17"))).status).toBe(200);
    expect((await read("case 2026-17")).status).toBe(200);
    expect(await reads()).toHaveLength(1);
    const logged = await server.ops("GET", `/ops/events/${String(at((await reads())[0], "id"))}`);
    expect(JSON.stringify(logged.body)).toContain('"purpose":"核查 2026-17"');
    now += 600_000;
    expect((await read("case 2026-17")).status).toBe(200);
    expect(await reads()).toHaveLength(2);
    expect((await server.ops("GET", path)).status).toBe(200);
    expect(await reads()).toHaveLength(2);
  });
});
