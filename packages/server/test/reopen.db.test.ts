import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { backUp } from "./support/backup.ts";
import { cli, type CliResult } from "./support/cli.ts";
import { describeEngines, type Engine } from "./support/engines.ts";
import { award } from "./support/events.ts";
import { tempDirectory } from "./support/sample-log.ts";
import { streamWriter } from "./support/stream-writer.ts";
import { at, sourceOf, startTestServer, type TestServer } from "./support/test-server.ts";

const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

describeEngines("LO-5: a log whose newest entries are lost for good", (engine: Engine) => {
  test("goes on under a new name, says why as its first act, and never again under the old one", async () => {
    const config = await engine.newConfig();
    const first = await startTestServer(config);
    const source = await first.addSource("lost");
    const stream = streamWriter(source);
    await stream.send(award("lost"), award("lost"));
    await first.close();
    const old = await backUp(config);
    const second = await startTestServer(config);
    expect((await sourceOf(second.url, "lost", source.key).send([award("lost")])).status).toBe(200);
    await second.close();
    const restored = await old.restore();
    const env: Record<string, string> =
      restored.databaseUrl === undefined ? {} : { PROBITY_DATABASE_URL: restored.databaseUrl };
    const reopen = (...argv: string[]): Promise<CliResult> =>
      cli(config.dataDir, ["log", "reopen", "--reason", "array lost", ...argv], env);

    expect((await reopen()).code).toBe(2);
    expect((await reopen("--origin", "no good name")).err).toContain("PROBITY_SIGNING_KEY_NAME");
    const done = await reopen("--origin", "probity-2", "--json");
    expect(done, done.err).toMatchObject({ code: 0 });
    expect(done.json()).toMatchObject({
      former: "probity",
      origin: "probity-2",
      size: 2,
      found: expect.stringContaining("a checkpoint of 3 entries was published") as unknown,
    });
    expect(existsSync(join(config.dataDir, "log", "probity.checkpoint"))).toBe(true);

    await expect(startTestServer(restored)).rejects.toMatchObject({ code: "PROBITY_E_SIGNING_KEY" });
    const server = await startTestServer({ ...restored, signingKeyName: "probity-2" });
    servers.push(server);
    expect(server.running.vkey).toBe(at(done.json(), "vkey"));
    const again = sourceOf(server.url, "lost", source.key);
    expect(await again.send([award("lost")])).toMatchObject({ body: { accepted: 1 } });
    const bundle = await again.get("/v1/bundle");
    expect(String(at(bundle.body, "signatures", 0, "keyid"))).toMatch(/^probity-2\+/);

    const directory = join(tempDirectory(), "export");
    await cli(config.dataDir, ["log", "export", directory, "--url", server.url]);
    const key = ["--key", server.running.vkey];
    expect(await cli(config.dataDir, ["verify", "log", directory, ...key])).toMatchObject({ code: 0 });
    const gaps = await cli(config.dataDir, ["verify", "gaps", directory, ...key, "--json"]);
    expect(gaps).toMatchObject({ code: 1 });
    expect(gaps.json()).toMatchObject({
      notices: [{ type: "log.reopened", source: "probity", position: 3 }],
    });
    await server.scored();
    await servers.pop()?.close();

    const healthy = await cli(
      config.dataDir,
      ["log", "reopen", "--reason", "none", "--origin", "probity-3"],
      { ...env, PROBITY_SIGNING_KEY_NAME: "probity-2" },
    );
    expect(healthy.err).toContain("nothing is wrong with the log probity-2");
  });
});
