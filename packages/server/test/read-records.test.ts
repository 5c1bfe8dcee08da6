import { array, assert, constantFrom, integer, property, string, tuple, uint8Array } from "fast-check";
import { ProbityError } from "@probity/contracts";
import { describe, expect, test } from "vitest";
import { readRecords } from "../src/ingest/read-records.ts";
import { parseTilePath } from "../src/log/tile-path.ts";
import { award } from "./support/events.ts";
import { bodyOf, testStream } from "./support/streams.ts";

const body = (n: number): Buffer => {
  const stream = testStream("s");
  return Buffer.from(bodyOf(Array.from({ length: n }, () => stream.next(award("s")))));
};

/** Either records, or a coded refusal; anything else fails the test. */
function read(bytes: Buffer): number {
  try {
    return readRecords(Buffer.from(bytes), "s", "sha256").records.length;
  } catch (error) {
    expect(error).toBeInstanceOf(ProbityError);
    return 0;
  }
}

describe("LO-1: the body of stream records", () => {
  test("a final newline is allowed, a second one is not", () => {
    const bytes = body(3);
    expect(read(bytes)).toBe(3);
    expect(read(Buffer.concat([bytes, Buffer.from("\n")]))).toBe(3);
    expect(read(Buffer.concat([bytes, Buffer.from("\n\n")]))).toBe(0);
  });

  test("payloads of any length and script are read as they were written", () => {
    assert(
      property(
        array(string({ unit: "grapheme", maxLength: 50 }), { minLength: 1, maxLength: 6 }),
        (notes) => {
          const stream = testStream("s");
          const records = notes.map((note) => stream.next(award("s", { data: { note } })));
          const found = readRecords(Buffer.from(bodyOf(records)), "s", "sha256");
          expect(found.records.map(({ payload }) => payload.toString())).toEqual(
            records.map(({ payload }) => payload),
          );
          expect(found.records.map(({ headerText }) => headerText.toString())).toEqual(
            records.map(({ header }) => header),
          );
          expect(found.records.every(({ isCommitted }) => isCommitted)).toBe(true);
        },
      ),
    );
  });

  test("SE-4: any bytes are records or a coded refusal", () => {
    assert(property(uint8Array({ maxLength: 400 }), (bytes) => void read(Buffer.from(bytes))));
    const lines = array(constantFrom("", "{}", "\r", "A".repeat(43) + "=", '{"v":1}', "null", "\u0000"), {
      maxLength: 12,
    });
    assert(property(lines, (parts) => void read(Buffer.from(parts.join("\n")))));
  });

  test("SE-4: whatever is changed in a body is noticed: refused, or not what the header commits to", () => {
    const bytes = body(3);
    const edit = tuple(
      integer({ min: 0, max: bytes.length - 1 }),
      integer({ min: 0, max: 255 }),
      constantFrom("set", "cut", "add"),
    );
    assert(
      property(edit, ([at, value, how]) => {
        const damaged =
          how === "cut"
            ? Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)])
            : Buffer.concat([
                bytes.subarray(0, at),
                Buffer.of(value),
                bytes.subarray(how === "set" ? at + 1 : at),
              ]);
        if (damaged.equals(bytes) || damaged.equals(Buffer.concat([bytes, Buffer.from("\n")]))) return;
        try {
          const { records } = readRecords(Buffer.from(damaged), "s", "sha256");
          const original = readRecords(Buffer.from(bytes), "s", "sha256").records;
          const sameHeaders = records.every(({ hash }, index) => hash === original[index]?.hash);
          // Only the last header has no successor that names it; everything else must show.
          if (sameHeaders) expect(records.every(({ isCommitted }) => isCommitted)).toBe(records.length < 3);
        } catch (error) {
          expect(error).toBeInstanceOf(ProbityError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("LO-3: paths of tiles", () => {
  test.each([
    ["0/000", { level: 0, index: 0, width: 256 }],
    ["0/x001/067.p/12", { level: 0, index: 1067, width: 12 }],
    ["63/x001/x234/567", { level: 63, index: 1_234_567, width: 256 }],
    ["entries/x001/000.p/255", { level: "entries", index: 1000, width: 255 }],
  ])("%s", (path, tile) => {
    expect(parseTilePath(path)).toEqual(tile);
  });

  test.each([
    "",
    "0",
    "0/0",
    "0/0000",
    "0/x000/001",
    "0/001.p/",
    "0/001.p/0",
    "0/001.p/256",
    "0/001.p/1/2",
    "-1/000",
    "64/000",
    "0x1/000",
    "entries",
    "0/../000",
  ])("%j is none", (path) => {
    expect(parseTilePath(path)).toBeUndefined();
  });
});
