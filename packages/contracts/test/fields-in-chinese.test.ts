import { describe, expect, test } from "vitest";
import { builtinEvents, commonData, commonFields, fieldsInChinese } from "../src/schemas.ts";

interface Node {
  readonly type?: unknown;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly description?: string;
}

/** Every field of which a schema says something, by path. */
function described(node: Node, path = ""): readonly string[] {
  const { properties = {}, items, description } = node;
  return [
    ...(path !== "" && description !== undefined ? [path] : []),
    ...Object.entries(properties).flatMap(([name, one]) =>
      described(one, path === "" ? name : `${path}.${name}`),
    ),
    ...(items === undefined ? [] : described(items, `${path}[]`)),
  ];
}

const tables: readonly (readonly [name: string, schema: Node, texts: Readonly<Record<string, string>>])[] = [
  ["every event", commonData, commonFields],
  ...Object.values(builtinEvents).map(
    ({ type, schema }) => [type, schema, fieldsInChinese[type] ?? {}] as const,
  ),
];

describe("UI-3: what the fields of events are, in Chinese", () => {
  test.each(tables)("%s: each field that is described in English is, and no other", (_, schema, texts) => {
    expect(Object.keys(texts).toSorted()).toEqual(described(schema).toSorted());
    const silent = Object.entries(texts).filter(
      ([, text]) => !/\p{Script=Han}/u.test(text) || /[.。]$/u.test(text),
    );
    expect(silent).toEqual([]);
  });

  test("no type is described that is none", () => {
    const types = new Set<string>(Object.keys(builtinEvents));
    expect(Object.keys(fieldsInChinese).filter((type) => !types.has(type))).toEqual([]);
  });
});
