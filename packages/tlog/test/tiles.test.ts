import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decodeEntries, encodeEntries, entriesPath, tilePath } from "../src/index.ts";

test("LO-3: tile paths of tlog-tiles", () => {
  expect(tilePath(0, 1_234_067, 256)).toBe("tile/0/x001/x234/067");
  expect(tilePath(0, 1067, 12)).toBe("tile/0/x001/067.p/12");
  expect(tilePath(1, 0, 17)).toBe("tile/1/000.p/17");
  expect(tilePath(63, 999, 256)).toBe("tile/63/999");
  expect(entriesPath(273, 112)).toBe("tile/entries/273.p/112");
  expect(entriesPath(2 ** 45, 256)).toBe("tile/entries/x035/x184/x372/x088/832");
});

test("LO-3: no path for what is no tile", () => {
  for (const level of [-1, 64, 0.5, Number.NaN]) expect(() => tilePath(level, 0, 256)).toThrow(RangeError);
  for (const index of [-1, 0.5, 2 ** 53]) expect(() => tilePath(0, index, 256)).toThrow(RangeError);
  for (const width of [0, 257, 1.5]) expect(() => entriesPath(0, width)).toThrow(RangeError);
});

const entries = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 256 });

test("LO-3: entry bundles come back as they went in, and only whole", () => {
  fc.assert(
    fc.property(entries, fc.nat(), (list, pick) => {
      const bundle = encodeEntries(list);
      const back = decodeEntries(bundle, list.length);
      expect(back?.map((entry) => Uint8Array.from(entry))).toEqual(list);
      expect(decodeEntries(bundle, list.length + 1)).toBeUndefined();
      expect(decodeEntries(Buffer.concat([bundle, Buffer.alloc(1)]), list.length)).toBeUndefined();
      if (list.length === 0) return;
      expect(decodeEntries(bundle, list.length - 1)).toBeUndefined();
      expect(decodeEntries(bundle.subarray(0, pick % bundle.length), list.length)).toBeUndefined();
    }),
  );
  expect(encodeEntries([Buffer.from("ab"), Buffer.alloc(0)]).toString("hex")).toBe("000261620000");
});

test("LO-3: an entry has at most 65,535 bytes", () => {
  expect(decodeEntries(encodeEntries([Buffer.alloc(65_535)]), 1)?.[0]).toHaveLength(65_535);
  expect(() => encodeEntries([Buffer.alloc(65_536)])).toThrow(RangeError);
});
