import { readHeader, type ProbityEvent } from "@probity/contracts";
import { dataValidators } from "@probity/contracts/validators";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Probity } from "../src/index.ts";
import { award, nextEvent, openClient } from "./support/client.ts";
import { startReceiver, startServer, type Receiver } from "./support/server.ts";
import { tempDirectory } from "./support/temp.ts";

const emit = (client: Probity, count: number): string[] =>
  Array.from(
    { length: count },
    (_, index) => client.emit("procurement.award.decided", award(`o-${index}`)).id,
  );

const ownOf = (receiver: Receiver, type: string): ProbityEvent[] =>
  [...receiver.own.values()].filter((event) => event.type === type);

const gapsOf = (receiver: Receiver): unknown[] =>
  ownOf(receiver, "stream.gap").map(({ data }) => {
    expect(dataValidators["stream.gap"](data)).toEqual([]);
    return data["gap"];
  });

/** Every stream in the log counts from 1 without a gap; the log itself has refused anything else. */
const streamsOf = (receiver: Receiver): Record<string, number> => {
  const streams: Record<string, number> = {};
  for (const header of receiver.log.headers.map(readHeader)) {
    if (header === undefined) throw new Error("no header");
    expect(header.seq).toBe((streams[header.src] ?? 0) + 1);
    streams[header.src] = header.seq;
  }
  return streams;
};

const segmentsIn = (spoolDir: string): string[] =>
  readdirSync(spoolDir, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(".seg"))
    .map((name) => join(spoolDir, name));

/** A spool folder with unsent events of a process that closed it. */
const filledSpool = async (count: number): Promise<{ spoolDir: string; ids: string[] }> => {
  const dead = await startServer((_, response) => response.writeHead(503).end());
  const spoolDir = tempDirectory();
  const client = openClient(dead.endpoint, { spoolDir });
  const ids = emit(client, count);
  await client.shutdown({ timeoutMs: 20 });
  return { spoolDir, ids };
};

/** Flips a byte in the records with these places in the only segment. */
const damage = (spoolDir: string, places: readonly number[]): void => {
  const [segment = ""] = segmentsIn(spoolDir);
  const bytes = readFileSync(segment);
  let at = 0;
  for (let place = 0; at < bytes.length; place += 1) {
    if (places.includes(place)) bytes[at + 100] = (bytes[at + 100] ?? 0) ^ 0xff;
    at += 8 + bytes.readUInt32BE(at);
  }
  writeFileSync(segment, bytes);
};

describe("LO-1: a stream never continues over a hole", () => {
  test.each([
    ["one record", [5], [{ fromSequence: 6, toSequence: 6, count: 1 }]],
    ["the first record", [0], [{ fromSequence: 1, toSequence: 1, count: 1 }]],
    [
      "records at several places",
      [3, 4, 17],
      [
        { fromSequence: 4, toSequence: 5, count: 2 },
        { fromSequence: 18, toSequence: 18, count: 1 },
      ],
    ],
  ])("damage of %s: named in the log, all others arrive in another stream", async (_, places, named) => {
    const { spoolDir, ids } = await filledSpool(30);
    damage(spoolDir, places);
    const receiver = await startReceiver();
    const client = openClient(receiver.endpoint, { spoolDir, publicKey: receiver.log.vkey });

    expect(await client.flush({ timeoutMs: 10_000 })).toEqual({ pending: 0 });

    expect([...receiver.events.keys()]).toEqual(ids.filter((_id, place) => !places.includes(place)));
    expect(gapsOf(receiver)).toEqual(
      named.map((gap) => expect.objectContaining({ ...gap, reason: "damaged" }) as unknown),
    );
    streamsOf(receiver);
    expect(receiver.duplicates()).toBe(0);
    expect(segmentsIn(spoolDir)).toHaveLength(2);
  });

  test("damage of the very last record is named, too", async () => {
    const { spoolDir, ids } = await filledSpool(10);
    // The last record is the end of the stream.
    damage(spoolDir, [10]);
    const receiver = await startReceiver();
    const client = openClient(receiver.endpoint, { spoolDir });
    await client.flush({ timeoutMs: 10_000 });

    expect([...receiver.events.keys()]).toEqual(ids);
    expect(gapsOf(receiver)).toEqual([
      expect.objectContaining({ fromSequence: 11, count: 1, reason: "damaged" }),
    ]);
    expect(ownOf(receiver, "stream.close").map(({ data }) => data["close"])).toEqual([
      expect.objectContaining({ lastSequence: 10, reason: "continued" }),
    ]);
  });

  test("a record that the server refuses: dead letter, gap, and the rest in another stream while the host goes on", async () => {
    const receiver = await startReceiver((events, response) => {
      if (!events.some(({ subject }) => subject === "o-7")) return false;
      response.writeHead(422).end("{}");
      return true;
    });
    const client = openClient(receiver.endpoint);
    const letter = nextEvent(client, "deadletter");
    const ids = emit(client, 20);
    await letter;
    ids.push(client.emit("procurement.award.decided", award("later")).id);

    expect(await client.flush({ timeoutMs: 10_000 })).toEqual({ pending: 0 });

    expect([...receiver.events.keys()].toSorted()).toEqual(ids.filter((_, index) => index !== 7).toSorted());
    expect(gapsOf(receiver)).toEqual([
      expect.objectContaining({ fromSequence: 8, toSequence: 8, count: 1, reason: "refused" }),
    ]);
    streamsOf(receiver);
  });

  test("another history under the same numbers: everything follows under its own ids in a new stream", async () => {
    let refusing = true;
    const receiver = await startReceiver((_, response) => {
      if (!refusing) return false;
      refusing = false;
      response.writeHead(409).end(JSON.stringify({ code: "PROBITY_E_STREAM_EQUIVOCATION" }));
      return true;
    });
    const client = openClient(receiver.endpoint, { publicKey: receiver.log.vkey });
    const ids = emit(client, 12);

    expect(await client.flush({ timeoutMs: 10_000 })).toEqual({ pending: 0 });

    expect([...receiver.events.keys()]).toEqual(ids);
    expect(gapsOf(receiver)).toEqual([
      expect.objectContaining({ fromSequence: 1, toSequence: 12, count: 0, reason: "equivocation" }),
    ]);
    streamsOf(receiver);
    client.emit("procurement.award.decided", award("next"));
    await client.flush({ timeoutMs: 10_000 });
    expect(receiver.events.size).toBe(13);
  });

  test("a server that lost what it had acknowledged: the loss is counted, the rest arrives", async () => {
    const first = await startReceiver();
    const spoolDir = tempDirectory();
    const client = openClient(first.endpoint, { spoolDir });
    emit(client, 5);
    await client.flush({ timeoutMs: 10_000 });
    await first.stop();
    const ids = emit(client, 4);
    await client.shutdown({ timeoutMs: 1 });

    const restored = await startReceiver();
    const next = openClient(restored.endpoint, { spoolDir });
    expect(await next.flush({ timeoutMs: 10_000 })).toEqual({ pending: 0 });

    expect([...restored.events.keys()]).toEqual(ids);
    expect(gapsOf(restored)).toEqual([
      expect.objectContaining({ fromSequence: 1, toSequence: 5, count: 5, reason: "gap" }),
    ]);
  });

  test("what the SDK says about itself is never set aside: a server that refuses it gets nothing else either", async () => {
    let refusing = true;
    const receiver = await startReceiver((events, response) => {
      const bad = refusing && events.some(({ type, subject }) => type === "stream.gap" || subject === "o-1");
      if (bad) response.writeHead(400).end("{}");
      return bad;
    });
    const client = openClient(receiver.endpoint);
    const told = nextEvent(
      client,
      "error",
      ({ code, message }) => code === "PROBITY_E_SERVER_ANSWER" && message.includes("stream.gap"),
    );
    const ids = emit(client, 3);
    await told;
    expect(client.health().sender.deadLettered).toBe(1);

    refusing = false;
    expect(await client.flush({ timeoutMs: 10_000 })).toEqual({ pending: 0 });
    expect([...receiver.events.keys()]).toEqual([ids[0], ids[2]]);
  });

  test("events in memory: the rest goes on in a new stream as well", async () => {
    let refusing = true;
    const receiver = await startReceiver((events, response) => {
      if (!refusing || !events.some(({ subject }) => subject === "o-1")) return false;
      if (events.length === 1) refusing = false;
      response.writeHead(413).end("{}");
      return true;
    });
    const blocked = join(tempDirectory(), "file");
    writeFileSync(blocked, "not a directory");
    const client = openClient(receiver.endpoint, { spoolDir: blocked });
    const ids = emit(client, 4);
    // Nowhere to set it aside: it stays, and is sent again.
    expect(await client.flush({ timeoutMs: 10_000 })).toEqual({ pending: 0 });
    expect([...receiver.events.keys()]).toEqual(ids);
    expect(client.health().streams.current).toBeUndefined();
  });
});

describe("LO-6: a stream says where it ends", () => {
  test("of a process that was closed properly, by its own last record alone", async () => {
    const { spoolDir } = await filledSpool(3);
    const receiver = await startReceiver();
    const client = openClient(receiver.endpoint, { spoolDir });
    await client.flush({ timeoutMs: 10_000 });

    const [close, ...more] = ownOf(receiver, "stream.close");
    expect(more).toEqual([]);
    expect(close?.data["close"]).toMatchObject({ lastSequence: 4, reason: "shutdown" });
  });
});

describe("DE-3: packed bodies", () => {
  test("batches from 4 kB on are packed, and plain where the server does not unpack", async () => {
    let packs = true;
    const receiver = await startReceiver((_, response) => {
      if (packs || receiver.requests.at(-1)?.encoding === undefined) return false;
      response.writeHead(415).end("{}");
      return true;
    });
    const client = openClient(receiver.endpoint);
    const encodings = (): (string | undefined)[] => receiver.requests.map(({ encoding }) => encoding);
    emit(client, 1);
    await client.flush();
    emit(client, 200);
    await client.flush();
    expect(encodings()[0]).toBeUndefined();
    expect(encodings()).toContain("zstd");
    expect(receiver.requests.every(({ bytes, encoding }) => encoding === undefined || bytes >= 4096)).toBe(
      true,
    );

    packs = false;
    const before = receiver.attempts();
    emit(client, 200);
    expect(await client.flush({ timeoutMs: 10_000 })).toEqual({ pending: 0 });
    expect(encodings().slice(before)).toContain("zstd");
    expect(encodings().at(-1)).toBeUndefined();
    expect(receiver.log.headers).toHaveLength(401);
  });
});

describe("DE-2: an answer that is lost, late or comes twice", () => {
  test("changes nothing: the same records come again and are the same entries", async () => {
    const receiver: Receiver = await startReceiver(() => false, {
      alter: (answer, attempt) => {
        // Stored, and then the connection breaks.
        if (attempt % 3 === 1) void receiver.stop().then(() => receiver.start());
        return answer;
      },
    });
    const client = openClient(receiver.endpoint, { publicKey: receiver.log.vkey });
    const ids: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      ids.push(...emit(client, 20));
      await client.flush({ timeoutMs: 10_000 });
    }
    expect([...receiver.events.keys()]).toEqual(ids);
    expect(receiver.log.headers).toHaveLength(100);
    expect(client.health().spool.pending).toBe(0);
  });
});
