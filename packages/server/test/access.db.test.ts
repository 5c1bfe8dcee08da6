import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore } from "../src/index.ts";
import { inScope, reaches, requireAt, scopeOf } from "../src/access/index.ts";
import { describeEngines } from "./support/engines.ts";
import { at, startTestServer, type TestServer } from "./support/test-server.ts";

describeEngines("access", (engine) => {
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

describeEngines("scopes", (engine) => {
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
