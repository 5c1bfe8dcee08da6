import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, renameSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createAdoption } from "../src/spool/adoption.ts";
import { thisOwner, type Owner } from "../src/spool/owner.ts";
import { createFakeClock } from "../src/testing/index.ts";
import { award, nextEvent, openClient } from "./support/client.ts";
import { startReceiver } from "./support/server.ts";
import { tempDirectory } from "./support/temp.ts";

const staleMs = 30_000;
const part = { client: "c", engine: 1 };

const setUp = (owner: Partial<Owner> | string) => {
  const folder = tempDirectory();
  const directory = join(folder, "w-1");
  mkdirSync(directory);
  const file = join(directory, "owner.json");
  writeFileSync(file, typeof owner === "string" ? owner : JSON.stringify({ ...thisOwner(), ...owner }));
  const clock = createFakeClock();
  const adoption = createAdoption({ folder, clock, staleMs, part });
  const beat = (second: number): void => utimesSync(file, second, second);
  return { adoption, clock, beat, scan: () => adoption.scan(new Set()).length };
};

describe("DE-4: who may take over a spool directory", () => {
  test("a living process of this boot: never", () => {
    const { scan, clock } = setUp({});
    expect(scan()).toBe(0);
    clock.advance(10 * staleMs);
    expect(scan()).toBe(0);
  });

  test("a process that released it: at once", () => {
    expect(setUp({ released: true }).scan()).toBe(1);
  });

  test("a pid that no longer exists: at once", () => {
    expect(setUp({ pid: 2 ** 30 }).scan()).toBe(1);
  });

  test("a pid that now belongs to another process: at once", () => {
    expect(setUp({ started: "1" }).scan()).toBe(1);
  });

  test.each([
    ["another boot or host", { boot: "other" }],
    ["another container", { namespace: "pid:[1]" }],
    ["an unreadable owner file", "{"],
  ])("%s: only after its heartbeat stood still, by our own clock", (_, owner) => {
    const { scan, clock, beat } = setUp(owner);
    beat(1000);
    expect(scan()).toBe(0);
    clock.advance(staleMs - 1);
    expect(scan()).toBe(0);
    beat(1005);
    clock.advance(staleMs);
    expect(scan()).toBe(0);
    clock.advance(staleMs);
    expect(scan()).toBe(1);
  });

  test("a jump of the wall clock makes nobody look dead", () => {
    const { scan, clock } = setUp({ boot: "other" });
    expect(scan()).toBe(0);
    clock.jumpTo("2030-01-01T00:00:00Z");
    expect(scan()).toBe(0);
  });

  test("of two claimants one gets it", () => {
    const { adoption, scan } = setUp({ released: true });
    expect([adoption.scan(new Set()).length, scan()]).toEqual([1, 0]);
  });
});

/** The folder of the source of test clients below the spool directory. */
const sourceFolder = (spoolDir: string): string =>
  join(spoolDir, `s-${createHash("sha256").update("test").digest("hex").slice(0, 16)}`);

const writers = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.startsWith("w-"))
    .map((name) => join(folder, name));

describe("DE-4: an inherited spool that cannot be read", () => {
  test("is told, given back with all that is in it, and holds up nothing else", async () => {
    const receiver = await startReceiver();
    const spoolDir = tempDirectory();
    const orphan = join(sourceFolder(spoolDir), "w-1");
    mkdirSync(join(orphan, "00000000.seg", "not-a-file"), { recursive: true });
    writeFileSync(join(orphan, "owner.json"), JSON.stringify({ ...thisOwner(), released: true }));
    const client = openClient(receiver.endpoint, { spoolDir });
    const told = nextEvent(client, "error", ({ code }) => code === "PROBITY_E_SPOOL_READ");

    const { id } = client.emit("procurement.award.decided", award("own"));
    await client.flush();

    await told;
    expect([...receiver.events.keys()]).toEqual([id]);
    const kept = writers(sourceFolder(spoolDir)).filter((path) => readdirSync(path).includes("00000000.seg"));
    expect(kept).toHaveLength(1);
  });
});

describe("DE-4: a process that was only paused", () => {
  test("finds its directory adopted, goes on in a new one and a new stream, and nothing is lost", async () => {
    const receiver = await startReceiver();
    await receiver.stop();
    const spoolDir = tempDirectory();
    const clock = createFakeClock();
    const client = openClient(receiver.endpoint, { spoolDir, clock });
    client.emit("procurement.award.decided", award("before"));
    const [directory = ""] = writers(sourceFolder(spoolDir));
    const taken = join(spoolDir, "taken");
    renameSync(directory, taken);
    clock.advance(15_000);

    const { id, stored } = client.emit("procurement.award.decided", award("after"));
    expect(stored).toBe("disk");
    await receiver.start();
    await client.flush();

    expect([...receiver.events.keys()]).toContain(id);
    expect(receiver.requests.at(-1)?.seqs[0]).toBe(1);
    expect(readdirSync(taken).some((file) => file.endsWith(".seg"))).toBe(true);
  });
});
