import { existsSync, globSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { domains } from "../src/app/domains.ts";
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

/** The key that a text of a plural stands for. */
const plain = (key: string): string => key.replace(/_(?:one|other)$/, "");

/** A number before what is more than one of it: wrong where it is 1. A name or a year before a verb, and a unit, are none. */
const countsMany =
  /\{\{(?!(?:name|unit|id|year|code)\})\w+\}\} (?:[a-z]+ )?(?!(?:is|was|has|does|its|proposes|ms)\b)[a-z]+s\b/;

describe.each(names)("UI-1: texts of %s", (name) => {
  test("both languages say the same things", async () => {
    const chinese = await load(textLoaders[name]["zh-CN"]);
    const english = await load(textLoaders[name].en);
    for (const [key, text] of chinese) {
      const whole = english.get(key) ?? english.get(`${key}_other`);
      expect(placeholders(whole ?? ""), key).toEqual(placeholders(text));
      expect(english.has(`${key}_one`), key).toBe(english.has(`${key}_other`));
      expect(english.has(key), key).toBe(!english.has(`${key}_one`));
    }
    expect([...english.keys()].filter((key) => !chinese.has(plain(key)))).toEqual([]);
  });

  test("what counts in English has its singular", async () => {
    const english = await load(textLoaders[name].en);
    // Asked about a single one in other words, which `one` beside it has.
    const hasOne = (key: string): boolean => english.has(key.replace(/many$/, "one"));
    const hasSingular = (key: string): boolean =>
      key.endsWith("_other") || (key.endsWith(".many") && hasOne(key));
    const wrong = [...english].filter(([key, text]) => !hasSingular(key) && countsMany.test(text));
    expect(wrong).toEqual([]);
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
  const shared = new Set(["shell", "network"]);
  expect(folders.toSorted()).toEqual(names.filter((name) => !shared.has(name)).toSorted());
  expect(globSync("*/texts/*.ts", { cwd: screens })).toHaveLength(folders.length * 2);
});

test("UI-1: every domain has a name", async () => {
  const keys = [...(await load(textLoaders.shell["zh-CN"])).keys()];
  const named = keys.filter((key) => key.startsWith("words.domains."));
  expect(named.toSorted()).toEqual(domains.map((domain) => `words.domains.${domain}`).toSorted());
});
