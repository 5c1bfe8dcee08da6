import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { makeNewDatabase } from "../src/store/new-database.ts";
import { readDirectory, unpackSeed, writeSeed } from "../src/store/seed-file.ts";

const made: string[] = [];
afterEach(() => {
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
});
const directory = (): string => {
  const path = mkdtempSync(join(tmpdir(), "probity-seed-test-"));
  made.push(path);
  return path;
};

const none = (): undefined => undefined;

const initialised = async (target: string): Promise<void> => {
  expect(existsSync(target)).toBe(false);
  mkdirSync(target);
  writeFileSync(join(target, "VERSION"), "made");
  await Promise.resolve();
};

const killed = async (target: string): Promise<void> => {
  mkdirSync(target);
  await Promise.reject(new Error("killed"));
};

/** Files as a database has them: empty ones, zeros at the end, zeros alone. */
function fill(path: string): void {
  mkdirSync(join(path, "base", "1"), { recursive: true });
  mkdirSync(join(path, "empty"));
  writeFileSync(join(path, "VERSION"), "18\n");
  writeFileSync(join(path, "base", "none"), "");
  writeFileSync(
    join(path, "base", "1", "rows"),
    Buffer.concat([Buffer.from("rows \0 rows"), Buffer.alloc(8192)]),
  );
  writeFileSync(join(path, "wal"), Buffer.alloc(1024 * 1024));
}

describe("OP-1: the prepared database of a first start", () => {
  test("comes out of its seed as it went in, for its owner alone", async () => {
    const path = directory();
    fill(join(path, "a"));
    const packed = readDirectory(join(path, "a"));
    expect(await writeSeed(packed, join(path, "x", "seed"), 3)).toBe(true);
    expect(statSync(join(path, "x", "seed")).size).toBeLessThan(1000);
    expect(await unpackSeed(join(path, "x", "seed"), join(path, "b"))).toBe(true);
    expect(readDirectory(join(path, "b"))).toEqual(packed);
    expect(existsSync(join(path, "b", "empty"))).toBe(true);
    expect(statSync(join(path, "b")).mode & 0o777).toBe(0o700);
    expect(statSync(join(path, "b", "wal")).mode & 0o777).toBe(0o600);
  });

  test.each([
    ["damaged", "not a seed"],
    ["empty", ""],
  ])("a %s seed is passed over, and what was half made before is not used", async (_, content) => {
    const path = directory();
    writeFileSync(join(path, "seed"), content);
    mkdirSync(join(path, "db.new"));
    writeFileSync(join(path, "db.new", "half"), "");
    await makeNewDatabase(
      join(path, "db"),
      initialised,
      () => join(path, "seed"),
      () => undefined,
    );
    expect(readFileSync(join(path, "db", "VERSION"), "utf8")).toBe("made");
    expect(existsSync(join(path, "db.new"))).toBe(false);
  });

  test("a start that ends in the middle leaves no database behind", async () => {
    const path = directory();
    await expect(makeNewDatabase(join(path, "db"), killed, none, none)).rejects.toThrow("killed");
    expect(existsSync(join(path, "db"))).toBe(false);
  });

  test("a database that is there is left alone", async () => {
    const path = directory();
    fill(join(path, "db"));
    const before = readDirectory(join(path, "db"));
    await makeNewDatabase(join(path, "db"), () => Promise.reject(new Error("not needed")));
    expect(readDirectory(join(path, "db"))).toEqual(before);
  });
});
