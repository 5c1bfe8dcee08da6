import { existsSync, globSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { textLoaders } from "../src/i18n/resources.ts";

type Texts = { readonly [key: string]: string | Texts };

/** Every text by its path of keys. */
function flat(texts: Texts, path = ""): ReadonlyMap<string, string> {
  const entries = Object.entries(texts).flatMap(([key, value]): readonly (readonly [string, string])[] =>
    typeof value === "string" ? [[`${path}${key}`, value]] : [...flat(value, `${path}${key}.`)],
  );
  return new Map(entries);
}

const placeholders = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = ""]) => name).toSorted();

const load = async (
  loader: () => Promise<{ readonly texts: object }>,
): Promise<ReadonlyMap<string, string>> => flat((await loader()).texts as Texts); // texts are nested objects of strings

const names = Object.keys(textLoaders) as readonly (keyof typeof textLoaders)[];

describe.each(names)("UI-1: texts of %s", (name) => {
  test("both languages say the same things", async () => {
    const chinese = await load(textLoaders[name]["zh-CN"]);
    const english = await load(textLoaders[name].en);
    expect([...english.keys()].toSorted()).toEqual([...chinese.keys()].toSorted());
    for (const [key, text] of chinese)
      expect(placeholders(english.get(key) ?? ""), key).toEqual(placeholders(text));
  });

  test("nothing is empty, and nothing stands in the wrong language", async () => {
    for (const [key, text] of await load(textLoaders[name].en))
      expect(text, key).toMatch(/^[^\p{Script=Han}]*\p{L}[^\p{Script=Han}]*$|^—$/u);
    for (const [key, text] of await load(textLoaders[name]["zh-CN"]))
      expect(text, key).toMatch(/\p{Script=Han}|^(?:Webhook|—)$/u);
  });
});

test("UI-1: every screen has registered its texts, and every text has a screen", () => {
  const screens = join(import.meta.dirname, "../src/screens");
  const folders = readdirSync(screens).filter((name) => existsSync(join(screens, name, "screen.ts")));
  expect(folders.toSorted()).toEqual(names.filter((name) => name !== "shell").toSorted());
  expect(globSync("*/texts/*.ts", { cwd: screens })).toHaveLength(folders.length * 2);
});
