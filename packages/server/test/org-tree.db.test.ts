// What follows from the organisation by itself: the tree of scopes at a planned move, and the links after a restart.
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore, type ServerConfig } from "../src/index.ts";
import { orgHandlers } from "../src/org/index.ts";
import { sweepTimers } from "../src/timers/sweep.ts";
import { describeUsualEngine } from "./support/engines.ts";
import { at, startTestServer, type TestServer } from "./support/test-server.ts";

const start = Date.UTC(2026, 10, 30);
const hour = 3_600_000;

describeUsualEngine("what follows from the organisation", (engine) => {
  let config: ServerConfig;
  let server: TestServer | undefined;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    config = await engine.newConfig();
    server = await startTestServer(config, { clock: () => start });
  });
  afterAll(() => server?.close());

  test("SE-2: the tree of scopes changes when a planned move takes effect, not before", async () => {
    const unit = async (body: object): Promise<number | undefined> =>
      (await server?.ops("POST", "/ops/org/units", { kind: "unit", name: "单位", ...body }))?.status;
    for (const body of [{ id: "a" }, { id: "b" }, { id: "x", parent: "a" }, { id: "y", parent: "x" }])
      expect(await unit(body)).toBe(200);
    const moves = [new Date(start + hour).toISOString(), new Date(start + 2 * hour).toISOString()];
    expect(await unit({ id: "x", parent: "b", validFrom: moves[0] })).toBe(200);
    expect(await unit({ id: "x", parent: null, validFrom: moves[1] })).toBe(200);
    await server?.close();
    server = undefined;
    const store = await openStore(config);
    try {
      const above = async (unitId: string): Promise<readonly string[]> => {
        const query = store.db
          .selectFrom("org_unit_tree")
          .select("ancestor")
          .where("descendant", "=", unitId);
        return (await query.orderBy("ancestor").execute()).map(({ ancestor }) => ancestor);
      };
      const failures: unknown[] = [];
      const onFailure = (_: object, error: unknown): void => void failures.push(error);
      const handlers = orgHandlers();
      const sweep = async (ms: number): Promise<number> =>
        (await sweepTimers({ store, handlers, onFailure }, new Date(start + ms))).fired;
      expect(await above("y")).toEqual(["a", "x", "y"]);
      expect(await sweep(hour - 1)).toBe(0);
      expect(await sweep(hour)).toBe(1);
      expect(await above("y")).toEqual(["b", "x", "y"]);
      expect(await sweep(2 * hour)).toBe(1);
      expect(await above("y")).toEqual(["x", "y"]);
      expect(await sweep(9 * hour)).toBe(0);
      expect(failures).toEqual([]);
    } finally {
      await store.close();
    }
  });

  test("LO-9: a start puts the tree of its day and every declared relation back", async () => {
    server = await startTestServer(config, { clock: () => start + 3 * hour });
    const relation = { from: "p-1", to: "person:p-2", kind: "spouse" };
    expect((await server.ops("POST", "/ops/org/relations", relation)).body).toMatchObject({
      change: "added",
    });
    await server.close();
    const store = await openStore(config);
    await store.pool.query("delete from org_unit_tree");
    await store.pool.query("delete from org_tree_made");
    await store.pool.query("delete from link_relation");
    await store.close();
    server = await startTestServer(config, { clock: () => start + 4 * hour });
    const path = { from: "person:p-1", to: "person:p-2", kinds: ["spouse"] };
    expect(at((await server.ops("POST", "/ops/links/path", path)).body, "status")).toBe("found");
    await server.close();
    server = undefined;
    const again = await openStore(config);
    expect(
      await again.db.selectFrom("org_unit_tree").select(["ancestor", "descendant"]).execute(),
    ).toHaveLength(5);
    expect((await again.pool.query("select id from link_relation")).rows).toHaveLength(1);
    await again.close();
  });
});
