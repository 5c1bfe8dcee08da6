import { afterAll, beforeAll, expect, test } from "vitest";
import { describePglite } from "./support/engines.ts";
import { shortTender } from "./support/cases.ts";
import { tender } from "./support/events.ts";
import { jobEnd, modelId, ruleId } from "./support/models.ts";
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
    const published = types.find(({ type }) => type === "procurement.tender.published");
    expect(at(published, "schema", "properties")).toHaveProperty("tender");
    // What each field is, in both languages, with what every event carries.
    expect(at(published, "fields", "tender.value.amount", "zh-CN")).toMatch(/^\p{Script=Han}+$/u);
    expect(at(published, "fields", "tender.value.amount", "en")).toMatch(/^[A-Z][ -~]+$/);
    expect(at(published, "fields")).toHaveProperty(["actor.personId"]);
    expect(at(published, "fields")).toHaveProperty(["tender.criteria[].id"]);
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
    // Whoever read another text does not overwrite this one (two authors of one draft).
    const { body: read } = await author.ops("GET", `/ops/models/${modelId}/1.0.1`);
    const replaces = { digest: at(read, "digest"), casesDigest: at(read, "casesDigest") };
    const named = { ...model, version: "1.0.1", description: { "zh-CN": "改", en: "changed" } };
    const second = { model: named, cases, replaces };
    const stored = await author.ops("POST", "/ops/models/drafts", second);
    expect([stored.status, at(stored.body, "outcome")]).toEqual([200, "replaced"]);
    for (const late of [second, { ...second, replaces: null }]) {
      const refused = await author.ops("POST", "/ops/models/drafts", late);
      expect([refused.status, at(refused.body, "code")]).toEqual([409, "PROBITY_E_DRAFT_CHANGED"]);
    }
    const both = await author.ops("POST", "/ops/models/drafts", { ...draft, pack: {} });
    expect(both.status).toBe(400);
  });

  test("ML-4: the cases of a rule that nobody has stored are run, each with its way and with what would be told", async () => {
    const { body } = await author.ops("GET", `/ops/models/${modelId}/1.0.0`);
    const [model, all] = [at(body, "model"), at(body, "cases")] as [object, readonly object[]];
    const rules = at(model, "rules") as readonly object[];
    const own = all.filter((one) => at(one, "rule") === ruleId);
    const wrong = own.map((one, place) => (place === 0 ? { ...one, expect: "not_applicable" } : one));
    const tryIt = (disclosure: string, ceiling: string, cases: readonly object[]) =>
      author.ops("POST", "/ops/models/trial", {
        model: {
          ...model,
          rules: rules.map((one) => (at(one, "id") === ruleId ? { ...one, disclosure, ceiling } : one)),
        },
        cases,
        rule: ruleId,
      });
    const full = await tryIt("full", "warn", wrong);
    expect(full.status, JSON.stringify(full.body)).toBe(200);
    const tried = at(full.body, "cases") as readonly object[];
    expect(tried.map((one) => at(one, "ok"))).toEqual(own.map((_, place) => place > 0));
    for (const one of tried) expect((at(one, "steps") as readonly object[]).length).toBeGreaterThan(2);
    const told = async (disclosure: string, ceiling: string): Promise<unknown> => {
      const answer = await tryIt(disclosure, ceiling, own);
      return (at(answer.body, "cases") as readonly object[]).find((one) => at(one, "actual") === "hit");
    };
    expect(await told("full", "justify")).toMatchObject({
      told: { outcome: "justify", shown: [{ rule: ruleId, evidence: expect.any(Array) }] },
    });
    const generic = await told("generic", "warn");
    expect(at(generic, "told", "outcome")).toBe("warn");
    expect(JSON.stringify(at(generic, "told"))).not.toContain(ruleId);
    expect(JSON.stringify(at(await told("silent", "block"), "told", "shown"))).not.toContain(ruleId);
    expect(at(await told("full", "observe"), "told", "outcome")).toBe("allow");
    const none = await author.ops("POST", "/ops/models/trial", { model, cases: own, rule: "PROC-TND-999" });
    expect([none.status, at(none.body, "code")]).toEqual([404, "PROBITY_E_NOT_FOUND"]);
  });

  test("ML-4: a backtest keeps events of each result, and shows what the rule reads of them", async () => {
    const source = await server.addSource();
    await source.send([shortTender(source.id, "ocds-short"), tender(source.id, "ocds-long", 40)]);
    await server.scored();
    await author.ops("POST", `/ops/models/${modelId}/1.0.1/check`, {});
    const started = await author.ops("POST", `/ops/models/${modelId}/1.0.1/backtests`, {});
    const proof = String(at(started.body, "id"));
    await jobEnd(author, proof);
    const path = `/ops/models/${modelId}/1.0.1/proofs/${proof}/samples?rule=${ruleId}`;
    const { status, body } = await author.ops("GET", path);
    expect(status, JSON.stringify(body)).toBe(200);
    const subjects = (result: string): readonly unknown[] =>
      (at(body, "samples", result) as readonly object[]).map((one) => at(one, "subject"));
    expect([subjects("hit"), subjects("clear")]).toEqual([["ocds-short"], ["ocds-long"]]);
    const [hit] = at(body, "samples", "hit") as readonly object[];
    const values = at(hit, "values") as readonly object[];
    expect(
      values.map((one) => at(one, "path")),
      JSON.stringify(hit),
    ).toContain("tender.tenderPeriod.startDate");
    const unknown = await author.ops("GET", path.replace(ruleId, "PROC-TND-999"));
    expect(unknown.status).toBe(404);
  });
});
