import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { killChild, startChild, type Child } from "./support/children.ts";
import { openClient } from "./support/client.ts";
import { startReceiver } from "./support/server.ts";
import { tempDirectory } from "./support/temp.ts";

const startEmitter = async (
  endpoint: string,
  spoolDir: string,
  count: number,
): Promise<{ child: Child; ids: readonly string[] }> => {
  const child = await startChild("emit-child.ts", [endpoint, spoolDir, String(count)]);
  return { child, ids: JSON.parse(readFileSync(join(spoolDir, "ids.json"), "utf8")) as string[] };
};

describe("DE-1: emit is safe against kill -9 when it returns", () => {
  test("10,000 emits in one tick, then SIGKILL: the next process on the directory sends every one", async () => {
    const receiver = await startReceiver();
    const spoolDir = tempDirectory();
    const { child, ids } = await startEmitter(receiver.endpoint, spoolDir, 10_000);
    await killChild(child);
    expect(receiver.events.size).toBe(0);

    const client = openClient(receiver.endpoint, { spoolDir });
    const { pending } = await client.flush({ timeoutMs: 20_000 });

    expect(pending).toBe(0);
    expect(ids).toHaveLength(10_000);
    expect(ids.filter((id) => !receiver.events.has(id))).toEqual([]);
  });

  test("SIGKILL while the sender works, three times on one directory: nothing is missing", async () => {
    const receiver = await startReceiver();
    const spoolDir = tempDirectory();
    for (let round = 1; round <= 3; round += 1) {
      const child = await startChild("emit-loop-child.ts", [receiver.endpoint, spoolDir]);
      await receiver.received(receiver.events.size + 300 * round);
      await killChild(child);
    }

    const client = openClient(receiver.endpoint, { spoolDir });
    expect(await client.flush()).toEqual({ pending: 0 });

    const ids = readFileSync(join(spoolDir, "emitted.txt"), "utf8").trim().split("\n");
    expect(ids.length).toBeGreaterThan(1800);
    expect(ids.filter((id) => !receiver.events.has(id))).toEqual([]);
  });

  test("DE-6: a flush that ends before anybody looked does not say that nothing is left", async () => {
    const receiver = await startReceiver();
    const spoolDir = tempDirectory();
    const { child, ids } = await startEmitter(receiver.endpoint, spoolDir, 1000);
    await killChild(child);

    const client = openClient(receiver.endpoint, { spoolDir });
    const { pending } = await client.flush({ timeoutMs: 1 });
    expect(pending).toBeGreaterThan(0);
    expect(await client.flush({ timeoutMs: 20_000 })).toEqual({ pending: 0 });
    expect(ids.filter((id) => !receiver.events.has(id))).toEqual([]);
  });

  test("what a dead process left is removed once the server has it", async () => {
    const receiver = await startReceiver();
    const spoolDir = tempDirectory();
    const { child } = await startEmitter(receiver.endpoint, spoolDir, 10);
    await killChild(child);

    const client = openClient(receiver.endpoint, { spoolDir });
    await client.flush();
    await client.shutdown();

    const left = readdirSync(spoolDir, { recursive: true }).filter((name) => String(name).includes("w-"));
    expect(left).toEqual([]);
  });

  test("two processes that start after the crash do not both lose or keep the orphan", async () => {
    const receiver = await startReceiver();
    const spoolDir = tempDirectory();
    const { child, ids } = await startEmitter(receiver.endpoint, spoolDir, 500);
    await killChild(child);

    const clients = [
      openClient(receiver.endpoint, { spoolDir }),
      openClient(receiver.endpoint, { spoolDir }),
    ];
    await Promise.all(clients.map((client) => client.flush()));

    expect(ids.filter((id) => !receiver.events.has(id))).toEqual([]);
    expect(receiver.duplicates()).toBe(0);
  });

  test("the spool of a living process is left alone", async () => {
    const receiver = await startReceiver();
    const spoolDir = tempDirectory();
    await startEmitter(receiver.endpoint, spoolDir, 20);

    const client = openClient(receiver.endpoint, { spoolDir });
    await client.flush();

    expect(receiver.events.size).toBe(0);
    expect(client.health().spool.pending).toBe(0);
  });
});

describe("DE-6: the client never keeps its host alive", () => {
  test.each([
    ["down", () => false],
    ["silent", () => true],
  ])(
    "a process with nothing left to do ends although the server is %s, and its event is kept",
    async (_, hold) => {
      const receiver = await startReceiver(hold);
      const spoolDir = tempDirectory();
      if (!hold()) await receiver.stop();
      const { child } = await startChild("exit-child.ts", [receiver.endpoint, spoolDir]);
      const begun = performance.now();
      if (child.exitCode === null) await once(child, "exit");
      expect(performance.now() - begun).toBeLessThan(3000);
      await receiver.stop();

      const working = await startReceiver();
      const client = openClient(working.endpoint, { spoolDir });
      await client.flush();
      expect(working.events.size).toBe(1);
    },
  );
});
