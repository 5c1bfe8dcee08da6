import { mkdirSync, readdirSync, renameSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { createAdoption } from "../src/spool/adoption.ts";
import { thisOwner, type Owner } from "../src/spool/owner.ts";
import { Spool, type SpoolSettings } from "../src/spool/spool.ts";
import { createFakeClock } from "../src/testing/index.ts";
import { tempDirectory } from "./support/temp.ts";

const staleMs = 30_000;

const setUp = (owner: Partial<Owner> | string) => {
  const folder = tempDirectory();
  const directory = join(folder, "w-1");
  mkdirSync(directory);
  const file = join(directory, "owner.json");
  writeFileSync(file, typeof owner === "string" ? owner : JSON.stringify({ ...thisOwner(), ...owner }));
  const clock = createFakeClock();
  const adoption = createAdoption({ folder, clock, staleMs });
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

const openSpool = (folder: string, more: Partial<SpoolSettings> = {}): Spool => {
  const spool = new Spool({
    folder,
    maxBytes: 1e9,
    whenFull: "drop-newest-counted",
    segmentBytes: 1e6,
    syncIntervalMs: 5,
    staleMs,
    rescanMs: 60_000,
    memory: { maxItems: 10, maxBytes: 1e6 },
    clock: createFakeClock(),
    onDamage: () => undefined,
    onError: () => undefined,
    onData: () => undefined,
    ...more,
  });
  onTestFinished(() => spool.close());
  return spool;
};

const textsOf = (spool: Spool): string[] =>
  spool
    .sources()
    .flatMap((source) => source.next({ maxItems: 10, maxBytes: 1e6 })?.items ?? [])
    .map((text) => Buffer.from(text).toString());

describe("DE-4: an inherited spool that cannot be read", () => {
  test("is told, given back with all that is in it, and holds up nothing else", () => {
    const folder = tempDirectory();
    const orphan = join(folder, "w-1");
    mkdirSync(join(orphan, "00000000.seg", "not-a-file"), { recursive: true });
    writeFileSync(join(orphan, "owner.json"), JSON.stringify({ ...thisOwner(), released: true }));
    const codes: string[] = [];
    const spool = openSpool(folder, { onError: ({ code }) => codes.push(code) });
    spool.append("own");

    expect(textsOf(spool)).toEqual(["own"]);

    expect(codes).toContain("PROBITY_E_SPOOL_READ");
    const adoption = createAdoption({ folder, clock: createFakeClock(), staleMs });
    const [again = ""] = adoption.scan(new Set());
    expect(readdirSync(again)).toContain("00000000.seg");
  });
});

describe("DE-4: a process that was only paused", () => {
  test("finds its directory adopted, goes on in a new one, and nothing is lost", () => {
    const folder = tempDirectory();
    const clock = createFakeClock();
    const spool = openSpool(folder, { clock });
    spool.append("before");
    const [name = ""] = readdirSync(folder);
    renameSync(join(folder, name), join(folder, "taken"));
    clock.advance(15_000);

    expect(spool.append("after").stored).toBe("disk");

    expect(textsOf(spool)).toEqual(["after"]);
    expect(readdirSync(join(folder, "taken")).some((file) => file.endsWith(".seg"))).toBe(true);
  });
});
