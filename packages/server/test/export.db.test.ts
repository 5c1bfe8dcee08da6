import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { cli, type CliResult } from "./support/cli.ts";
import { describeEngines, describePglite, type Engine } from "./support/engines.ts";
import { award } from "./support/events.ts";
import { tempDirectory } from "./support/sample-log.ts";
import { streamWriter } from "./support/stream-writer.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** A server with this many entries of one stream, which is closed, and how to call it. */
async function filled(
  engine: Engine,
  count: number,
): Promise<{
  readonly server: TestServer;
  readonly run: (...argv: string[]) => Promise<CliResult>;
  readonly send: (more: number) => Promise<void>;
}> {
  const config = await engine.newConfig();
  const server = await startTestServer(config);
  servers.push(server);
  const source = await server.addSource("exported");
  const stream = streamWriter(source);
  const send = async (more: number): Promise<void> => {
    for (let left = more; left > 0; left -= 200) {
      const events = Array.from({ length: Math.min(200, left) }, () =>
        award("exported", { id: randomUUID() }),
      );
      // oxlint-disable-next-line no-await-in-loop
      expect((await stream.send(...events)).status).toBe(200);
    }
  };
  await send(count - 1);
  expect((await stream.close()).status).toBe(200);
  return { server, send, run: (...argv) => cli(config.dataDir, [...argv, "--url", server.url]) };
}

const filesUnder = (directory: string): readonly string[] =>
  readdirSync(directory, { recursive: true })
    .map(String)
    .filter((path) => statSync(join(directory, path)).isFile())
    .toSorted();

describeEngines("LO-6: log export", (engine: Engine) => {
  test("writes static tiles that verify, without payloads; a log that grew is brought up to date", async () => {
    const { server, run, send } = await filled(engine, 300);
    const { vkey } = server.running;
    const directory = join(tempDirectory(), "export");
    expect((await run("log", "export", directory, "--json")).json()).toMatchObject({ size: 300, kept: 0 });
    expect(filesUnder(directory)).toEqual([
      "checkpoint",
      "tile/0/000",
      "tile/0/001.p/44",
      "tile/1/000.p/1",
      "tile/entries/000",
      "tile/entries/001.p/44",
    ]);
    expect(readFileSync(join(directory, "tile/entries/000"), "latin1")).not.toContain("ocds-");
    const verified = await run("verify", "log", directory, "--key", vkey);
    expect(verified).toMatchObject({ code: 0 });
    expect(verified.out).toBe("RIGHT: probity, 300 entries in 1 streams: everything fits.\n");
    expect((await run("verify", "gaps", directory, "--key", vkey)).out).toContain("(0 open)");

    const first = readFileSync(join(directory, "checkpoint"), "utf8");
    writeFileSync(join(directory, "..", "older"), first);
    await send(300);
    expect((await run("log", "export", directory, "--json")).json()).toMatchObject({ size: 600, kept: 2 });
    expect(filesUnder(directory)).not.toContain("tile/0/001.p/44");
    expect(
      await run("verify", "log", directory, "--key", vkey, "--since", join(directory, "..", "older")),
    ).toMatchObject({ code: 0 });
    const live = await run("verify", "log", server.url, "--key", vkey, "--token-file", token(server));
    expect(live, live.err).toMatchObject({ code: 0 });
    expect((await run("verify", "log", `${server.url}/log`, "--key", vkey)).err).toContain("needs a token");

    const since = join(tempDirectory(), "since");
    await run("log", "export", since, "--since-size", "300");
    expect(filesUnder(since)).not.toContain("tile/entries/000");
    expect(filesUnder(since)).toContain("tile/entries/001");
  });

  test("gives receipt and record of any position, and says what was erased", async () => {
    const { server, run } = await filled(engine, 5);
    const prefix = join(tempDirectory(), "award");
    expect(await run("log", "proof", "3", "--out", prefix)).toMatchObject({ code: 0 });
    const files = ["--receipt", `${prefix}.tlog-proof`, "--record", `${prefix}.record`];
    const verified = await run("verify", "event", ...files, "--key", server.running.vkey);
    expect(verified.out).toMatch(/^RIGHT: event .* is entry 3 of probity, a log of 5 entries\.\n$/);
    writeFileSync(`${prefix}.record`, readFileSync(`${prefix}.record`, "utf8").replace("1000.5", "9000.5"));
    expect((await run("verify", "event", ...files, "--key", server.running.vkey)).out).toMatch(
      /payload was changed\nWRONG: 1 problems\.\n$/,
    );
    expect((await run("log", "proof", "6", "--out", prefix)).err).toContain("PROBITY_E_NOT_FOUND");
  });
});

function token(server: TestServer): string {
  const file = join(tempDirectory(), "token");
  writeFileSync(file, `${server.running.opsToken}\n`);
  return file;
}

describePglite("LO-6: log export into a directory", (engine: Engine) => {
  test("goes on where it was cut off, and never mixes two logs", async () => {
    const { server, run } = await filled(engine, 600);
    const { vkey } = server.running;
    const directory = join(tempDirectory(), "export");
    await run("log", "export", directory);
    // As if it had been killed: no checkpoint yet, a part that was never renamed, and some that are not there.
    rmSync(join(directory, "checkpoint"));
    rmSync(join(directory, "tile/entries/001"));
    writeFileSync(join(directory, "tile/0/001.tmp"), "half");
    rmSync(join(directory, "tile/0/001"));
    expect((await run("log", "export", directory, "--json")).json()).toMatchObject({ kept: 2 });
    expect(await run("verify", "log", directory, "--key", vkey)).toMatchObject({ code: 0 });

    const other = await filled(engine, 20);
    const refused = await other.run("log", "export", directory);
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.err).toContain("PROBITY_E_LOG_EXPORT");
    expect(await run("verify", "log", directory, "--key", vkey)).toMatchObject({ code: 0 });
    expect((await run("log", "export", directory, "--witnessed")).err).toContain("has no checkpoint");
  });
});
