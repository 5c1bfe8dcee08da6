// Conflicts of interest from declared relations, with the way as evidence (CA-3).
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeUsualEngine } from "./support/engines.ts";
import { at, startTestServer, type TestServer } from "./support/test-server.ts";

const person = (id: string): object => ({ kind: "person", id });

describeUsualEngine("conflicts of interest", (engine) => {
  let server: TestServer;
  const now = Date.UTC(2026, 10, 30);
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    server = await startTestServer(await engine.newConfig(), { clock: () => now });
  });
  afterAll(() => server?.close());

  const declare = async (from: string, to: string, kind: string, more: object = {}): Promise<unknown> =>
    (await server.ops("POST", "/ops/org/relations", { from, to, kind, ...more })).body;
  const judge = async (who: string, subject: object, more: object = {}): Promise<unknown> =>
    (await server.ops("POST", "/ops/org/conflicts", { person: who, subjects: [subject], ...more })).body;

  test("CA-3: a declared relation excludes while it holds, over two near relatives, and is gone when it ends", async () => {
    expect(await declare("wang", "person:li", "spouse", { validFrom: "2020-01-01" })).toMatchObject({
      change: "added",
    });
    await declare("zhao", "li", "sibling");
    const found = await judge("wang", person("zhao"));
    expect(at(found, "reasons", 0)).toMatchObject({
      reason: "relation",
      subject: person("zhao"),
      path: { kind: "links", edges: [{ kind: "spouse" }, { kind: "sibling" }] },
    });
    expect(at(found, "reasons", 0, "path", "edges", 0, "origin", "source")).toBe("declared");
    expect(await judge("wang", person("zhao"), { at: "2019-12-31" })).toEqual({ reasons: [], warnings: [] });
    expect(await judge("wang", person("nobody"))).toEqual({ reasons: [], warnings: [] });
    // A divorce of yesterday.
    expect(await declare("wang", "li", "spouse", { validTo: "2026-11-28" })).toMatchObject({
      change: "changed",
    });
    expect(await declare("wang", "li", "spouse", { validTo: "2026-11-28" })).toMatchObject({
      change: "unchanged",
    });
    expect(await judge("wang", person("zhao"))).toEqual({ reasons: [], warnings: [] });
    expect(at(await judge("wang", person("zhao"), { at: "2026-11-28" }), "reasons")).toHaveLength(1);
    const { body } = await server.ops("GET", "/ops/org/relations?person=li");
    expect(at(body, "relations")).toHaveLength(2);
  });

  test("FE-3: rules and approvals see what was declared: it is in the links", async () => {
    await declare("sun", "person:qian", "parent_child");
    const { body } = await server.ops("POST", "/ops/links/path", { from: "person:sun", to: "person:qian" });
    expect(body).toMatchObject({ status: "found", edges: [{ kind: "parent_child" }] });
  });

  test("CA-3: one's own interest in an organisation counts, a spouse's too, and that of nobody further", async () => {
    await declare("chen", "organisation:firm-1", "director");
    await declare("chen", "person:lin", "spouse");
    await declare("lin", "person:ma", "sibling");
    const firm = { kind: "organisation", id: "firm-1" };
    for (const [who, edges] of [
      ["chen", 1],
      ["lin", 2],
    ] as const)
      expect(at(await judge(who, firm), "reasons", 0, "path", "edges")).toHaveLength(edges);
    expect(await judge("ma", firm)).toEqual({ reasons: [], warnings: [] });
    expect(await declare("chen", "organisation:firm-2", "spouse")).toMatchObject({
      code: "PROBITY_E_ORG_ROW",
    });
  });

  test("CA-3: what was only inferred excludes nobody and is told as a warning", async () => {
    const begun = await server.ops("POST", "/ops/links/import", { name: "guesses", sha256: "a".repeat(64) });
    const id = String(at(begun.body, "id"));
    const row = { line: 1, from: "person:gu", to: "person:he", kind: "in_law", confidence: 50 };
    await server.ops("POST", `/ops/links/import/${id}/rows`, { after: 0, line: 1, rows: [row] });
    const found = await judge("gu", person("he"));
    expect(at(found, "reasons")).toEqual([]);
    expect(at(found, "warnings", 0, "reason")).toBe("relation");
  });

  test("SE-2: whoever may not read entities is told of no relation and no conflict", async () => {
    const one = await server.addPerson();
    // A person from before there were grants reads entities, but no organisation.
    expect((await one.ops("GET", "/ops/org/units")).status).toBe(403);
    expect((await one.ops("POST", "/ops/org/units", { id: "u" })).status).toBe(403);
    expect((await one.ops("GET", "/ops/org/relations")).status).toBe(200);
  });

  test("LO-7: the log tells that relations were declared, and of nobody", async () => {
    await declare("secret-a", "person:secret-b", "in_law");
    const { body } = await server.ops("GET", "/ops/events?type=directory.entry.changed&about=all&limit=100");
    expect(JSON.stringify(body)).not.toContain("secret-");
  });
});
