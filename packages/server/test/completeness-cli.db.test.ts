import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaultConfig } from "../src/index.ts";
import { cli, type CliResult } from "./support/cli.ts";
import { award, tender } from "./support/events.ts";
import { copyPgliteTemplate } from "./support/pglite-template.ts";
import { streamWriter } from "./support/stream-writer.ts";
import { startTestServer, type TestServer, type TestSource } from "./support/test-server.ts";

let dataDir = "";
let server: TestServer;
let source: TestSource;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "probity-completeness-"));
  await copyPgliteTemplate(dataDir);
  server = await startTestServer({ ...defaultConfig, dataDir, port: 0, logLevel: "silent" });
  source = await server.addSource("office");
});
afterAll(async () => {
  await server?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const run = (...argv: string[]): Promise<CliResult> => {
  const env = { PROBITY_URL: server.url, PROBITY_OPS_TOKEN: server.running.opsToken };
  return cli(dataDir, argv, env);
};

describe("LO-6: streams on the command line", () => {
  test("say what an empty list means, then who writes and how streams ended", async () => {
    expect((await run("streams")).out).toMatch(/^No streams\. .*daily tally\.\n$/);
    expect((await run("streams", "list", "--state", "silent", "--lang", "zh-CN")).out).toMatch(
      /^没有静默的数据流/,
    );
    const [open, closed] = [streamWriter(source), streamWriter(source)];
    await open.heartbeat(60);
    await closed.send(award(source.id));
    await closed.close();
    const listed = (await run("streams", "list", "--source", "office")).out;
    expect(listed).toMatch(new RegExp(`${open.src} +open +1 .+ every 60 s +0 +0\n`));
    expect(listed).toMatch(new RegExp(`${closed.src} +closed properly +2 `));
    expect((await run("streams", "show", closed.src, "--lang", "zh-CN")).out).toMatch(
      /正常关闭[^]*没有申报的缺口/,
    );
    const absent = await run("streams", "show", "office/nobody");
    expect([absent.code, absent.err.split(":")[0]]).toEqual([1, "PROBITY_E_NOT_FOUND"]);
  });
});

describe("EV-6: quarantine on the command line", () => {
  test("replays all that its type was missing for, and ends with 1 while something is still refused", async () => {
    const event = award(source.id, { type: "office.seal.used", data: { seal: "S1" } });
    await source.send([event]);
    const early = await run("quarantine", "replay", "--all", "--dry-run");
    expect([early.code, early.out]).toEqual([1, expect.stringContaining("1 would still be refused")]);
    const schema = { type: "object", properties: { seal: { type: "string" } } };
    await server.ops("POST", "/ops/types", { type: "office.seal.used", version: "1.0", schema });
    const all = await run("quarantine", "replay", "--all", "--type", "office.seal.used");
    expect([all.code, all.out]).toEqual([0, "1 taken, 0 taken before, 0 still refused.\n"]);
    const again = await run("quarantine", "replay", "1", "--lang", "zh-CN");
    expect([again.code, again.out]).toEqual([
      0,
      expect.stringMatching(/^隔离的事件 1 早已接收，位置 \d+。\n$/),
    ]);
    expect((await run("quarantine", "show", "1")).out).toMatch(/STATE +resolved\n[^]*Taken at +\d+\n/);
    const wrong = await run("quarantine", "replay", "1", "--all");
    expect([wrong.code, wrong.err.split(":")[0]]).toEqual([2, "PROBITY_E_USAGE"]);
  });
});

describe("SE-3: erasure on the command line", () => {
  test("needs a basis and an orderer, says what goes, and shows them in the place of the event", async () => {
    const event = tender(source.id, "ocds-cli", 10);
    await source.send([event]);
    await server.scored();
    expect((await run("erase", "office", event.id)).code).toBe(2);
    const order = ["--basis", "order 12/2026", "--by", "records office"];
    const dry = await run("erase", "office", event.id, ...order, "--dry-run");
    expect(dry.out).toMatch(/^Dry run: [^]*Findings \(results stay\) +[1-9]/);
    const done = await run("erase", "office", event.id, ...order, "--lang", "zh-CN");
    expect([done.code, done.out]).toEqual([0, expect.stringMatching(/的内容已删除。\n[^]*备份/)]);
    expect((await run("erase", "office", event.id, ...order, "--json")).json()).toMatchObject({
      outcome: "already",
      loggedAt: [],
    });
    const shown = await run("events", "show", event.id);
    expect(shown.out).toMatch(/erased by law\n[^]*order 12\/2026\n[^]*records office\n/);
    expect(shown.out).not.toContain("ocds-cli");
  });
});
