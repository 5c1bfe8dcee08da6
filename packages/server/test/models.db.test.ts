import type { Model } from "@probity/contracts";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describePostgres, describeUsualEngine } from "./support/engines.ts";
import { tender } from "./support/events.ts";
import {
  bringToReview,
  changedModel,
  jobEnd,
  modelId,
  packOf,
  ruleId,
  versionApi,
} from "./support/models.ts";
import {
  type Answer,
  at,
  startTestServer,
  type TestPerson,
  type TestServer,
  type TestSource,
} from "./support/test-server.ts";

const day = (n: number): string => new Date(Date.UTC(2026, 4, n, 1)).toISOString();

/** Its rule judges the opposite. */
const negated = (model: Model): Model => ({
  ...model,
  rules: model.rules.map((rule) => (rule.id === ruleId ? { ...rule, when: `!(${rule.when})` } : rule)),
});

describeUsualEngine("ML-1: the life of a model version", (engine) => {
  let server: TestServer;
  let author: TestPerson;
  let reviewer: TestPerson;
  let bound: TestSource;
  beforeAll(async () => {
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    server = await startTestServer(await engine.newConfig());
    // Before there are two people: later bindings need both.
    bound = await server.addSource("bound");
    await server.ops("PUT", "/ops/sources/bound/bindings", {
      bindings: [{ id: "b", rule: ruleId, source: "bound", action: "warn" }],
    });
    author = await server.addPerson("author");
    reviewer = await server.addPerson("reviewer");
  });
  afterAll(() => server?.close());

  const rulesInForce = async (): Promise<unknown> => {
    const { body } = await server.ops("GET", "/ops/rules");
    const rules = at(body, "rules");
    return Array.isArray(rules) ? rules.find((rule: unknown) => at(rule, "id") === ruleId) : undefined;
  };

  test("goes draft, check, backtest, shadow, review, release, rollback, each step in history and log", async () => {
    const source = await server.addSource();
    await source.send(
      [10, 22, 40].map((days) => tender(source.id, `ocds-${days}`, days, { time: day(days) })),
    );
    await server.scored();
    const model = changedModel({ version: "1.1.0" });
    const step = versionApi("1.1.0");
    const drafted = await author.ops("POST", "/ops/models/drafts", {
      pack: packOf(model),
      reason: "25 days",
    });
    expect(drafted).toMatchObject({ status: 201, body: { id: modelId, outcome: "created" } });

    expect((await step(author, "backtests")).body).toMatchObject({ code: "PROBITY_E_MODEL_UNPROVED" });
    expect((await step(author, "shadow")).body).toMatchObject({ code: "PROBITY_E_MODEL_UNPROVED" });
    const checked = await step(author, "check");
    expect(checked).toMatchObject({ status: 200, body: { ok: true, problems: [] } });
    const { body: job } = await step(author, "backtests");
    expect((await jobEnd(author, at(job, "id"))).body).toMatchObject({ state: "done", attempt: 1 });
    const proof = await author.ops("GET", `/ops/models/${modelId}/1.1.0/proofs/${String(at(job, "id"))}`);
    expect(proof.body).toMatchObject({
      ok: true,
      result: {
        against: { version: "1.0.0" },
        totals: { judged: 3, erased: 0, failed: 0 },
        scope: { sources: [{ source: source.id, judged: 3 }], from: null, to: null },
        rules: expect.arrayContaining([
          expect.objectContaining({
            rule: ruleId,
            hits: { kept: 1, new: 1, lost: 0 },
            units: [{ unit: "", kept: 1, new: 1, lost: 0 }],
            examples: { kept: [expect.any(Number)], new: [expect.any(Number)], lost: [] },
            alerts: { candidate: 2, inForce: 1 },
          }),
        ]),
      },
    });

    expect((await step(author, "submit")).body).toMatchObject({ code: "PROBITY_E_MODEL_STATE" });
    expect(await step(author, "shadow")).toMatchObject({ body: { state: "shadow" } });
    await source.send([11, 23].map((days) => tender(source.id, `ocds-s${days}`, days, { time: day(days) })));
    await server.scored();
    const shadow = await author.ops("GET", `/ops/models/${modelId}/1.1.0/shadow`);
    expect(shadow.body).toMatchObject({
      total: { failed: 0 },
      rules: expect.arrayContaining([
        expect.objectContaining({ rule: ruleId, hit: 2, kept: 1, new: 1, lost: 0 }),
      ]),
    });
    const alerts = await server.ops("GET", `/ops/alerts?source=${source.id}&rule=${ruleId}`);
    expect(at(alerts.body, "alerts")).toHaveLength(2);

    expect(await step(author, "submit")).toMatchObject({ body: { state: "review" } });
    expect((await step(author, "release")).body).toMatchObject({ code: "PROBITY_E_FOUR_EYES" });
    expect(await step(reviewer, "release", { dryRun: true })).toMatchObject({
      status: 200,
      body: { replaces: "1.0.0", dryRun: true },
    });
    expect(await rulesInForce()).toMatchObject({ version: "1.0.0" });
    expect(await step(reviewer, "release", { reason: "agreed" })).toMatchObject({
      status: 200,
      body: { state: "active", replaced: "1.0.0", failed: [] },
    });
    expect(await rulesInForce()).toMatchObject({ version: "1.1.0" });
    const late = tender(source.id, "ocds-late", 22, { time: day(50) });
    await source.send([late]);
    await server.scored();
    const scored = await server.ops("GET", `/ops/events/${late.id}`);
    expect(at(scored.body, "findings")).toContainEqual(
      expect.objectContaining({ rule: ruleId, version: "1.1.0", result: "hit" }),
    );

    const back = versionApi("1.0.0");
    expect((await back(author, "rollback")).status).toBe(400);
    expect(await back(author, "rollback", { reason: "too many" })).toMatchObject({
      body: { state: "active", replaced: "1.1.0" },
    });
    expect(await rulesInForce()).toMatchObject({ version: "1.0.0" });

    const { body: history } = await author.ops("GET", `/ops/models/${modelId}/1.1.0/history`);
    const steps = at(history, "steps");
    expect(Array.isArray(steps) ? steps.map((one: unknown) => [at(one, "step"), at(one, "by")]) : []).toEqual(
      [
        ["draft", "author"],
        ["check", "author"],
        ["backtest", "author"],
        ["shadow", "author"],
        ["submit", "author"],
        ["release", "reviewer"],
        ["supersede", "author"],
      ],
    );
    const logged = await server.ops(
      "GET",
      `/ops/events?type=model.version.advanced&subject=${modelId}&about=all&limit=50`,
    );
    // Those of 1.1.0, and the two moves of 1.0.0.
    expect(at(logged.body, "events")).toHaveLength(9);
  });

  test("the operator token stands for nobody: it takes no step", async () => {
    const pack = packOf(changedModel({ version: "9.0.0" }));
    expect((await server.ops("POST", "/ops/models/drafts", { pack })).body).toMatchObject({
      code: "PROBITY_E_PERSON",
    });
    for (const step of ["check", "backtests", "shadow", "submit", "release"])
      expect((await versionApi("1.0.0")(server, step)).body).toMatchObject({ code: "PROBITY_E_PERSON" });
  });

  const draft = (over: Parameters<typeof changedModel>[0]): Promise<Answer> =>
    author.ops("POST", "/ops/models/drafts", { pack: packOf(changedModel(over)), dryRun: true });

  describe("RU-5", () => {
    test("versions only rise, and changes raise rule and model as far as they must", async () => {
      expect(await draft({ version: "1.1.0" })).toMatchObject({ body: { code: "PROBITY_E_MODEL_STATE" } });
      expect(await draft({ version: "1.0.5" })).toMatchObject({
        status: 409,
        body: {
          code: "PROBITY_E_MODEL_VERSION",
          errors: expect.arrayContaining([{ path: "version", message: expect.stringContaining("1.1.0") }]),
        },
      });
      // A default changed: a minor step; the rule must make it, too.
      expect(await draft({ version: "1.2.0", ruleVersion: "1.0.1", limit: 30 })).toMatchObject({
        body: { code: "PROBITY_E_MODEL_VERSION", errors: [{ path: `rules.${ruleId}.version` }] },
      });
      // 1.1.0 of the rule is taken by the text that was in force.
      expect(await draft({ version: "1.2.0", ruleVersion: "1.1.0", limit: 30 })).toMatchObject({
        body: {
          errors: [{ path: `rules.${ruleId}.version`, message: expect.stringContaining("PROC-TND@1.1.0") }],
        },
      });
      expect(await draft({ version: "1.2.0", ruleVersion: "1.2.0", limit: 30 })).toMatchObject({
        status: 200,
        body: { outcome: "created" },
      });
      // Another condition: a major step.
      expect(await draft({ version: "1.2.0", ruleVersion: "1.2.0", change: negated })).toMatchObject({
        body: { errors: expect.arrayContaining([expect.objectContaining({ path: "version" })]) },
      });
    });

    test("results belong to the exact text: another text of the draft has to be proved again", async () => {
      const step = versionApi("2.0.0");
      const first = packOf(changedModel({ version: "2.0.0", limit: 26 }));
      expect(await author.ops("POST", "/ops/models/drafts", { pack: first })).toMatchObject({ status: 201 });
      expect(await step(author, "check")).toMatchObject({ body: { ok: true } });
      expect(await author.ops("POST", "/ops/models/drafts", { pack: first })).toMatchObject({
        status: 200,
        body: { outcome: "unchanged" },
      });
      // Other cases are another check.
      const { packModel } = await import("@probity/models");
      const fewer = { model: first["model"], cases: (first["cases"] as unknown as unknown[]).slice(1) };
      const other: unknown = JSON.parse(packModel(fewer as never));
      expect(await author.ops("POST", "/ops/models/drafts", { pack: other })).toMatchObject({
        body: { outcome: "replaced" },
      });
      expect((await step(author, "shadow")).body).toMatchObject({ code: "PROBITY_E_MODEL_UNPROVED" });
      expect(await step(author, "check")).toMatchObject({ body: { ok: true } });
      const second = packOf(changedModel({ version: "2.0.0", limit: 27 }));
      expect(await reviewer.ops("POST", "/ops/models/drafts", { pack: second })).toMatchObject({
        body: { outcome: "replaced" },
      });
      expect((await step(author, "shadow")).body).toMatchObject({ code: "PROBITY_E_MODEL_UNPROVED" });
      const { body } = await author.ops("GET", `/ops/models/${modelId}/2.0.0`);
      expect(body).toMatchObject({
        state: "draft",
        proofs: { check: null },
        contributors: ["author", "reviewer"],
      });
    });
  });

  test("CA-3: whoever edited may not release, nor who submitted; a third person may; the text is frozen", async () => {
    const third = await server.addPerson("third");
    const step = versionApi("2.0.0");
    await step(author, "check");
    const { body: job } = await step(third, "backtests");
    await jobEnd(author, at(job, "id"));
    await step(author, "shadow");
    await step(author, "submit");
    const pack = packOf(changedModel({ version: "2.0.0", limit: 28 }));
    expect((await author.ops("POST", "/ops/models/drafts", { pack })).body).toMatchObject({
      code: "PROBITY_E_MODEL_STATE",
    });
    expect((await step(reviewer, "release")).body).toMatchObject({ code: "PROBITY_E_FOUR_EYES" });
    expect((await step(third, "return", {})).status).toBe(400);
    expect(await step(third, "return", { reason: "say why" })).toMatchObject({ body: { state: "draft" } });
    expect((await step(third, "release")).body).toMatchObject({ code: "PROBITY_E_MODEL_STATE" });
    await step(author, "shadow");
    await step(author, "submit");
    const digest = "0".repeat(64);
    expect((await step(third, "release", { digest })).body).toMatchObject({ code: "PROBITY_E_MODEL_STATE" });
    // A dry run says what the release would say.
    expect((await step(third, "release", { digest, dryRun: true })).body).toMatchObject({
      code: "PROBITY_E_MODEL_STATE",
    });
    const [one, two] = await Promise.all([step(third, "release"), step(third, "release")]);
    expect(new Set([one.status, two.status])).toEqual(new Set([200, 409]));
    const versions = await author.ops("GET", `/ops/models?model=${modelId}`);
    expect(at(versions.body, "versions")).toMatchObject([
      { version: "1.0.0", state: "superseded" },
      { version: "1.1.0", state: "superseded" },
      { version: "2.0.0", state: "active" },
    ]);
  });

  test("is retired by two: one asks, another confirms; bindings of its rules stay and bind nothing", async () => {
    const step = versionApi("2.0.0");
    expect(await step(author, "retire", { reason: "no use" })).toMatchObject({ body: { state: "active" } });
    expect((await step(author, "retire", { reason: "no use" })).body).toMatchObject({
      code: "PROBITY_E_FOUR_EYES",
    });
    expect(await step(reviewer, "retire", { reason: "agreed" })).toMatchObject({
      body: { state: "retired", failed: [] },
    });
    expect(await rulesInForce()).toBeUndefined();
    const checked = await bound.post("/v1/precheck", { type: "procurement.tender.published", data: {} });
    expect(checked.body).toMatchObject({ outcome: "allow" });
    expect((await versionApi("1.0.0")(author, "rollback", { reason: "x" })).body).toMatchObject({
      code: "PROBITY_E_MODEL_STATE",
    });
    // What two retired comes back by two.
    await bringToReview(author, changedModel({ version: "3.0.0", limit: 20 }));
    expect(await versionApi("3.0.0")(reviewer, "release")).toMatchObject({
      status: 200,
      body: { replaced: null },
    });
    expect(await rulesInForce()).toMatchObject({ version: "3.0.0" });
    expect((await server.ops("GET", `/ops/sources/${bound.id}/bindings`)).body).toMatchObject({
      bindings: [{ id: "b" }],
    });
    const { type, data } = tender(bound.id, "p", 10);
    expect((await bound.post("/v1/precheck", { type, data })).body).toMatchObject({ outcome: "warn" });
  });

  test("RU-5: a draft that another release overtook cannot be handed in any more", async () => {
    const low = changedModel({ version: "3.1.0", limit: 21 });
    expect((await author.ops("POST", "/ops/models/drafts", { pack: packOf(low) })).status).toBe(201);
    const step = versionApi("3.1.0");
    await step(author, "check");
    await jobEnd(author, at((await step(author, "backtests")).body, "id"));
    await step(author, "shadow");
    await bringToReview(author, changedModel({ version: "3.2.0", ruleVersion: "3.2.0", limit: 22 }));
    expect((await step(author, "submit")).body).toMatchObject({
      code: "PROBITY_E_MODEL_VERSION",
      errors: [{ path: "version", message: expect.stringContaining("3.2.0") }],
    });
    expect((await author.ops("GET", `/ops/models/${modelId}/3.1.0`)).body).toMatchObject({ state: "shadow" });
  });

  test("differs in words and numbers from another version", async () => {
    const { status, body } = await author.ops("GET", `/ops/models/${modelId}/diff?before=1.0.0&after=1.1.0`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      words: {
        changed: [{ rule: ruleId, changes: [{ field: "params.limitCn.default", before: 20, after: 25 }] }],
      },
      numbers: {
        before: { backtest: null },
        after: { backtest: { totals: { hits: { new: 1 } } }, shadow: { total: { new: 1 } } },
      },
    });
  });

  test("SE-4: what nobody knows or nobody can read is a coded answer and changes nothing", async () => {
    const answers = await Promise.all([
      author.ops("GET", "/ops/models/ZZ-ZZ/1.0.0"),
      author.ops("GET", `/ops/models/${modelId}/7.7.7/history`),
      author.ops("POST", `/ops/models/${modelId}/7.7.7/check`, {}),
      author.ops("POST", `/ops/models/${modelId}/7.7.7/backtests`, {}),
      author.ops("GET", "/ops/jobs/nothing"),
      author.ops("POST", "/ops/jobs/nothing/cancel"),
      author.ops("GET", `/ops/models/${modelId}/1.0.0/proofs/nothing`),
      author.ops("POST", `/ops/models/${modelId}/1.0.0/backtests`, { sources: ["nobody"] }),
    ]);
    for (const { status, body } of answers) {
      expect(body).toMatchObject({ code: "PROBITY_E_NOT_FOUND" });
      expect(status).toBe(404);
    }
    const bad = await Promise.all([
      author.ops("GET", "/ops/models/lower/1.0.0"),
      author.ops("GET", `/ops/models/${modelId}/1.0`),
      author.ops("GET", "/ops/models?state=nowhere"),
      author.ops("GET", "/ops/models?cursor=x"),
      author.ops("POST", "/ops/models/drafts", {}),
      author.ops("POST", `/ops/models/${modelId}/1.0.0/backtests`, { from: "yesterday" }),
      author.ops("POST", `/ops/models/${modelId}/1.0.0/backtests`, { from: day(2), to: day(1) }),
      author.ops("POST", `/ops/models/${modelId}/1.0.0/retire`, { reason: "x".repeat(2001) }),
      author.ops("POST", `/ops/models/${modelId}/1.0.0/retire`, { reason: "a\u0000b" }),
    ]);
    for (const { status, body } of bad)
      expect([status, at(body, "code")]).toEqual([400, "PROBITY_E_REQUEST"]);
    const pack = packOf(changedModel({ version: "8.0.0" }));
    for (const spoiled of [
      { ...pack, digest: "sha256:0" },
      { ...pack, model: {} },
      { ...pack, more: 1 },
    ])
      expect((await author.ops("POST", "/ops/models/drafts", { pack: spoiled })).body).toMatchObject({
        code: "PROBITY_E_MODEL",
      });
    const huge = { ...pack, readme: "x".repeat(8_000_000) };
    expect((await author.ops("POST", "/ops/models/drafts", { pack: huge })).status).toBe(413);
    expect((await author.ops("GET", `/ops/models/${modelId}/8.0.0`)).status).toBe(404);
  });
});

describePostgres("ML-1: a bundle that the database refuses", (engine) => {
  test("is told without its words, which are in the log; the version is in force all the same", async () => {
    const config = await engine.newConfig();
    const lines: string[] = [];
    const server = await startTestServer(
      { ...config, logLevel: "error" },
      { logStream: { write: (line) => void lines.push(line) } },
    );
    const other = new Client({ connectionString: config.databaseUrl });
    await other.connect();
    try {
      const [author, reviewer] = [await server.addPerson(), await server.addPerson()];
      await server.addSource("s");
      await bringToReview(author, changedModel({ version: "1.1.0" }));
      await other.query(`create function refuse() returns trigger language plpgsql as
        $$ begin raise exception 'inner words'; end $$`);
      await other.query(
        "create trigger refuse before insert on bundle for each row execute function refuse()",
      );
      const { status, body } = await versionApi("1.1.0")(reviewer, "release");
      expect(status).toBe(200);
      expect(body).toMatchObject({ state: "active", released: 0, failed: [{ source: "s" }] });
      expect(JSON.stringify(body)).not.toContain("inner words");
      expect(lines.join("")).toContain("inner words");
    } finally {
      await other.end();
      await server.close();
    }
  });
});
