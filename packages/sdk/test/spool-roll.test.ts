import fs, { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { readRecord } from "../src/stream/read-record.ts";
import { systemRandom } from "../src/ids.ts";
import { StreamReader } from "../src/spool/stream-reader.ts";
import { StreamWriter } from "../src/spool/stream-writer.ts";
import { tempDirectory } from "./support/temp.ts";

/** The calls between which the emitting thread may get its turn. */
const original = { readdirSync, fstatSync: fs.fstatSync };

afterEach(() => {
  Object.assign(fs, original);
  syncBuiltinESMExports();
});

/** Lets `between` happen once, right before a call of the reading thread reaches the disk. */
const before = (name: keyof typeof original, between: () => void): void => {
  const real = original[name] as (...values: unknown[]) => unknown;
  let done = false;
  const first = (...values: unknown[]): unknown => {
    if (!done) {
      done = true;
      between();
    }
    return real(...values);
  };
  Object.assign(fs, { [name]: first });
  syncBuiltinESMExports();
};

describe("DE-1: the emitting thread goes on to the next segment while the delivering one reads", () => {
  test.each(["fstatSync", "readdirSync"] as const)(
    "at %s: what was written last in the old segment is read, not stepped over",
    (call) => {
      const part = { client: "test", engine: 0 };
      const settings = { folder: tempDirectory(), source: "test", random: systemRandom, part };
      const writer = new StreamWriter({ ...settings, segmentBytes: 1200 });
      const append = (id: string): void =>
        writer.append({ id, type: "a.b.c", at: "2026-01-01T00:00:00Z", text: `{"id":"${id}"}` });
      const reader = new StreamReader({
        directory: writer.directory,
        live: true,
        onDamage: () => expect.unreachable("there is no damage"),
        onError: (error) => expect.unreachable(String(error)),
      });
      const limits = { maxItems: 500, maxBytes: 512 * 1024 };
      const got: string[] = [];
      const take = (): void => {
        for (let read = reader.next(limits); read !== undefined; read = reader.next(limits)) {
          if (read.kind === "hole") return expect.unreachable(read.hole.detail);
          got.push(...read.batch.records.map((record) => readRecord(record)?.header.id ?? ""));
          reader.ack(read.batch.records.length);
        }
      };

      append("a");
      take();
      before(call, () => {
        append("b");
        for (const id of ["c", "d", "e"]) append(id);
      });
      take();
      take();

      expect(got).toEqual(["a", "b", "c", "d", "e"]);
      expect(readdirSync(writer.directory).filter((name) => name.endsWith(".seg"))).toEqual([
        expect.not.stringContaining("00000001"),
      ]);
      reader.close();
      writer.close();
    },
  );
});

describe("LO-1: a power cut that sets the cursor back behind a segment which is gone", () => {
  test("is no hole in the stream", () => {
    const part = { client: "test", engine: 0 };
    const settings = { folder: tempDirectory(), source: "test", random: systemRandom, part };
    const writer = new StreamWriter({ ...settings, segmentBytes: 1200 });
    const ids = Array.from({ length: 12 }, (_, index) => `e${index}`);
    for (const id of ids)
      writer.append({ id, type: "a.b.c", at: "2026-01-01T00:00:00Z", text: `{"id":"${id}"}` });
    writer.close();
    const { directory } = writer;
    const open = (): StreamReader =>
      new StreamReader({
        directory,
        live: false,
        onDamage: () => expect.unreachable("there is no damage"),
        onError: (error) => expect.unreachable(String(error)),
      });
    const one = { maxItems: 1, maxBytes: 1 };
    const next = (reader: StreamReader): string => {
      const read = reader.next(one);
      if (read?.kind !== "batch") return expect.unreachable(read?.hole.detail ?? "the end");
      reader.ack(1);
      return read.batch.records.map((record) => readRecord(record)?.header.id).join();
    };
    const first = open();
    expect(next(first)).toBe("e0");
    const cursor = readFileSync(join(directory, "cursor"));
    const got = Array.from({ length: 8 }, () => next(first));
    first.close();
    writeFileSync(join(directory, "cursor"), cursor);

    const second = open();
    const rest = next(second);
    second.close();

    // Sent a second time at most, and counted as continued.
    expect([...got, "e9"]).toContain(rest);
  });
});
