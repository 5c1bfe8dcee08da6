import { maxHeaderBytes, readHeader } from "@probity/contracts";
import * as fc from "fast-check";
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { systemRandom } from "../src/ids.ts";
import { newInstance } from "../src/stream/instance.ts";
import { readRecord } from "../src/stream/read-record.ts";
import { createStream, type Stream } from "../src/stream/record.ts";

const sha256 = (...parts: (string | Uint8Array)[]): string => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("base64");
};

const at = "2026-05-01T01:00:00.000Z";

const open = (room = 0): Stream =>
  createStream({ src: `urn:erp/${newInstance(systemRandom)}`, random: systemRandom, room });

const seal = (stream: Stream, text: string, type = "contract.signed"): Buffer => {
  const sealed = stream.seal({ id: "e1", type, at, text });
  sealed.commit();
  return Buffer.from(sealed.bytes);
};

describe("LO-1, LO-2: a stream's records", () => {
  it("commit to salt and payload, and chain by the hash of the previous header", () => {
    const stream = open();
    let previous: string | undefined;
    for (const [index, text] of ["{}", '{"名":"值 😀"}', `{"a":"${"x".repeat(100_000)}"}`].entries()) {
      const record = seal(stream, text);
      const [headerText = "", salt = "", ...payload] = record.toString("utf8").split("\n");
      expect(payload).toEqual([text]);
      const header = readHeader(headerText);
      expect(header).toMatchObject({ seq: index + 1, id: "e1", type: "contract.signed", at });
      expect(header?.c).toBe(sha256(Buffer.from(salt, "base64"), text));
      expect(header?.prev).toBe(previous === undefined ? "" : sha256(previous));
      expect(Buffer.from(salt, "base64")).toHaveLength(32);
      expect(stream.head()).toEqual({ src: header?.src, seq: index + 1, hash: sha256(headerText) });
      previous = headerText;
    }
  });

  it("advance only when they are written: a failed write leaves no gap", () => {
    const stream = open();
    seal(stream, "{}");
    const before = stream.head();
    const failed = stream.seal({ id: "lost", type: "a.b", at, text: "{}" });
    expect(failed.seq).toBe(2);
    expect(stream.head()).toEqual(before);
    const next = readRecord(seal(stream, '{"b":1}'));
    expect(next?.header).toMatchObject({ seq: 2, id: "e1", prev: before.hash });
  });

  it("leave the room that a frame needs, and come apart again, for any text, type and source", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 400 }),
        fc.string({ unit: "binary", maxLength: 3000 }),
        fc.nat(16),
        (value, type, room) => {
          const stream = open(room);
          const text = JSON.stringify({ value });
          const record = readRecord(seal(stream, text, type).subarray(room));
          expect(record?.payload.toString("utf8")).toBe(text);
          expect(Buffer.byteLength(record?.headerText ?? "")).toBeLessThanOrEqual(maxHeaderBytes);
          expect([type, ""]).toContain(record?.header.type);
          expect(record?.header.c).toBe(sha256(Buffer.from(record?.salt ?? "", "base64"), text));
        },
      ),
    );
  });

  it("never share a salt or an instance", () => {
    const stream = open();
    const salts = Array.from({ length: 1000 }, () => readRecord(seal(stream, "{}"))?.salt);
    expect(new Set(salts).size).toBe(1000);
    const names = Array.from({ length: 1000 }, () => newInstance(systemRandom));
    expect(new Set(names).size).toBe(1000);
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_-]{22}$/);
  });

  it("are read from hostile bytes without an error", () => {
    const good = seal(open(), '{"a":1}');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(good.length), (noise, cut) => {
        readRecord(noise);
        readRecord(Buffer.concat([good.subarray(0, cut), noise]));
        expect(readRecord(good.subarray(0, Math.min(cut, 200)))).toBeUndefined();
      }),
    );
  });
});
