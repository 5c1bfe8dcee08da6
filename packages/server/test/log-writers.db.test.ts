import { setTimeout as sleep } from "node:timers/promises";
import { parseVerifierKey, verifyProof } from "@probity/tlog";
import { afterEach, expect, test } from "vitest";
import { howMany } from "../../../scripts/long-tests.ts";
import { openStore, type ServerConfig } from "../src/index.ts";
import { type ChildServer, startChildServer } from "./support/child-server.ts";
import { describeEngines, describePostgres, type Engine } from "./support/engines.ts";
import { award } from "./support/events.ts";
import { assertWholeLog } from "./support/proven.ts";
import { random } from "./support/random.ts";
import { sendStream, type TestRecord, testStream } from "./support/streams.ts";
import { at } from "./support/test-server.ts";

const sourceId = "writers";

/** A receipt that was given for a header, to be checked against what is in the log in the end. */
interface Given {
  readonly record: TestRecord;
  readonly receipt: string;
}

/** A writer that sends each batch until it is answered, and some a second time; counts what it was promised. */
async function write(
  seed: number,
  key: string,
  urls: () => readonly string[],
  batches: number,
  given: Given[],
): Promise<readonly TestRecord[]> {
  const next = random(seed);
  const below = (most: number): number => Math.floor(next() * most);
  const stream = testStream(sourceId);
  const written: TestRecord[] = [];
  for (let n = 0; n < batches; n++) {
    const records = Array.from({ length: 1 + below(29) }, () => stream.next(award(sourceId)));
    written.push(...records);
    const deadline = performance.now() + 90_000;
    for (let repeat = below(4) === 0; ;) {
      if (performance.now() > deadline) throw new Error("a batch was never taken");
      const choice = urls();
      const url = choice[below(choice.length)] ?? "";
      // oxlint-disable-next-line no-await-in-loop -- one after the other, as a sender does
      const answer = await sendStream(url, { key }, records).catch(() => undefined);
      if (answer?.status === 409) throw new Error(JSON.stringify(answer.body));
      if (answer?.status !== 200) {
        // oxlint-disable-next-line no-await-in-loop
        await sleep(50);
        continue;
      }
      const record = records.at(-1);
      if (record !== undefined) given.push({ record, receipt: String(at(answer.body, "receipt")) });
      if (!repeat) break;
      repeat = false;
    }
  }
  return written;
}

/** The log must hold every written header once, in a whole tree; and every receipt must speak of this tree. */
async function check(
  config: ServerConfig,
  vkey: string,
  written: readonly TestRecord[],
  given: readonly Given[],
): Promise<void> {
  const store = await openStore(config);
  try {
    const log = await assertWholeLog(store);
    expect(log.headers.filter((header) => header.includes(`"src":"${sourceId}/`))).toHaveLength(
      written.length,
    );
    expect(new Set(log.headers)).toEqual(new Set([...written.map(({ header }) => header), ...log.headers]));
    const verifiers = [parseVerifierKey(vkey)];
    const receipts = given.map(({ record, receipt }) =>
      verifyProof({ receipt, digest: "sha256", leaf: record.header, verifiers }),
    );
    for (const [index, proof] of receipts.entries()) {
      expect(log.headers[proof?.index ?? -1]).toBe(given[index]?.record.header);
      expect(proof?.checkpoint.size).toBeLessThanOrEqual(log.headers.length);
    }
    const { rows } = await store.pool.query<{ n: number }>(
      "select count(*)::int as n from event where source = $1",
      [sourceId],
    );
    expect(rows[0]?.n).toBe(written.length);
    const streams = await store.pool.query<{ ok: boolean }>(
      "select last_seq = (select max(seq) from log where stream = s.id) and last_seq = (select count(*) from log where stream = s.id) as ok from log_stream s",
    );
    expect(streams.rows.every(({ ok }) => ok)).toBe(true);
    const checkpoints = await store.db.selectFrom("log_checkpoint").select("size").execute();
    for (const { size } of checkpoints) expect(size).toBeLessThanOrEqual(log.headers.length);
  } finally {
    await store.close();
  }
}

const started: ChildServer[] = [];
const start = async (config: ServerConfig): Promise<ChildServer> => {
  const server = await startChildServer(config);
  started.push(server);
  return server;
};
afterEach(async () => {
  for (const server of started.splice(0)) await server.kill();
});

describePostgres("LO-1, LO-3: four server processes on one database", (engine) => {
  test("with repeated batches and kills there is one log, and its tree is that of its headers", async () => {
    const config = { ...(await engine.newConfig()), databasePoolSize: 4 };
    const servers = [await start(config)];
    const { key } = (await servers[0]?.addSource(sourceId)) ?? { key: "" };
    const vkey = String(
      at((await servers[0]?.ops("POST", `/ops/sources/${sourceId}/rotate`, {}))?.body, "vkey"),
    );
    servers.push(...(await Promise.all([start(config), start(config), start(config)])));
    const given: Given[] = [];
    const writing = Promise.all(
      Array.from({ length: 6 }, (_, n) =>
        write(n, key, () => servers.map(({ url }) => url), howMany(12, 25), given),
      ),
    );
    await sleep(400);
    await servers[2]?.kill();
    servers[2] = await start(config);
    const written = (await writing).flat();
    for (const server of servers) expect(await server.stop()).toBe(0);
    await check(config, vkey, written, given);
  });
});

describeEngines("LO-4: kill -9 at any moment", (engine: Engine) => {
  test("no position is used twice, none is missing, and no checkpoint is ahead of the database", async () => {
    const config = await engine.newConfig();
    let server = await start(config);
    const { key } = await server.addSource(sourceId);
    const vkey = String(at((await server.ops("POST", `/ops/sources/${sourceId}/rotate`, {})).body, "vkey"));
    const given: Given[] = [];
    const state = { done: false };
    const writing = Promise.all(
      Array.from({ length: 3 }, (_, n) => write(n, key, () => [server.url], 12, given)),
    ).finally(() => {
      state.done = true;
    });
    for (const afterMs of [70, 350]) {
      if (state.done) break;
      // oxlint-disable-next-line no-await-in-loop -- one life after the other
      await sleep(afterMs);
      // oxlint-disable-next-line no-await-in-loop
      await server.kill();
      // oxlint-disable-next-line no-await-in-loop
      server = await start(config);
    }
    const written = (await writing).flat();
    expect(await server.stop()).toBe(0);
    await check(config, vkey, written, given);
  });
});
