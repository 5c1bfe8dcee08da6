import { array, assert, constantFrom, json, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { depthOf } from "../src/http/index.ts";
import { splitBatch } from "../src/ingest/split-batch.ts";

describe("EV-1: the exact text of every item of a batch is kept", () => {
  test.each([
    ["[]", []],
    [" [ ] ", []],
    ["[1]", ["1"]],
    ['[ {"a" : 1.0} ,\n"x,]" ,[1,[2]] , null]', ['{"a" : 1.0}', '"x,]"', "[1,[2]]", "null"]],
    ['["\\"", "\\\\", "\\\\\\"]"]', ['"\\""', '"\\\\"', '"\\\\\\"]"']],
  ])("%s", (text, items) => {
    expect(splitBatch(text).map((slice) => slice.text)).toEqual(items);
  });

  test("any array, with any spacing, splits into texts that parse to its items", () => {
    assert(
      property(
        array(json({ maxDepth: 4 }), { maxLength: 8 }),
        constantFrom("", " ", "\n\t"),
        (items, space) => {
          const text = `${space}[${space}${items.join(`${space},${space}`)}${space}]${space}`;
          expect(splitBatch(text).map((slice) => slice.text)).toEqual(items.map((item) => item.trim()));
        },
      ),
    );
  });

  test("the depth of each item is its own", () => {
    expect(splitBatch('[1, [], {"a":[{"b":"[[["}]}]').map(({ depth }) => depth)).toEqual([0, 1, 3]);
    expect(depthOf('{"a":[{"b":"[[[\\"["}]}')).toBe(3);
  });
});
