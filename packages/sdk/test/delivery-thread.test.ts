import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import { describe, expect, onTestFinished, test } from "vitest";
import { killChild, startChild } from "./support/children.ts";
import { award, nextEvent, openClient } from "./support/client.ts";
import { startReceiver } from "./support/server.ts";
import { tempDirectory } from "./support/temp.ts";

/** The threads that this process starts from now on. */
const watchThreads = (): Worker[] => {
  const threads: Worker[] = [];
  const note = (worker: Worker): void => {
    if (worker.threadName === "probity") threads.push(worker);
  };
  process.on("worker", note);
  onTestFinished(() => {
    process.off("worker", note);
  });
  return threads;
};

describe("DE-3: delivery runs off the emitting thread", () => {
  test("a host whose event loop is blocked goes on being delivered", async () => {
    const receiver = await startReceiver();
    await startChild("blocked-child.ts", [receiver.endpoint, tempDirectory(), "600"]);

    await receiver.received(600);

    expect(receiver.events.size).toBe(600);
  });

  test("a crash of the thread is told, it is started again, and nothing is lost", async () => {
    const threads = watchThreads();
    const receiver = await startReceiver();
    const client = openClient(receiver.endpoint, { publicKey: receiver.log.vkey });
    const emit = (count: number): string[] =>
      Array.from({ length: count }, () => client.emit("procurement.award.decided", award("o")).id);
    const ids = emit(50);
    await client.flush();
    await receiver.stop();
    ids.push(...emit(300));

    const crashed = nextEvent(client, "error", ({ code }) => code === "PROBITY_E_DELIVERY_THREAD");
    await threads[0]?.terminate();
    await crashed;
    ids.push(...emit(300));
    await receiver.start();

    expect(await client.flush({ timeoutMs: 10_000 })).toEqual({ pending: 0 });
    expect([...receiver.events.keys()]).toEqual(ids);
    expect(threads).toHaveLength(2);
    expect(client.health().sender.thread).toBe("worker");
  });

  test("events that were in memory alone survive a crash of the thread as well", async () => {
    const threads = watchThreads();
    const receiver = await startReceiver();
    await receiver.stop();
    const blocked = join(tempDirectory(), "file");
    writeFileSync(blocked, "not a directory");
    const client = openClient(receiver.endpoint, { spoolDir: blocked });
    const ids = Array.from({ length: 20 }, () => client.emit("procurement.award.decided", award("o")).id);
    await client.flush({ timeoutMs: 500 });

    await threads[0]?.terminate();
    await receiver.start();

    expect(await client.flush({ timeoutMs: 10_000 })).toEqual({ pending: 0 });
    expect([...receiver.events.keys()]).toEqual(ids);
  });

  test("where the process may start no thread, the same is done in the emitting one, and health says so", async () => {
    const receiver = await startReceiver();
    const flags = ["--permission", "--allow-fs-read=*", "--allow-fs-write=*", "--allow-net"];
    const { said } = await startChild("thread-child.ts", [receiver.endpoint, tempDirectory()], flags);

    expect(said).toBe("main 0");
    expect(receiver.events.size).toBe(1);
  });

  test("otherwise in a thread of its own", async () => {
    const receiver = await startReceiver();
    const { said } = await startChild("thread-child.ts", [receiver.endpoint, tempDirectory()]);
    expect(said).toBe("worker 0");
  });
});

describe("DE-5: block", () => {
  test("emit waits for room, and nothing is lost while the server takes events", async () => {
    const receiver = await startChildReceiver();
    const client = openClient(receiver.endpoint, {
      spool: { maxBytes: 30_000, whenFull: "block", blockMs: 10_000 },
    });

    const receipts = Array.from({ length: 400 }, () => client.emit("procurement.award.decided", award("o")));

    expect(receipts.filter(({ stored }) => stored !== "disk")).toEqual([]);
    expect(client.health().spool).toMatchObject({ dropped: 0 });
    expect(await client.flush({ timeoutMs: 10_000 })).toEqual({ pending: 0 });
  });

  test("the wait is bounded, and what then has no room is counted", async () => {
    const receiver = await startReceiver();
    await receiver.stop();
    const client = openClient(receiver.endpoint, {
      spool: { maxBytes: 2000, whenFull: "block", blockMs: 20 },
    });

    const receipts = Array.from({ length: 8 }, () => client.emit("procurement.award.decided", award("o")));

    const lost = receipts.filter(({ stored }) => stored === "nowhere").length;
    expect(lost).toBeGreaterThan(0);
    expect(client.health().spool.dropped).toBe(lost);
  });
});

/** A receiver that answers while this process is blocked. */
const startChildReceiver = async (): Promise<{ endpoint: string }> => {
  const { said } = await startChild("receiver-child.ts", []);
  return { endpoint: said };
};

const segmentsIn = (spoolDir: string): string[] =>
  readdirSync(spoolDir, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(".seg"))
    .map((name) => join(spoolDir, name));

describe("DE-4: kill -9 of whoever took over", () => {
  test("in the middle of adoption and of writing again: everything arrives, every hole is named", async () => {
    const receiver = await startReceiver();
    const spoolDir = tempDirectory();
    await killChild(await startChild("emit-child.ts", [receiver.endpoint, spoolDir, "3000"]));
    const ids = JSON.parse(readFileSync(join(spoolDir, "ids.json"), "utf8")) as string[];
    const [segment = ""] = segmentsIn(spoolDir);
    const bytes = readFileSync(segment);
    const places = [100, 900, 1700, 2500];
    for (let at = 0, place = 0; at < bytes.length; place += 1) {
      if (places.includes(place)) bytes[at + 100] = (bytes[at + 100] ?? 0) ^ 0xff;
      at += 8 + bytes.readUInt32BE(at);
    }
    writeFileSync(segment, bytes);

    for (const count of [100, 600, 1000, 1600, 2200]) {
      const adopter = await startChild("adopt-child.ts", [receiver.endpoint, spoolDir]);
      await receiver.received(count);
      await killChild(adopter);
    }
    const client = openClient(receiver.endpoint, { spoolDir });
    expect(await client.flush({ timeoutMs: 15_000 })).toEqual({ pending: 0 });

    const lost = new Set(places.map((place) => ids[place]));
    expect(ids.filter((id) => !receiver.events.has(id) && !lost.has(id))).toEqual([]);
    const named = [...receiver.own.values()].flatMap(({ type, data }) =>
      type === "stream.gap" ? [(data["gap"] as { fromSequence: number }).fromSequence] : [],
    );
    expect(places.filter((place) => !named.includes(place + 1))).toEqual([]);
  });

  test("two processes write in one directory at once and are both killed: nothing is missing", async () => {
    const receiver = await startReceiver();
    const spoolDir = tempDirectory();
    const both = await Promise.all(
      [1, 2].map(() => startChild("emit-loop-child.ts", [receiver.endpoint, spoolDir])),
    );
    await receiver.received(1000);
    await Promise.all(both.map(killChild));

    const client = openClient(receiver.endpoint, { spoolDir });
    expect(await client.flush({ timeoutMs: 15_000 })).toEqual({ pending: 0 });

    const ids = readFileSync(join(spoolDir, "emitted.txt"), "utf8").trim().split("\n");
    expect(ids.filter((id) => !receiver.events.has(id))).toEqual([]);
  });
});
