import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { ServerConfig } from "../src/index.ts";
import { backUp, runSql } from "./support/backup.ts";
import { cli } from "./support/cli.ts";
import { describeEngines, describePostgres, type Engine } from "./support/engines.ts";
import { award } from "./support/events.ts";
import { type StreamWriter, streamWriter } from "./support/stream-writer.ts";
import { at, request, sourceOf, startTestServer, type TestServer } from "./support/test-server.ts";
import { policyFile, startWitness, type TestWitness } from "./support/witness.ts";

const sourceId = "guarded";
const events = (count: number): ReturnType<typeof award>[] =>
  Array.from({ length: count }, () => award(sourceId, { id: randomUUID() }));

const servers: TestServer[] = [];
const witnesses: TestWitness[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
  for (const witness of witnesses.splice(0)) await witness.stop();
});

async function start(
  config: ServerConfig,
  options: Parameters<typeof startTestServer>[1] = {},
): Promise<TestServer> {
  const server = await startTestServer(config, options);
  servers.push(server);
  return server;
}

async function stop(server: TestServer): Promise<void> {
  servers.splice(servers.indexOf(server), 1);
  await server.close();
}

/** Writes go on with the same stream and key on whichever server serves. */
interface Sender {
  readonly stream: StreamWriter;
  readonly key: string;
}

const sendRecord = (server: TestServer, { key }: Sender, record: string): ReturnType<typeof request> =>
  sourceOf(server.url, sourceId, key).send(record, "application/vnd.probity.stream");

/** A server with five entries, a backup of it, then three entries more. */
async function grown(config: ServerConfig): Promise<{
  readonly sender: Sender;
  readonly old: Awaited<ReturnType<typeof backUp>>;
  readonly newer: Awaited<ReturnType<typeof backUp>>;
}> {
  const first = await start(config);
  const source = await first.addSource(sourceId);
  const sender = { stream: streamWriter(source), key: source.key };
  expect((await sender.stream.send(...events(5))).status).toBe(200);
  await stop(first);
  const old = await backUp(config);
  const second = await start(config);
  for (const event of events(3))
    expect((await sendRecord(second, sender, sender.stream.write(event))).status).toBe(200);
  await stop(second);
  return { sender, old, newer: await backUp(config) };
}

async function expectRefusal(server: TestServer, sender: Sender, record: string): Promise<void> {
  const answer = await sendRecord(server, sender, record);
  expect(answer).toMatchObject({ status: 503, body: { code: "PROBITY_E_LOG_ROLLED_BACK" } });
  expect(at(answer.body, "receipt")).toBeUndefined();
  expect(answer.headers.get("retry-after")).not.toBeNull();
  expect((await request(`${server.url}/readyz`)).body).toMatchObject({ code: "PROBITY_E_LOG_ROLLED_BACK" });
  expect((await request(`${server.url}/livez`)).status).toBe(200);
  // It reads on, and signs nothing.
  expect((await server.ops("GET", "/ops/events")).status).toBe(200);
  expect(await server.ops("GET", "/log/checkpoint")).toMatchObject({
    body: { code: "PROBITY_E_LOG_ROLLED_BACK" },
  });
}

describeEngines("LO-5: a restored backup", (engine: Engine) => {
  test("is known by the checkpoint outside the database: nothing is signed until the newer data is back", async () => {
    const config = await engine.newConfig();
    const { sender, old, newer } = await grown(config);
    const lines: string[] = [];
    const restored = await old.restore();
    const back = await start(
      { ...restored, logLevel: "error" },
      { logStream: { write: (line) => lines.push(line) } },
    );
    const record = sender.stream.write(award(sourceId));
    await expectRefusal(back, sender, record);
    expect(lines.join("")).toContain("restore a newer backup");
    const status = await cli(config.dataDir, ["log", "status", "--url", back.url]);
    expect(status).toMatchObject({ code: 1 });
    expect(status.out).toContain("a checkpoint of 8 entries was published, the database has 5");
    expect(status.out).toContain("Restore a newer backup");
    await stop(back);

    const again = await start(await newer.restore());
    const answer = await sendRecord(again, sender, record);
    expect(answer).toMatchObject({ status: 200, body: { accepted: 1, results: [{ position: 9 }] } });
  });

  test("is known by a witness when the checkpoint file is gone, too", async () => {
    const config = await engine.newConfig();
    const { sender, old, newer } = await grown(config);
    const plain = await start(config);
    const witness = await startWitness(plain.running.vkey);
    witnesses.push(witness);
    await stop(plain);
    const witnessed = { witnessPolicyFile: policyFile(witness) };
    await stop(await start({ ...config, ...witnessed }));
    expect(witness.size("probity")).toBe(8);

    const restored = await old.restore();
    rmSync(join(config.dataDir, "log"), { recursive: true });
    const back = await start({ ...restored, ...witnessed });
    const record = sender.stream.write(award(sourceId));
    await expectRefusal(back, sender, record);
    expect((await logOf(back)).refusals).toMatchObject([
      { cause: "witness W", detail: "the witness W cosigned 8 entries, the database has 5" },
    ]);
    expect(witness.size("probity")).toBe(8);
    await stop(back);

    const again = await start({ ...(await newer.restore()), ...witnessed });
    expect((await sendRecord(again, sender, record)).status).toBe(200);
  });
});

/** What `/ops/log` says. */
async function logOf(of: TestServer): Promise<{ readonly refusals: unknown; readonly size: unknown }> {
  const { body } = await of.ops("GET", "/ops/log");
  return { refusals: at(body, "refusals"), size: at(body, "size") };
}

describePostgres(
  "LO-5: a backup that went on, and a database that changes under the server",
  (engine: Engine) => {
    test("that went on under nobody's eyes is another history: file and witness both say so", async () => {
      const config = await engine.newConfig();
      const { sender, old } = await grown(config);
      const plain = await start(config);
      const witness = await startWitness(plain.running.vkey);
      witnesses.push(witness);
      await stop(plain);
      const witnessed = { witnessPolicyFile: policyFile(witness) };
      await stop(await start({ ...config, ...witnessed }));

      // Nobody looks: no file, no witness, another machine.
      const restored = await old.restore();
      const file = join(config.dataDir, "log", "probity.checkpoint");
      const kept = readFileSync(file, "utf8");
      rmSync(file);
      const alone = await start(restored);
      const source = sourceOf(alone.url, sourceId, sender.key);
      await source.send(events(10));
      await stop(alone);

      const seen = await start({ ...restored, ...witnessed });
      await expectRefusal(seen, sender, sender.stream.write(award(sourceId)));
      expect((await logOf(seen)).refusals).toMatchObject([{ cause: "witness W" }]);
      await stop(seen);

      writeFileSync(file, kept);
      const filed = await start(restored);
      expect((await logOf(filed)).refusals).toMatchObject([
        { cause: "database", detail: expect.stringContaining("another history") as unknown },
      ]);
    });

    test("the checkpoint file grows with the log and is never set back", async () => {
      const config = await engine.newConfig();
      const { newer } = await grown(config);
      const file = join(config.dataDir, "log", "probity.checkpoint");
      expect(existsSync(file)).toBe(true);
      writeFileSync(file, "nonsense");
      const damaged = await start(await newer.restore());
      expect((await logOf(damaged)).refusals).toMatchObject([
        { detail: expect.stringContaining("damaged or signed with another key") as unknown },
      ]);
    });

    test("is compared again when the connection was lost", async () => {
      const config = await engine.newConfig();
      const url = config.databaseUrl ?? "";
      const running = await start(config);
      const source = await running.addSource(sourceId);
      const sender = { stream: streamWriter(source), key: source.key };
      expect((await sender.stream.send(...events(4))).status).toBe(200);
      // As a standby that had not got everything.
      await runSql(
        url,
        "update log_head set next_position = 1, edge = ''; delete from log; delete from log_tile; delete from log_checkpoint",
      );
      await runSql(
        url,
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
      );
      await expect
        .poll(async () => (await sendRecord(running, sender, sender.stream.write(award(sourceId)))).body)
        .toMatchObject({ code: "PROBITY_E_LOG_ROLLED_BACK" });
      expect((await logOf(running)).size).toBe(0);
    });

    test.each([
      [
        "an entry that was changed",
        "update log set header = replace(header, 'award', 'bribe') where position = 3",
      ],
      ["a tile that was changed", "update log_tile set hashes = set_byte(hashes, 70, 1) where level = 0"],
      ["an entry that is gone", "delete from log where position = 2"],
    ])("%s is found at start", async (_name, sql) => {
      const config = await engine.newConfig();
      const first = await start(config);
      const source = await first.addSource(sourceId);
      const sender = { stream: streamWriter(source), key: source.key };
      expect((await sender.stream.send(...events(5))).status).toBe(200);
      await stop(first);
      await runSql(config.databaseUrl ?? "", sql);
      const again = await start(config);
      await expectRefusal(again, sender, sender.stream.write(award(sourceId)));
    });
  },
);
