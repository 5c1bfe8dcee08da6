import { array, assert, double, integer, property, record } from "fast-check";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { systemRandom } from "../src/ids.ts";
import { StreamReader } from "../src/spool/stream-reader.ts";
import { StreamWriter } from "../src/spool/stream-writer.ts";
import { readRecord } from "../src/stream/read-record.ts";

const count = 40;
const limits = { maxItems: 7, maxBytes: 3000 };
const one = { maxItems: 1, maxBytes: 1 };

/** A directory with a stream in several segments. */
const fill = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "probity-sdk-"));
  const part = { client: "c", engine: 0 };
  const writer = new StreamWriter({ folder, source: "test", random: systemRandom, segmentBytes: 4000, part });
  for (let index = 1; index <= count; index += 1) {
    const text = JSON.stringify({ id: `e${index}`, note: "x".repeat(index * 5) });
    writer.append({ id: `e${index}`, type: "contract.signed", at: "2026-01-01T00:00:00.000Z", text });
  }
  writer.close();
  return writer.directory;
};

interface Frame {
  readonly seq: number;
  readonly path: string;
  readonly from: number;
  readonly to: number;
}

const framesOf = (directory: string): Frame[] => {
  const frames: Frame[] = [];
  for (const name of readdirSync(directory)
    .filter((file) => file.endsWith(".seg"))
    .toSorted()) {
    const path = join(directory, name);
    const bytes = readFileSync(path);
    for (let from = 0; from < bytes.length;) {
      const to = from + 8 + bytes.readUInt32BE(from);
      frames.push({ seq: frames.length + 1, path, from, to });
      from = to;
    }
  }
  return frames;
};

interface Outcome {
  readonly seqs: readonly number[];
  /** What the holes say is missing. */
  readonly missing: readonly number[];
}

const readAll = (directory: string, live: boolean): Outcome => {
  const reader = new StreamReader({
    directory,
    live,
    onDamage: () => undefined,
    onError: (error) => {
      throw error;
    },
  });
  const seqs: number[] = [];
  const missing: number[] = [];
  for (;;) {
    const read = reader.next(limits);
    if (read === undefined) break;
    if (read.kind === "batch") {
      seqs.push(...read.batch.records.map((bytes) => readRecord(bytes)?.header.seq ?? 0));
      reader.ack(read.batch.records.length);
      continue;
    }
    const { from, to = from, skip } = read.hole;
    for (let seq = from; seq <= to; seq += 1) missing.push(seq);
    if (skip > 0) {
      reader.next(one);
      reader.ack(skip);
    }
    reader.resume();
  }
  reader.close();
  return { seqs, missing };
};

describe("DE-1, LO-1: reading a stream from a spool", () => {
  test.each([true, false])("whole, live %s: every record once, in order, without a hole", (live) => {
    const directory = fill();
    const all = Array.from({ length: count }, (_, index) => index + 1);
    expect(readAll(directory, live)).toEqual({ seqs: all, missing: [] });
    expect(readAll(directory, live)).toEqual({ seqs: [], missing: [] });
    rmSync(directory, { recursive: true });
  });

  test.each([
    ["while it is written", true],
    ["of a dead process", false],
  ])(
    "%s, whatever bytes are damaged: every undamaged record once, and holes for all others before the last",
    (_, live) => {
      const bit = record({
        at: double({ min: 0, max: 0.999_999, noNaN: true }),
        flip: integer({ min: 1, max: 255 }),
      });
      assert(
        property(array(bit, { minLength: 1, maxLength: 12 }), (flips) => {
          const directory = fill();
          const frames = framesOf(directory);
          const hit = new Set<number>();
          for (const { at, flip } of flips) {
            const frame = frames[Math.floor(at * frames.length)] ?? expect.unreachable();
            const bytes = readFileSync(frame.path);
            const offset = frame.from + Math.floor((at * frames.length * 1000) % (frame.to - frame.from));
            bytes[offset] = (bytes[offset] ?? 0) ^ flip;
            writeFileSync(frame.path, bytes);
            hit.add(frame.seq);
          }
          const { seqs, missing } = readAll(directory, live);
          const last = seqs.at(-1) ?? 0;
          const undamaged = frames.map(({ seq }) => seq).filter((seq) => !hit.has(seq));
          // Two flips of one byte may cancel each other out.
          expect(undamaged.filter((seq) => !seqs.includes(seq))).toEqual([]);
          expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
          expect(new Set(seqs).size).toBe(seqs.length);
          expect([...seqs, ...missing.filter((seq) => seq < last)].toSorted((a, b) => a - b)).toEqual(
            Array.from({ length: last }, (_item, index) => index + 1),
          );
          rmSync(directory, { recursive: true });
        }),
        { numRuns: 80 },
      );
    },
  );
});
