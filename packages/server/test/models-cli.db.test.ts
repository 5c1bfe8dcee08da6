import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cli, type CliResult } from "./support/cli.ts";
import { describePostgres } from "./support/engines.ts";
import { importSample } from "./support/import-sample.ts";
import { changedModel, packOf } from "./support/models.ts";
import { at, startTestServer, type TestPerson, type TestServer } from "./support/test-server.ts";

describePostgres("ML-1: probity models and jobs", (engine) => {
  let server: TestServer;
  let author: TestPerson;
  let reviewer: TestPerson;
  let dir = "";
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), "probity-models-cli-"));
    if (engine.name === "postgres" && engine.postgres === undefined) return;
    server = await startTestServer(await engine.newConfig());
    author = await server.addPerson("author");
    reviewer = await server.addPerson("reviewer");
  });
  afterAll(async () => {
    await server?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  const as = (person: TestPerson, ...argv: string[]): Promise<CliResult> =>
    cli(dir, [...argv, "--url", server.url], { PROBITY_TOKEN: person.token });

  test("a version goes from a pack to release and back by command line, and tells so in words", async () => {
    await importSample(server, 30);
    await server.scored();
    const file = join(dir, "model.json");
    writeFileSync(file, JSON.stringify(packOf(changedModel({ version: "1.1.0" }))));
    const version = "PROC-TND@1.1.0";
    expect((await as(author, "models", "draft", file, "--dry-run")).out).toContain("dry run");
    expect((await as(author, "models", "draft", file, "--reason", "25 days")).out).toContain("is stored");
    expect((await as(author, "models", "draft", file, "--lang", "zh-CN")).out).toContain("没有变化");
    const unproved = await as(author, "models", "shadow", version);
    expect(unproved).toMatchObject({ code: 1, err: expect.stringContaining("PROBITY_E_MODEL_UNPROVED") });
    expect(await as(author, "models", "check", version)).toMatchObject({
      code: 0,
      out: expect.stringContaining("passes"),
    });
    const backtest = await as(author, "models", "backtest", version, "--source", "import-ocds", "--wait");
    expect(backtest.code, backtest.err).toBe(0);
    expect(backtest.out).toContain("compared with 1.0.0");
    expect(backtest.out).toContain("PROC-TND-001");
    const json = await as(author, "models", "backtest", version, "--wait", "--json");
    expect(json.json()).toMatchObject({ kind: "backtest", ok: true });
    expect(json.err).toBe("");
    expect((await as(author, "jobs", "list")).out).toMatch(/backtest +done/);
    const job = String(at(json.json(), "id"));
    expect((await as(author, "jobs", "show", job, "--lang", "zh-CN")).out).toContain("已完成");
    expect((await as(author, "jobs", "cancel", job)).err).toContain("PROBITY_E_JOB_STATE");

    expect((await as(author, "models", "shadow", version)).out).toContain("shadow");
    expect((await as(author, "models", "shadow", version, "--report")).out).toContain("in shadow behind");
    expect((await as(author, "models", "submit", version)).out).toContain("review");
    expect((await as(author, "models", "release", version)).err).toContain("PROBITY_E_FOUR_EYES");
    expect((await as(reviewer, "models", "release", version, "--dry-run")).out).toContain("can be released");
    const seen = at((await as(reviewer, "models", "show", version, "--json")).json(), "digest");
    const other = await as(reviewer, "models", "release", version, "--digest", "0".repeat(64));
    expect(other).toMatchObject({ code: 1, err: expect.stringContaining("PROBITY_E_MODEL_STATE") });
    const released = await as(reviewer, "models", "release", version, "--digest", String(seen));
    expect(released.out).toContain("in force (in place of 1.0.0)");
    const shown = await as(author, "models", "show", version);
    expect(shown.out).toMatch(/state +active/);
    expect(shown.out).toMatch(/backtest +passed \(author/);
    const diff = await as(author, "models", "diff", "PROC-TND", "1.0.0", "1.1.0");
    expect(diff.out).toMatch(/params\.limitCn\.default +20 +25 +minor/);
    expect(diff.out).toMatch(/backtest +STATE +KEPT/);
    expect(diff.out).toMatch(/shadow +STATE +KEPT/);
    const chinese = await as(author, "models", "diff", "PROC-TND", "1.0.0", "1.1.0", "--lang", "zh-CN");
    expect(chinese.out).toContain("修改要求至少升 次版本号");
    expect(chinese.out).toMatch(/params\.limitCn\.default +20 +25 +次版本号/);
    const rolled = await as(author, "models", "rollback", "PROC-TND@1.0.0", "--reason", "too many");
    expect(rolled.out).toContain("in place of 1.1.0");
    const history = await as(author, "models", "history", version, "--lang", "zh-CN");
    for (const word of ["草稿", "检查", "回测", "影子运行", "提交审核", "发布", "被替代", "reviewer"])
      expect(history.out).toContain(word);
    expect((await as(author, "models", "list", "--state", "superseded", "--json")).json()).toMatchObject({
      versions: [{ id: "PROC-TND", version: "1.1.0" }],
    });
    expect((await as(author, "models", "list", "--limit", "2")).err).toContain("--cursor");
    expect((await as(author, "models", "retire", "PROC-TND@1.0.0", "--reason", "x")).out).toContain(
      "another person",
    );
  });

  test("a slip on the command line is an error of the command line", async () => {
    for (const name of ["PROC-TND", "PROC-TND@1", "@1.0.0", "PROC-TND@1.0.0@2"])
      expect((await as(author, "models", "show", name)).code).toBe(2);
    expect((await as(author, "models", "draft", join(dir, "nothing"))).err).toContain("PROBITY_E_MODEL");
    const { opsToken } = server.running;
    const nobody = await cli(dir, ["models", "check", "PROC-TND@1.0.0", "--url", server.url], {
      PROBITY_OPS_TOKEN: opsToken,
    });
    expect(nobody.err).toContain("PROBITY_E_PERSON");
  });
});
