import { afterAll, beforeAll, expect, test } from "vitest";
import { describePglite } from "./support/engines.ts";
import { modelId } from "./support/models.ts";
import { at, startTestServer, type TestPerson, type TestServer } from "./support/test-server.ts";

/** Ids of the versions that a search finds. */
async function ids(person: TestPerson, search: string): Promise<readonly unknown[]> {
  const { body } = await person.ops("GET", `/ops/models?${search}`);
  return (at(body, "versions") as readonly object[]).map((version) => at(version, "id"));
}

describePglite("ML-4: what an editor of models asks for", (engine) => {
  let server: TestServer;
  let author: TestPerson;
  beforeAll(async () => {
    server = await startTestServer(await engine.newConfig());
    author = await server.addPerson("author");
  });
  afterAll(() => server?.close());

  test("event types come with the schemas that conditions are checked against, one of each name", async () => {
    const { body } = await author.ops("GET", "/ops/types/definitions");
    const types = at(body, "types") as readonly { readonly type: string; readonly schema: object }[];
    const names = types.map(({ type }) => type);
    expect(new Set(names).size).toBe(names.length);
    expect(
      at(
        types.find(({ type }) => type === "procurement.tender.published"),
        "schema",
        "properties",
      ),
    ).toHaveProperty("tender");
  });

  test("ML-3: versions are found by domain, and by a part of id or name in either language", async () => {
    expect(await ids(author, "domain=GEN")).toEqual(["GEN-PRC", "GEN-PRE", "GEN-SOD", "GEN-WRN"]);
    expect(await ids(author, `q=${encodeURIComponent("招标文件")}`)).toEqual(["PROC-TND"]);
    expect(await ids(author, "q=tender%20documents")).toEqual(["PROC-TND"]);
    expect(await ids(author, "q=tnd")).toEqual(["PROC-TND"]);
    expect(await ids(author, "q=%25")).toEqual([]);
  });

  test("what came with the product has its worked cases, and is drafted anew as model and cases", async () => {
    const { body } = await author.ops("GET", `/ops/models/${modelId}/1.0.0`);
    const [model, cases] = [at(body, "model"), at(body, "cases")] as [object, readonly object[]];
    expect(cases.length).toBeGreaterThan(10);
    const draft = { model: { ...model, version: "1.0.1" }, cases };
    const first = await author.ops("POST", "/ops/models/drafts", draft);
    expect([first.status, at(first.body, "outcome")]).toEqual([201, "created"]);
    const checked = await author.ops("POST", `/ops/models/${modelId}/1.0.1/check`, {});
    expect([at(checked.body, "ok"), at(checked.body, "cases", "failed")]).toEqual([true, []]);
    // Validated as a pack is.
    const bad = await author.ops("POST", "/ops/models/drafts", { ...draft, cases: [{ rule: "NO-NO-001" }] });
    expect([bad.status, at(bad.body, "code")]).toEqual([422, "PROBITY_E_MODEL"]);
    const both = await author.ops("POST", "/ops/models/drafts", { ...draft, pack: {} });
    expect(both.status).toBe(400);
  });
});
