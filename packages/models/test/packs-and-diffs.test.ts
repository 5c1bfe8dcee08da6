import type { Json, Model, Rule } from "@probity/contracts";
import { builtinEvents } from "@probity/contracts/schemas";
import { re2 } from "@probity/engine/re2";
import { describe, expect, test } from "vitest";
import {
  builtinModels,
  compareCases,
  diffModels,
  loadModel,
  builtinModelsDir,
  packModel,
  readPack,
  requiredBump,
} from "../src/index.ts";

const types = Object.values(builtinEvents);
const folderOf = (id: string): ReturnType<typeof builtinModels>[number] => {
  const found = builtinModels().find((one) => one.model.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};
const prices = folderOf("PROC-PRC");
const first = prices.model.rules[0]?.id ?? "";

/** The model with its first rule changed. */
const withRule = (part: Partial<Rule>, model: Model = prices.model): Model => ({
  ...model,
  rules: model.rules.map((rule) => (rule.id === first ? { ...rule, ...part } : rule)),
});

describe("RU-5: packs", () => {
  const text = packModel(prices, "# Prices\n价格\n");

  test("RU-5: a pack is deterministic and gives back what went in", () => {
    expect(packModel(structuredClone({ model: prices.model, cases: prices.cases }), "# Prices\n价格\n")).toBe(
      text,
    );
    const read = readPack(text);
    expect(read).toMatchObject({ model: prices.model, cases: prices.cases, readme: "# Prices\n价格\n" });
    expect(read.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(packModel(read, read.readme)).toBe(text);
  });

  test("RU-5: every built-in folder packs, with its README", () => {
    for (const { model } of builtinModels()) {
      const pack = loadModel(`${builtinModelsDir}${model.id}`);
      expect(pack.readme).toContain(model.id);
      expect(readPack(packModel(pack, pack.readme))).toEqual(pack);
    }
  });

  const changed = (change: (pack: { [key: string]: Json }) => void): string => {
    const pack = JSON.parse(text) as { [key: string]: Json };
    change(pack);
    return JSON.stringify(pack);
  };

  test.each([
    ["another default", () => text.replace('"default":true', '"default":false'), "digest"],
    ["another readme", () => text.replace("# Prices", "# Costs"), "digest"],
    ["no digest", () => changed((pack) => delete pack["digest"]), "digest"],
    ["another format", () => changed((pack) => (pack["format"] = "probity.pack/2")), "/format"],
    ["a part that no pack has", () => changed((pack) => (pack["more"] = 1)), "/more"],
    ["no cases", () => changed((pack) => delete pack["cases"]), "/cases"],
    ["a readme that is no text", () => changed((pack) => (pack["readme"] = 1)), "/readme"],
    [
      "cases of another model",
      () => changed((pack) => (pack["cases"] = folderOf("PROC-CMP").cases as never)),
      "/cases/0/rule",
    ],
    ["text that is no JSON", () => text.slice(0, -3), "not JSON"],
    ["a list", () => "[]", "not a JSON object"],
    ["three megabytes", () => `"${"x".repeat(3_000_000)}"`, "larger"],
    ["deep nesting", () => `{"model":${"[".repeat(50_000)}${"]".repeat(50_000)}}`, "/model"],
  ])("SE-4: a pack with %s is refused with its place", (_name, make, named) => {
    expect(() => readPack(make())).toThrow(
      expect.objectContaining({ code: "PROBITY_E_MODEL", message: expect.stringContaining(named) }),
    );
  });
});

describe("RU-5: the difference of two versions", () => {
  test("RU-5: a model does not differ from itself", () => {
    for (const { model } of builtinModels()) {
      expect(diffModels(model, structuredClone(model))).toMatchObject({
        same: true,
        changed: [],
        fields: [],
      });
      expect(requiredBump(model, model)).toBe("none");
    }
  });

  const rule = prices.model.rules[0];
  const lotAware = rule?.params?.["lotAware"];
  if (rule === undefined || lotAware === undefined) throw new Error("PROC-PRC changed");

  test.each<readonly [string, Partial<Rule>, string, string]>([
    ["another condition", { when: "true" }, "major", "when"],
    ["another scope", { applies: "true" }, "major", "applies"],
    ["another level", { level: 1 }, "major", "level"],
    ["another ceiling", { ceiling: "block" }, "major", "ceiling"],
    ["another disclosure", { disclosure: "silent" }, "major", "disclosure"],
    ["a decision point less", { at: ["procurement.award.decided"] }, "major", "at"],
    [
      "another default",
      { params: { ...rule.params, lotAware: { ...lotAware, default: false } } },
      "minor",
      "params.lotAware.default",
    ],
    [
      "a parameter more",
      { params: { ...rule.params, more: { ...lotAware, default: false } } },
      "major",
      "params.more",
    ],
    ["another message", { message: { ...rule.message, en: "Other." } }, "patch", "message.en"],
    ["another review date", { review: "2028-01-01" }, "patch", "review"],
    ["another spacing", { when: rule.when.replaceAll("&&", "  &&\n ") }, "patch", "when"],
    ["needless brackets", { when: `((${rule.when}))` }, "patch", "when"],
  ])("RU-5: %s", (_name, part, bump, field) => {
    const diff = diffModels(prices.model, withRule(part));
    expect(diff.changed).toHaveLength(1);
    expect(diff.changed[0]?.changes.map((change) => change.field)).toEqual([field]);
    expect(diff.changed[0]?.version).toMatchObject({ required: bump, made: "none", enough: false });
    expect(diff.version).toMatchObject({ required: bump, enough: false });
    expect(diff.changed[0]?.changes[0]?.formattedOnly ?? false).toBe(bump === "patch" && field === "when");
  });

  test("RU-5: a step as far as demanded, or farther, is enough; one back never is", () => {
    const step = (version: string): object | undefined =>
      diffModels(prices.model, withRule({ when: "true", version })).changed[0]?.version;
    expect(step("1.0.1")).toMatchObject({ made: "patch", enough: false });
    expect(step("1.1.0")).toMatchObject({ made: "minor", enough: false });
    expect(step("2.0.0")).toMatchObject({ made: "major", enough: true });
    expect(step("0.9.0")).toMatchObject({ made: "down", enough: false });
    expect(diffModels(prices.model, withRule({ version: "1.0.1" })).changed[0]?.version.enough).toBe(true);
  });

  test("RU-5: rules that come ask for a minor step, rules that go for a major one", () => {
    const fewer = { ...prices.model, rules: prices.model.rules.slice(1) };
    expect(diffModels(prices.model, fewer)).toMatchObject({
      removed: [first],
      version: { required: "major" },
    });
    expect(diffModels(fewer, prices.model)).toMatchObject({ added: [first], version: { required: "minor" } });
  });

  test("RU-5: a condition that does not compile is compared by its text", () => {
    const broken = withRule({ when: "event.nope ==" });
    expect(diffModels(broken, broken).same).toBe(true);
    expect(diffModels(broken, withRule({ when: "event.nope  ==" })).version.required).toBe("major");
  });

  test("RU-5: cases show in numbers what a change means", () => {
    const same = compareCases(prices, prices, types, { regex: re2 });
    expect(same).toMatchObject({ cases: prices.cases.length, same: prices.cases.length, differences: [] });
    const always = { model: withRule({ when: "true" }), cases: prices.cases };
    const found = compareCases(prices, always, types, { regex: re2 });
    expect(found.differences.length).toBeGreaterThan(0);
    for (const one of found.differences) expect(one).toMatchObject({ rule: first, after: "hit" });
    expect(found.same + found.differences.length).toBe(prices.cases.length);
    const without = { model: { ...prices.model, rules: prices.model.rules.slice(1) }, cases: prices.cases };
    const missing = compareCases(without, prices, types, { regex: re2 });
    expect(missing.differences.every((one) => one.rule === first && one.before === undefined)).toBe(true);
    expect(missing.compared).toBe(prices.cases.filter((one) => one.rule !== first).length);
  });
});
