import type { EventType } from "@probity/contracts";
import { describe, expect, test } from "vitest";
import { incompatibilities } from "../src/types/incompatibilities.ts";
import { schemaProblems } from "../src/types/schema-profile.ts";

const typeOf = (schema: object, over: Partial<EventType> = {}): EventType => ({
  type: "office.seal.used",
  version: "1.0",
  name: { "zh-CN": "用印", en: "Seal used" },
  phase: "during",
  decision: null,
  record: null,
  subject: [],
  schema: { type: "object", ...schema },
  ...over,
});

const paths = (before: object, after: object): readonly string[] =>
  incompatibilities(typeOf(before), typeOf(after)).map(({ path }) => path);

describe("EV-3: what a changed schema would break", () => {
  const text = { type: "string" };
  test.each([
    ["the same", { properties: { a: text } }, { properties: { a: text } }],
    ["a new optional field", { properties: { a: text } }, { properties: { a: text, b: text } }],
    ["a field that is no longer required", { required: ["a"] }, {}],
    ["a wider bound", { properties: { a: { maxLength: 5 } } }, { properties: { a: { maxLength: 9 } } }],
    ["a bound taken away", { properties: { a: { minimum: 5 } } }, { properties: { a: {} } }],
    [
      "a longer list of values",
      { properties: { a: { enum: [1] } } },
      { properties: { a: { enum: [2, 1] } } },
    ],
    ["an opened object", { additionalProperties: false }, {}],
    [
      "a better description",
      { properties: { a: text } },
      { properties: { a: { ...text, description: "A" } } },
    ],
  ])("%s breaks nothing", (_, before, after) => {
    expect(paths(before, after)).toEqual([]);
  });

  test.each([
    ["a field removed", { properties: { a: text } }, {}, "/schema/properties/a"],
    [
      "a type changed",
      { properties: { a: text } },
      { properties: { a: { type: "number" } } },
      "/schema/properties/a/type",
    ],
    ["newly required", {}, { required: ["a"] }, "/schema/required"],
    [
      "a bound tightened",
      { properties: { a: { maxLength: 9 } } },
      { properties: { a: { maxLength: 5 } } },
      "/schema/properties/a/maxLength",
    ],
    [
      "a bound added",
      { properties: { a: {} } },
      { properties: { a: { minItems: 1 } } },
      "/schema/properties/a/minItems",
    ],
    [
      "values lost",
      { properties: { a: { enum: [1, 2] } } },
      { properties: { a: { enum: [1] } } },
      "/schema/properties/a/enum",
    ],
    [
      "values restricted",
      { properties: { a: {} } },
      { properties: { a: { enum: [1] } } },
      "/schema/properties/a/enum",
    ],
    ["an object closed", {}, { additionalProperties: false }, "/schema/additionalProperties"],
    [
      "a pattern",
      { properties: { a: text } },
      { properties: { a: { ...text, pattern: "x" } } },
      "/schema/properties/a/pattern",
    ],
    [
      "money or not",
      { properties: { a: { "x-money": true } } },
      { properties: { a: {} } },
      "/schema/properties/a/x-money",
    ],
    [
      "deep in a list",
      { properties: { a: { items: { properties: { b: text } } } } },
      { properties: { a: { items: { properties: {} } } } },
      "/schema/properties/a/items/properties/b",
    ],
    [
      "a list narrowed",
      { properties: { a: {} } },
      { properties: { a: { items: text } } },
      "/schema/properties/a/items",
    ],
  ])("%s", (_, before, after, path) => {
    expect(paths(before, after)).toEqual([path]);
  });

  test("the process that it belongs to", () => {
    const changes = { record: "contracting", subject: ["ocid"] } as const;
    const found = incompatibilities(typeOf({}), typeOf({}, changes));
    expect(found.map(({ path }) => path)).toEqual(["/record", "/subject"]);
  });
});

describe("SE-4: schemas of integrators are bounded", () => {
  const nested = (depth: number): object =>
    depth === 0 ? {} : { type: "object", properties: { a: nested(depth - 1) } };
  test.each([
    ["a reference", { type: "object", $ref: "#/definitions/x" }, "/$ref"],
    [
      "quadratic uniqueness",
      { type: "object", properties: { a: { uniqueItems: true } } },
      "/properties/a/uniqueItems",
    ],
    ["an unknown format", { type: "object", properties: { a: { format: "email" } } }, "/properties/a/format"],
    ["a schema that is none", { type: "object", properties: { a: 7 } }, "/properties/a"],
    ["data that is no object", { type: "string" }, "/type"],
    ["a prototype", { type: "object", properties: JSON.parse('{"__proto__": {}}') }, "/properties/__proto__"],
    ["too much nesting", nested(40), expect.stringMatching(/^(\/properties\/a)+$/)],
    ["too many bytes", { type: "object", description: "x".repeat(70_000) }, ""],
  ])("%s", (_, schema, path) => {
    expect(schemaProblems(JSON.parse(JSON.stringify(schema))).map((problem) => problem.path)).toContainEqual(
      path,
    );
  });
});
