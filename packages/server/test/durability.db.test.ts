import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import type { ProbityEvent } from "@probity/contracts";
import { appendLeaves, hashLeaf, parseCheckpoint, parseProof, rootOf } from "@probity/tlog";
import { afterEach, expect, test } from "vitest";
import { openStore, type ServerConfig } from "../src/index.ts";
import { openJournal } from "../src/journal/journal.ts";
import { type ChildServer, startChildServer } from "./support/child-server.ts";
import { type Dump, dumpOf } from "./support/dump.ts";
import { describePglite, describePostgres, type Engine } from "./support/engines.ts";
import { award, tender } from "./support/events.ts";
import { type StreamWriter, streamWriter } from "./support/stream-writer.ts";
import { loggedOf, sendStream, testStream } from "./support/streams.ts";
import {
  type Answer,
  at,
  sourceOf,
  startTestServer,
  type TestServer,
  type TestSource,
} from "./support/test-server.ts";

const sourceId = "durable";
const streamType = "application/vnd.probity.stream";

const eventsFrom = (from: number, count: number): ProbityEvent[] =>
  Array.from({ length: count }, (_, index) =>
    tender(sourceId, `ocds-${(from + index) % 30}`, 5 + ((from + index) % 30), {
      id: `e-${from + index}`,
      time: new Date(Date.UTC(2026, 0, 1) + (from + index) * 3_600_000).toISOString(),
    }),
  );

/** Twenty records: one of a type that nobody knows, one that repeats an event under a new header. */
function recordsFrom(stream: StreamWriter, from: number): string {
  const events = eventsFrom(from, 20);
  const [first] = events;
  if (first === undefined) throw new Error("no events");
  events[3] = award(sourceId, { id: `q-${from}`, type: "unknown.type.sent" });
  events[7] = first;
  return events.map((event) => stream.write(event)).join("\n");
}

/** What was acknowledged: the position of each id, and every receipt. */
interface Acknowledged {
  readonly positions: Map<string, unknown>;
  readonly receipts: string[];
}

function take({ positions, receipts }: Acknowledged, { body }: Answer): void {
  const results = at(body, "results");
  for (const result of Array.isArray(results) ? results : []) {
    const [id, position] = [String(at(result, "id")), at(result, "position")];
    if (positions.has(id)) expect(position).toBe(positions.get(id));
    positions.set(id, position);
  }
  // Plain events that are repeated add nothing to the log, and get no new receipt.
  if (at(body, "receipt") !== undefined) receipts.push(String(at(body, "receipt")));
}

/** Sends until it is acknowledged, as an SDK does. */
async function untilTaken(acknowledged: Acknowledged, send: () => Promise<Answer>): Promise<void> {
  let last: unknown;
  for (let tries = 0; tries < 1_000; tries++) {
    try {
      const answer = await send();
      if (answer.status === 200) return take(acknowledged, answer);
      last = answer.body;
    } catch (error) {
      // The server is away.
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`a batch was never taken: ${JSON.stringify(last)}`, { cause: last });
}

/** The tree over the headers of a dump must have had the root of every checkpoint that was ever given out. */
function verifyReceipts(dump: Dump, receipts: readonly string[]): void {
  const leaves = (dump["log"] ?? []).map(({ header }) => hashLeaf("sha256", String(header)));
  for (const receipt of receipts) {
    const note = parseProof(receipt)?.checkpoint ?? "";
    const checkpoint = parseCheckpoint(note.slice(0, note.indexOf("\n\n") + 1));
    if (checkpoint === undefined) throw new Error(`no checkpoint in ${receipt}`);
    const empty = { size: 0, hashes: Buffer.alloc(0) };
    const { edge } = appendLeaves("sha256", empty, leaves.slice(0, checkpoint.size));
    expect(rootOf("sha256", edge)).toEqual(checkpoint.root);
  }
}

function replaceDatabase({ dataDir }: ServerConfig, copy: string | undefined): void {
  rmSync(join(dataDir, "db"), { recursive: true, force: true });
  if (copy !== undefined) cpSync(copy, join(dataDir, "db"), { recursive: true });
}

/** Paths are those of our own temporary directories. */
const shell = (command: string): Buffer => execFileSync("sh", ["-c", command], { stdio: "pipe" });

const coded = (code: string, text = ""): unknown =>
  expect.objectContaining({ code, message: expect.stringContaining(text) });

describePglite("LO-9: an acknowledged event on the embedded database", (engine: Engine) => {
  const children: ChildServer[] = [];
  const servers: TestServer[] = [];
  const made: string[] = [];
  const mounts: string[] = [];
  const directory = (): string => {
    const path = mkdtempSync(join(tmpdir(), "probity-durable-"));
    made.push(path);
    return path;
  };
  const startChild = async (config: ServerConfig): Promise<ChildServer> => {
    const server = await startChildServer(config);
    children.push(server);
    return server;
  };
  const start = async (config: ServerConfig): Promise<TestServer> => {
    const server = await startTestServer(config);
    servers.push(server);
    return server;
  };
  const stop = async (server: TestServer): Promise<void> => {
    servers.splice(servers.indexOf(server), 1);
    await server.close();
  };
  afterEach(async () => {
    for (const server of children.splice(0)) await server.kill();
    for (const server of servers.splice(0)) await server.close();
    for (const path of mounts.splice(0)) shell(`umount ${path}`);
    for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
  });

  test("is there once, where it was, after kill -9 and with an older database or none at all", async () => {
    const config = await engine.newConfig();
    const older = join(directory(), "db");
    let server = await startChild(config);
    const { key } = await server.addSource(sourceId);
    const source = (): TestSource => sourceOf(server.url, sourceId, key);
    const acknowledged: Acknowledged = { positions: new Map(), receipts: [] };
    const stream = streamWriter(source());
    const sendAll = async (
      from: number,
      batches: number,
      onBatch?: (index: number) => void,
    ): Promise<void> => {
      for (let index = 0; index < batches; index++) {
        onBatch?.(index);
        const records = recordsFrom(stream, from + index * 20);
        const plain = eventsFrom(10_000 + from + index * 5, 5);
        await untilTaken(acknowledged, () => source().send(records, streamType));
        await untilTaken(acknowledged, () => source().send(plain));
      }
    };
    await sendAll(0, 3);
    expect(await server.stop()).toBe(0);
    cpSync(join(config.dataDir, "db"), older, { recursive: true });

    server = await startChild(config);
    let restart: Promise<void> = Promise.resolve();
    const crash = async (afterMs: number): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      await server.kill();
      server = await startChild(config);
    };
    await sendAll(60, 12, (index) => {
      // Not awaited: batches meet a server that dies under them, is away, and comes back.
      const afterMs = { 2: 5, 7: 40 }[index];
      if (afterMs !== undefined) restart = restart.then(() => crash(afterMs));
    });
    await restart;
    await server.scored();
    expect(await server.stop()).toBe(0);
    const truth = await dumpOf(config.dataDir);
    const stored = new Map(truth["log"]?.map(({ id, position }) => [id, position]));
    expect(acknowledged.positions.size).toBe(15 * (18 + 1 + 5));

    for (const copy of [older, undefined]) {
      replaceDatabase(config, copy);
      server = await startChild(config);
      await server.scored();
      const repeated = await source().send(eventsFrom(10_000, 5));
      expect(at(repeated.body, "duplicates")).toBe(5);
      take(acknowledged, repeated);
      expect(await server.stop()).toBe(0);
      const restored = await dumpOf(config.dataDir);
      for (const [part, rows] of Object.entries(truth)) expect([part, restored[part]]).toEqual([part, rows]);
      for (const [id, position] of acknowledged.positions)
        if (id.startsWith("e-")) expect(stored.get(id)).toBe(position);
      verifyReceipts(restored, acknowledged.receipts);
      expect(restored["results"]).toHaveLength(restored["events"]?.length ?? -1);
    }
  });

  test("SE-3: stays erased when an older database comes back, and in the journal itself", async () => {
    const config = await engine.newConfig();
    const older = join(directory(), "db");
    const marker = "Marker-Zhang-San";
    let server = await start(config);
    const source = await server.addSource(sourceId);
    const data = {
      ocid: "ocds-7",
      awards: [{ id: "A1", title: marker, value: { amount: 5, currency: "CNY" } }],
    };
    const stream = streamWriter(source);
    await stream.send(...eventsFrom(0, 5), award(sourceId, { id: "secret", data }), ...eventsFrom(5, 5));
    await source.send([award(sourceId, { id: "refused", type: "unknown.type.sent", data })]);
    await server.scored();
    await stop(server);
    cpSync(join(config.dataDir, "db"), older, { recursive: true });

    server = await start(config);
    for (const eventId of ["secret", "refused"]) {
      const order = { source: sourceId, eventId, basis: "PIPL art. 47", by: "officer" };
      expect((await server.ops("POST", "/ops/erase", order)).status).toBe(200);
    }
    await server.scored();
    await stop(server);
    const truth = await dumpOf(config.dataDir);
    expect(JSON.stringify(truth)).not.toContain(marker);
    const journal = await openJournal({ directory: join(config.dataDir, "journal") });
    try {
      for await (const { texts } of journal.segments.read(1)) expect(texts.join("\n")).not.toContain(marker);
      expect(journal.state.erased.size).toBe(2);
    } finally {
      await journal.close();
    }

    for (const copy of [older, undefined]) {
      replaceDatabase(config, copy);
      server = await start(config);
      await server.scored();
      await stop(server);
      const restored = await dumpOf(config.dataDir);
      expect(JSON.stringify(restored)).not.toContain(marker);
      expect(restored["log"]).toEqual(truth["log"]);
      expect(restored["events"]).toEqual(truth["events"]);
    }
  });

  test("SE-3: a database that lost an erasure which only the log in the journal tells of erases again", async () => {
    const config = await engine.newConfig();
    const journalDir = join(config.dataDir, "journal");
    const [older, kept] = [join(directory(), "db"), join(directory(), "journal")];
    let server = await start(config);
    const source = await server.addSource(sourceId);
    await source.send([award(sourceId, { id: "secret", data: { ocid: "Marker-Wang-Wu" } })]);
    await server.scored();
    await stop(server);
    cpSync(join(config.dataDir, "db"), older, { recursive: true });
    cpSync(journalDir, kept, { recursive: true });
    server = await start(config);
    await server.ops("POST", "/ops/erase", { source: sourceId, eventId: "secret", basis: "b", by: "c" });
    await stop(server);
    // As if the machine had stopped when the notice was in the journal, and the payload not yet out of it.
    const whole = await openJournal({ directory: journalDir });
    const texts: string[] = [];
    for await (const run of whole.segments.read(1)) texts.push(...run.texts);
    await whole.close();
    const cut = await openJournal({ directory: kept });
    await cut.segments.append({ first: cut.segments.next, texts: texts.slice(cut.segments.next - 1) });
    await cut.close();

    for (const database of [older, undefined]) {
      rmSync(journalDir, { recursive: true });
      cpSync(kept, journalDir, { recursive: true });
      replaceDatabase(config, database);
      server = await start(config);
      await server.scored();
      await stop(server);

      expect(JSON.stringify(await dumpOf(config.dataDir))).not.toContain("Marker-Wang-Wu");
    }
  });

  test("SE-3: a refused payload whose header has an id that no event can have leaves the journal as well", async () => {
    const config = await engine.newConfig();
    const older = join(directory(), "db");
    let server = await start(config);
    const source = await server.addSource(sourceId);
    const record = testStream(sourceId).next(
      award(sourceId, { id: "e-1", data: { ocid: "Marker-Zhao-Liu" } }),
      {
        id: "\u0001",
      },
    );
    await sendStream(server.url, { key: source.key }, [record]);
    await stop(server);
    cpSync(join(config.dataDir, "db"), older, { recursive: true });
    server = await start(config);
    const order = { source: sourceId, eventId: "e-1", basis: "b", by: "c" };
    expect((await server.ops("POST", "/ops/erase", order)).body).toMatchObject({
      positions: [1],
      loggedAt: [2],
    });
    await stop(server);
    const journal = await openJournal({ directory: join(config.dataDir, "journal") });
    try {
      for await (const { texts } of journal.segments.read(1))
        expect(texts.join("\n")).not.toContain("Marker-Zhao-Liu");
    } finally {
      await journal.close();
    }
    replaceDatabase(config, older);
    await stop(await start(config));
    expect(JSON.stringify(await dumpOf(config.dataDir))).not.toContain("Marker-Zhao-Liu");
  });

  test("SE-3: an erasure that did not reach the journal reaches it at the next start", async () => {
    const config = await engine.newConfig();
    const journalDir = join(config.dataDir, "journal");
    const kept = join(directory(), "journal");
    let server = await start(config);
    const source = await server.addSource(sourceId);
    await source.send([award(sourceId, { id: "secret", data: { ocid: "Marker-Li-Si" } })]);
    await server.scored();
    await stop(server);
    cpSync(journalDir, kept, { recursive: true });
    server = await start(config);
    await server.ops("POST", "/ops/erase", { source: sourceId, eventId: "secret", basis: "b", by: "c" });
    await stop(server);
    // As if the process had ended right after its commit.
    rmSync(journalDir, { recursive: true });
    cpSync(kept, journalDir, { recursive: true });
    await stop(await start(config));
    const journal = await openJournal({ directory: journalDir });
    try {
      const texts: string[] = [];
      for await (const run of journal.segments.read(1)) texts.push(...run.texts);
      expect(texts).toHaveLength(2);
      expect(texts.join("\n")).not.toContain("Marker-Li-Si");
    } finally {
      await journal.close();
    }
  });

  test("is not acknowledged while the journal's disk is full, and is acknowledged when there is room again", async (context) => {
    const disk = directory();
    try {
      shell(`mount -t tmpfs -o size=600k tmpfs ${disk}`);
      mounts.push(disk);
    } catch (error) {
      context.skip(`a small disk cannot be mounted here: ${String(error)}`);
    }
    const config = { ...(await engine.newConfig()), journalDir: join(disk, "journal") };
    let server = await start(config);
    const source = await server.addSource(sourceId);
    const acknowledged: Acknowledged = { positions: new Map(), receipts: [] };
    let refused: Answer | undefined;
    let sent = 0;
    for (; refused === undefined && sent < 40; sent++) {
      const answer = await source.send([noisy(sent)]);
      if (answer.status === 200) take(acknowledged, answer);
      else refused = answer;
    }
    expect(refused?.status).toBe(503);
    expect(at(refused?.body, "code")).toBe("PROBITY_E_JOURNAL_UNAVAILABLE");
    expect(refused?.headers.get("retry-after")).toBe("2");
    expect((await server.ops("GET", "/readyz")).status).toBe(503);
    shell(`mount -o remount,size=64m ${disk}`);
    for (let index = 0; index < sent; index++)
      await untilTaken(acknowledged, () => source.send([noisy(index)]));
    expect((await server.ops("GET", "/readyz")).status).toBe(200);
    await server.scored();
    await stop(server);
    const truth = await dumpOf(config.dataDir);
    expect(truth["events"]).toHaveLength(sent);
    replaceDatabase(config, undefined);
    server = await start(config);
    await server.scored();
    await stop(server);
    expect((await dumpOf(config.dataDir))["log"]).toEqual(truth["log"]);
    verifyReceipts(truth, acknowledged.receipts);
  });

  test("is not acknowledged once the journal was deleted under the server; the next start writes it anew", async () => {
    const config = await engine.newConfig();
    let server = await start(config);
    const source = await server.addSource(sourceId);
    expect((await source.send(eventsFrom(0, 3))).status).toBe(200);
    rmSync(join(config.dataDir, "journal"), { recursive: true });
    expect(at((await source.send(eventsFrom(3, 3))).body, "code")).toBe("PROBITY_E_JOURNAL_UNAVAILABLE");
    expect((await server.ops("GET", "/readyz")).status).toBe(503);
    await stop(server);
    await stop(await start(config));
    replaceDatabase(config, undefined);
    server = await start(config);
    const again = await sourceOf(server.url, sourceId, source.key).send(eventsFrom(0, 6));
    expect(again.body).toMatchObject({ accepted: 0, duplicates: 6 });
  });

  test("is never mixed with another log: a foreign or damaged journal is refused, saying what to do", async () => {
    const [one, two] = [await engine.newConfig(), await engine.newConfig()];
    for (const config of [one, two]) {
      const server = await start(config);
      await (await server.addSource(sourceId)).send(eventsFrom(0, 3));
      await stop(server);
    }
    const [own, foreign] = [join(one.dataDir, "journal"), join(two.dataDir, "journal")];
    const mixed = { ...one, journalDir: foreign };
    await expect(startTestServer(mixed)).rejects.toEqual(coded("PROBITY_E_JOURNAL_MISMATCH", "position 3"));
    // A journal that was lost or moved away is written anew from the database.
    rmSync(own, { recursive: true });
    const server = await start(one);
    await stop(server);
    const truth = await dumpOf(one.dataDir);
    replaceDatabase(one, undefined);
    await stop(await start(one));
    expect((await dumpOf(one.dataDir))["log"]).toEqual(truth["log"]);
  });

  test("is compared with the journal when the machine stopped under the database, and damage is told", async () => {
    const config = await engine.newConfig();
    const server = await start(config);
    const source = await server.addSource(sourceId);
    await streamWriter(source).send(...eventsFrom(0, 20));
    await server.scored();
    await stop(server);
    const anotherBoot = { pid: 1, started: "1", boot: "another", host: hostname(), nonce: "n" };
    const pull = (): void => writeFileSync(join(config.dataDir, "lock"), JSON.stringify(anotherBoot));
    pull();
    await stop(await start(config));
    const store = await openStore(config);
    await store.pool.query("update event set body = replace(body, 'Desks', 'Chairs') where id = 'e-12'");
    await store.close();
    await stop(await start(config));
    pull();
    const damage = coded("PROBITY_E_JOURNAL_MISMATCH", "position 13");
    await expect(startTestServer(config)).rejects.toEqual(damage);
    replaceDatabase(config, undefined);
    await stop(await start(config));
    expect(JSON.stringify((await dumpOf(config.dataDir))["events"])).not.toContain("Chairs");
  });

  test("a folder that was copied is a server of its own: the lock that came with it neither blocks nor protects", async () => {
    const config = await engine.newConfig();
    const server = await start(config);
    const source = await server.addSource(sourceId);
    await source.send(eventsFrom(0, 3));
    await server.scored();
    const copy = { ...config, dataDir: join(directory(), "copy") };
    cpSync(config.dataDir, copy.dataDir, { recursive: true });
    expect(readdirSync(copy.dataDir)).toContain("lock");
    const second = await start(copy);
    await second.scored();
    await expect(startTestServer(copy)).rejects.toEqual(coded("PROBITY_E_DATA_DIR_LOCKED", copy.dataDir));
    await expect(startTestServer(config)).rejects.toEqual(coded("PROBITY_E_DATA_DIR_LOCKED", config.dataDir));
    expect(await loggedOf(second, `${sourceId}/~server`)).toBe(3);
  });
});

/** An event that does not compress. */
const noisy = (index: number): ProbityEvent =>
  award(sourceId, {
    id: `n-${index}`,
    data: {
      ocid: `ocds-${index}`,
      note: Array.from({ length: 2_000 }, (_, n) => Math.sin(index * 7919 + n).toString(36)).join(""),
    },
  });

describePostgres("LO-9: PostgreSQL is durable by itself", (engine) => {
  test("and gets no journal", async () => {
    const config = await engine.newConfig();
    const server = await startTestServer(config);
    await (await server.addSource(sourceId)).send(eventsFrom(0, 3));
    await server.close();
    expect(existsSync(join(config.dataDir, "journal"))).toBe(false);
  });
});
