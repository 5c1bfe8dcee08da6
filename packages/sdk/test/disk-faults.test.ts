import { statfsSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { systemClock } from "../src/clock.ts";
import { systemRandom } from "../src/ids.ts";
import type { ProbityError } from "../src/index.ts";
import { isShortOfSpace } from "../src/sender/free-space.ts";
import { board, newWords } from "../src/spool/counters.ts";
import { Spool, type SpoolSettings } from "../src/spool/spool.ts";
import { StreamReader } from "../src/spool/stream-reader.ts";
import type { WriteBytes } from "../src/spool/writer.ts";
import { readRecord } from "../src/stream/read-record.ts";
import type { StreamEvent } from "../src/stream/record.ts";
import { createFakeClock } from "../src/testing/index.ts";
import { award, nextEvent, openClient } from "./support/client.ts";
import { startReceiver, startServer, type TestServer } from "./support/server.ts";
import { tempDirectory } from "./support/temp.ts";

interface Opened {
  readonly spool: Spool;
  readonly errors: ProbityError[];
  /** Texts that no disk took. */
  readonly remembered: string[];
  /** Texts in the directory that is written. */
  readonly written: () => string[];
}

const eventOf = (text: string): StreamEvent => ({
  id: text,
  type: "procurement.award.decided",
  at: "2026-01-01T00:00:00.000Z",
  text,
});

const writtenIn = (directory: string): string[] => {
  const reader = new StreamReader({
    directory,
    live: true,
    onDamage: () => expect.unreachable(),
    onError: () => expect.unreachable(),
  });
  const read = reader.next({ maxItems: 10, maxBytes: 1e6 });
  reader.close();
  return read?.kind === "batch"
    ? read.batch.records.map((record) => readRecord(record)?.payload.toString("utf8") ?? "")
    : [];
};

const openSpool = (more: Partial<SpoolSettings>): Opened => {
  const errors: ProbityError[] = [];
  const remembered: string[] = [];
  const spool = new Spool({
    folder: tempDirectory(),
    source: "test",
    client: "c",
    maxBytes: 1e9,
    whenFull: "drop-newest-counted",
    blockMs: 10,
    segmentBytes: 1e6,
    memory: { maxItems: 3, maxBytes: 1e6 },
    clock: systemClock,
    random: systemRandom,
    words: newWords(),
    canBlock: () => true,
    onError: (error) => errors.push(error),
    sink: {
      opened: () => undefined,
      moved: () => undefined,
      wake: () => undefined,
      hurry: () => undefined,
      remember: ({ text }) => remembered.push(text),
    },
    ...more,
  });
  onTestFinished(() => spool.close());
  return {
    spool,
    errors,
    remembered,
    written: () => writtenIn(spool.contents().live?.directory ?? expect.unreachable()),
  };
};

/** A disk that takes `good` writes, then only half of the next ones, then recovers. */
const fillingDisk = (good: number, bad: number): WriteBytes => {
  let writes = 0;
  return (file, buffer, length) => {
    writes += 1;
    const full = writes > good && writes <= good + bad;
    return writeSync(file, buffer, 0, full ? Math.floor(length / 2) : length);
  };
};

describe("DE-1, DE-5: a disk that fails", () => {
  test("a half-written record is cut off and hides nothing behind it", () => {
    const clock = createFakeClock();
    const { spool, remembered, written } = openSpool({ write: fillingDisk(2, 1), clock });

    const stored = ["a", "b", "c"].map((text) => spool.append(eventOf(text)).stored);
    clock.advance(2000);
    const later = spool.append(eventOf("d")).stored;

    expect([...stored, later]).toEqual(["disk", "disk", "memory", "disk"]);
    expect(written()).toEqual(["a", "b", "d"]);
    expect(remembered).toEqual(["c"]);
  });

  test("while the disk is full, memory holds a bounded number and the rest is refused with its reason", () => {
    const { spool, errors, remembered } = openSpool({ write: fillingDisk(0, 1000) });

    const stored = ["a", "b", "c", "d"].map((text) => spool.append(eventOf(text)));

    expect(stored.map((one) => one.stored)).toEqual(["memory", "memory", "memory", "nowhere"]);
    expect(stored.at(-1)?.error?.code).toBe("PROBITY_E_SPOOL_WRITE");
    expect(spool.mode()).toBe("memory");
    expect(errors.map(({ code }) => code)).toEqual(["PROBITY_E_SPOOL_WRITE"]);
    expect(remembered).toEqual(["a", "b", "c"]);
  });

  test("a spool directory that cannot be made: events are still delivered, and health is loud", async () => {
    const receiver = await startReceiver();
    const blocked = join(tempDirectory(), "file");
    writeFileSync(blocked, "not a directory");
    const client = openClient(receiver.endpoint, { spoolDir: blocked });

    const receipt = client.emit("procurement.award.decided", award("o1"));
    await client.flush();

    expect(receipt.stored).toBe("memory");
    await expect(receipt.durable).rejects.toMatchObject({ code: "PROBITY_E_SPOOL_WRITE" });
    expect(receiver.events.has(receipt.id)).toBe(true);
    expect(client.health()).toMatchObject({ state: "failing", spool: { mode: "memory" } });
  });
});

const unreachable = (): Promise<TestServer> => startServer((_, response) => response.writeHead(503).end());

describe("DE-5: limits are explicit", () => {
  test("drop-newest-counted counts and tells every loss", async () => {
    const server = await unreachable();
    const client = openClient(server.endpoint, { spool: { maxBytes: 1000 } });
    const told = nextEvent(client, "drop");

    const receipts = Array.from({ length: 10 }, (_, index) =>
      client.emit("procurement.award.decided", award(`o${index}`)),
    );

    const lost = receipts.filter(({ stored }) => stored === "nowhere");
    expect(lost.length).toBeGreaterThan(0);
    expect(lost.length).toBeLessThan(10);
    expect(client.health()).toMatchObject({ state: "failing", spool: { dropped: lost.length } });
    expect(await told).toMatchObject({ id: lost[0]?.id, error: { code: "PROBITY_E_SPOOL_FULL" } });
    await expect(lost[0]?.durable).rejects.toMatchObject({ code: "PROBITY_E_SPOOL_FULL" });
  });

  test("throw throws a coded error, and only under that policy", async () => {
    const server = await unreachable();
    const client = openClient(server.endpoint, { spool: { maxBytes: 10, whenFull: "throw" } });
    expect(() => client.emit("procurement.award.decided", award("o1"))).toThrow(
      expect.objectContaining({ code: "PROBITY_E_SPOOL_FULL" }),
    );
    expect(client.precheckLocal("procurement.award.decided", award("o1")).degraded).toBe(true);
  });
});

describe("DE-5: a volume that is short of space", () => {
  test("is spared as one that fails: bounded memory, loudly, and the disk again as soon as there is space", () => {
    const clock = createFakeClock();
    const words = newWords();
    const { spool, errors, remembered, written } = openSpool({ clock, words });
    spool.append(eventOf("a"));

    Atomics.store(words, board.lowSpace, 1);
    const stored = ["b", "c", "d", "e"].map((text) => spool.append(eventOf(text)).stored);
    expect(stored).toEqual(["memory", "memory", "memory", "nowhere"]);
    expect(spool.mode()).toBe("memory");
    expect(errors.map(({ code }) => code)).toEqual(["PROBITY_E_SPOOL_WRITE"]);

    Atomics.store(words, board.lowSpace, 0);
    clock.advance(2000);
    expect(spool.append(eventOf("f")).stored).toBe("disk");
    expect(spool.mode()).toBe("disk");
    expect(written()).toEqual(["a", "f"]);
    expect(remembered).toEqual(["b", "c", "d"]);
  });

  test("is found by its free space; of a small volume a share is enough", async () => {
    const folder = tempDirectory();
    expect(await isShortOfSpace(folder, 1)).toBe(false);
    const { bavail, blocks } = statfsSync(folder);
    expect(await isShortOfSpace(folder, Number.MAX_SAFE_INTEGER)).toBe(bavail < blocks * 0.05);
    expect(await isShortOfSpace(join(folder, "none"), 1)).toBe(false);
  });
});
