import type { LocalizedText, Rule } from "@probity/contracts";
import { deadlineFacts } from "@probity/engine/author";
import { describe, expect, test } from "vitest";
import { builtinModels } from "../src/index.ts";

const rules = builtinModels().flatMap(({ model }) => model.rules);
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "").toSorted();

/** Risk level by probability and harm, as the catalogue has it; screens are capped at 2 but none is built in yet. */
const levels: Record<string, number> = {
  "13": 1,
  "23": 1,
  "33": 1,
  "12": 3,
  "22": 2,
  "32": 1,
  "11": 3,
  "21": 3,
  "31": 2,
};

function texts(rule: Rule): LocalizedText[] {
  const optional = rule.advice === undefined ? [] : [rule.advice];
  const labels = (rule.evidence ?? []).map((item) => item.label);
  const params = Object.values(rule.params ?? {}).map((param) => param.description);
  return [rule.name, rule.point, rule.explanation, rule.message, ...optional, ...labels, ...params];
}

describe.each(rules.map((rule) => [rule.id, rule] as const))("RU-1: %s", (_id, rule) => {
  test("is written in Chinese with Chinese punctuation, and in English", () => {
    for (const text of texts(rule)) {
      expect(text["zh-CN"]).toMatch(/\p{Script=Han}/u);
      expect(text["zh-CN"]).not.toMatch(/\p{Script=Han} ?[,;:!?]/u);
      expect(text.en).not.toMatch(/[\p{Script=Han}，。；：、]/u);
    }
  });

  test("names the same evidence in both languages, and only evidence that it gives", () => {
    const facts = rule.deadline === undefined ? [] : deadlineFacts;
    const given = new Set([...(rule.evidence ?? []).map((item) => item.name), ...facts]);
    const named = placeholders(rule.message["zh-CN"]);
    expect(placeholders(rule.message.en)).toEqual(named);
    expect(named.filter((name) => !given.has(name))).toEqual([]);
  });

  test("has the risk level that its probability and harm give", () => {
    expect(rule.level).toBe(levels[`${rule.probability}${rule.harm}`]);
  });

  test("RU-4: shows the approver a neutral advice when its own text is not for him", () => {
    if (rule.disclosure !== "generic") return;
    expect(rule.advice).toBeDefined();
    expect(placeholders(`${rule.advice?.["zh-CN"]} ${rule.advice?.en}`)).toEqual([]);
  });
});
