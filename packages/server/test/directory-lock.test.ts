import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { lockDirectory } from "../src/store/index.ts";

describe("OP-6: one process on a data directory", () => {
  const made: string[] = [];
  const directory = (): string => {
    const path = mkdtempSync(join(tmpdir(), "probity-lock-"));
    made.push(path);
    return path;
  };
  afterEach(() => {
    for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
  });

  test("the second one is told who holds it, until it is released", () => {
    const path = directory();
    const lock = lockDirectory(path);
    const held = expect.objectContaining({
      code: "PROBITY_E_DATA_DIR_LOCKED",
      message: expect.stringContaining(`process ${process.pid}`),
    });
    expect(() => lockDirectory(path)).toThrow(held);
    lock.release();
    expect(existsSync(join(path, "lock"))).toBe(false);
    lockDirectory(path).release();
  });

  test.each([
    ["of a process that is gone", { pid: 999_999_999 }],
    ["of an earlier boot", { boot: "another" }],
    ["whose process id belongs to somebody else now", { started: "1" }],
  ])("a lock %s is taken over", (_, over) => {
    const path = directory();
    const lock = lockDirectory(path);
    const file = join(path, "lock");
    const holder: unknown = JSON.parse(readFileSync(file, "utf8"));
    lock.release();
    writeFileSync(file, "");
    writeFileSync(file, JSON.stringify(Object.assign({}, holder, { file: statSync(file).ino }, over)));
    const next = lockDirectory(path);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ pid: process.pid });
    expect(next.unclean).toBe("boot" in over);
    next.release();
    const after = lockDirectory(path);
    expect(after.unclean).toBe(false);
    after.release();
  });

  test("a lock that was copied with its folder is taken over, and the folder's own still holds", () => {
    const [path, copy] = [directory(), directory()];
    const lock = lockDirectory(path);
    writeFileSync(join(copy, "lock"), readFileSync(join(path, "lock")));
    const own = lockDirectory(copy);
    expect([lock.unclean, own.unclean]).toEqual([false, true]);
    expect(() => lockDirectory(path)).toThrow(expect.objectContaining({ code: "PROBITY_E_DATA_DIR_LOCKED" }));
    expect(() => lockDirectory(copy)).toThrow(expect.objectContaining({ code: "PROBITY_E_DATA_DIR_LOCKED" }));
    expect(readdirSync(copy)).toEqual(["lock"]);
    own.release();
    lock.release();
    expect(readdirSync(path)).toEqual([]);
  });

  test("a torn lock file is taken over", () => {
    const path = directory();
    writeFileSync(join(path, "lock"), '{"pid":');
    const next = lockDirectory(path);
    expect(JSON.parse(readFileSync(join(path, "lock"), "utf8"))).toMatchObject({ pid: process.pid });
    next.release();
  });

  test("a lock of another machine holds as long as it is touched", () => {
    const path = directory();
    const file = join(path, "lock");
    const holder = { pid: 1, started: "1", boot: "b", host: "elsewhere", nonce: "n" };
    writeFileSync(file, JSON.stringify(holder));
    expect(() => lockDirectory(path)).toThrow(expect.objectContaining({ code: "PROBITY_E_DATA_DIR_LOCKED" }));
    utimesSync(file, 0, 0);
    lockDirectory(path).release();
  });

  test("a directory that cannot be made is a coded error", () => {
    const path = directory();
    writeFileSync(join(path, "file"), "");
    expect(() => lockDirectory(join(path, "file", "sub"))).toThrow(
      expect.objectContaining({ code: "PROBITY_E_DATA_DIR" }),
    );
  });
});
