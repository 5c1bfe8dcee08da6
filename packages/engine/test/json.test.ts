import * as fc from "fast-check";
import type { Json, JsonObject } from "@probity/contracts";
import { describe, expect, test } from "vitest";
import { canonicalJson, dssePae, mergeRecord, subjectOf } from "../src/index.ts";

describe("RU-6: canonical JSON (RFC 8785)", () => {
  test("RU-6: the vectors of RFC 8785", () => {
    const numbers = [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001];
    const string = "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"/";
    expect(canonicalJson({ numbers, string, literals: [null, true, false] })).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
    const keys = { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7 };
    expect(canonicalJson(keys)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  });

  test.each([
    ["-0", -0, "0"],
    ["least", 5e-324, "5e-324"],
    ["greatest", 1.7976931348623157e308, "1.7976931348623157e+308"],
    ["1e21", 1e21, "1e+21"],
    ["below 1e21", 999999999999999900000, "999999999999999900000"],
  ])("RU-6: number %s", (_name, value, text) => expect(canonicalJson(value)).toBe(text));

  test("RU-6: what JSON cannot carry is refused with a code", () => {
    const deep = Array.from({ length: 300 }).reduce<Json>((inner) => [inner], 0);
    for (const value of [Number.NaN, Infinity, "\ud800", { "\udc00": 1 }, deep])
      expect(() => canonicalJson(value)).toThrow(expect.objectContaining({ code: "PROBITY_E_JSON" }));
  });

  test("RU-6: key order never matters, and the text reads back as the value", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const json: Json = JSON.parse(JSON.stringify(value));
        const text = canonicalJson(json);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        if (typeof json !== "object" || json === null || Array.isArray(json)) return;
        expect(canonicalJson(Object.fromEntries(Object.entries(json).toReversed()))).toBe(text);
      }),
    );
  });
});

describe("PC-1: compiled records", () => {
  test("PC-1: objects merge, lists with ids merge by id, other lists are replaced, null removes", () => {
    const record = { a: { x: 1, y: 2 }, bids: [{ id: "1", p: 1, q: 1 }], tags: ["a", "b"], gone: 1 };
    const data = {
      a: { y: 3 },
      bids: [
        { id: "2", p: 2 },
        { id: "1", p: 9, q: null },
      ],
      tags: ["c"],
      gone: null,
    };
    expect(mergeRecord(record, data)).toEqual({
      a: { x: 1, y: 3 },
      bids: [
        { id: "1", p: 9 },
        { id: "2", p: 2 },
      ],
      tags: ["c"],
    });
    expect(record.bids[0]).toEqual({ id: "1", p: 1, q: 1 });
  });

  const records = fc.object({
    maxDepth: 3,
    key: fc.constantFrom("a", "b", "id", "__proto__"),
    withNullPrototype: false,
  });

  test("PC-1: merging the same data twice is merging it once, and nothing is the same as no record", () => {
    fc.assert(
      fc.property(records, records, (one, two) => {
        const [record, data]: [JsonObject, JsonObject] = [toJson(one), toJson(two)];
        const merged = mergeRecord(record, data);
        expect(mergeRecord(merged, data)).toEqual(merged);
        expect(mergeRecord({}, data)).toEqual(mergeRecord(undefined, data));
        expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
      }),
    );
  });

  test("EN-3: a key __proto__ neither changes a prototype nor stays", () => {
    const merged = mergeRecord(
      undefined,
      JSON.parse('{"__proto__": {"polluted": 1}, "a": {"__proto__": {"polluted": 1}}}'),
    );
    expect(merged["polluted"]).toBeUndefined();
    expect(JSON.stringify(merged)).toBe('{"a":{}}');
  });
});

function toJson(value: unknown): JsonObject {
  return JSON.parse(JSON.stringify(value));
}

test("EV-1: the subject is the first path that leads to a text", () => {
  const data = { process: { instanceId: "p1" }, awards: [{ id: "w1" }], ocid: "" };
  expect(subjectOf(data, ["ocid", "awards.0.id", "process.instanceId"])).toBe("w1");
  expect(subjectOf(data, ["ocid", "awards.7.id", "constructor.name"])).toBeUndefined();
});

test("RU-6: the signed bytes are those of DSSE", () => {
  const bytes = dssePae("http://example.com/HelloWorld", new TextEncoder().encode("hello world"));
  expect(new TextDecoder().decode(bytes)).toBe("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
});
