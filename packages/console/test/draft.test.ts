import type { Model, Rule } from "@probity/contracts";
import { builtinEvents } from "@probity/contracts/schemas";
import { describe, expect, test } from "vitest";
import { builtinModels, diffModels } from "../../models/src/index.ts";
import { bumpOf, copyAs, levelOf, newRule, raise, readyToStore } from "../src/screens/factory/draft.ts";

const types = Object.values(builtinEvents);
const rules = builtinModels().flatMap(({ model }) => model.rules);

/** Changes that an author makes, of each weight. */
const edits: Readonly<Record<string, (rule: Rule) => Rule>> = {
  "a text": (rule) => ({ ...rule, message: { ...rule.message, en: `${rule.message.en} Indeed.` } }),
  "a basis": (rule) => ({ ...rule, basis: [...rule.basis, "another"] }),
  "its evidence": (rule) => ({
    ...rule,
    evidence: [...(rule.evidence ?? []), { name: "more", label: rule.name, value: "now" }],
  }),
  "a condition": (rule) => ({ ...rule, when: `!(${rule.when})` }),
  "its disclosure": (rule) => ({ ...rule, disclosure: rule.disclosure === "full" ? "silent" : "full" }),
  "its weight": (rule) => ({ ...rule, probability: rule.probability === 1 ? 2 : 1 }),
  "a default": (rule) => ({
    ...rule,
    params: Object.fromEntries(
      Object.entries(rule.params ?? {}).map(([name, param]) => [name, { ...param, min: -1000 }]),
    ),
  }),
  "a parameter": (rule) => ({
    ...rule,
    params: { ...rule.params, more: { type: "int", default: 1, description: rule.name } },
  }),
};

describe("RU-5: what the factory stores", () => {
  test.each(Object.keys(edits))("%s changes: every rule is raised as far as the server demands", (name) => {
    for (const { model: base } of builtinModels()) {
      const edit = edits[name] ?? ((rule: Rule): Rule => rule);
      const changed = { ...base, rules: base.rules.map(edit) };
      const { model } = readyToStore({ model: changed, cases: [] }, base, raise(base.version, "major"));
      for (const change of diffModels(base, model, types).changed)
        expect(change.version.enough, `${change.rule} ${change.version.required}`).toBe(true);
    }
  });

  test("a rule that is as it was keeps its version, also when it was changed and changed back", () => {
    const [rule] = rules;
    if (rule === undefined) throw new Error("no rules");
    expect(bumpOf(rule, { ...rule, version: "9.9.9" })).toBeUndefined();
  });

  test("a copy is a model of its own: ids and cases follow, versions begin anew", () => {
    const [folder] = builtinModels();
    if (folder === undefined) throw new Error("no models");
    const { model, cases } = copyAs(folder, "PROC-OWN", "2026-06-01");
    expect(model).toMatchObject({ id: "PROC-OWN", domain: "PROC", version: "1.0.0", created: "2026-06-01" });
    const ids = model.rules.map(({ id }) => id);
    expect(ids.every((id) => id.startsWith("PROC-OWN-"))).toBe(true);
    expect(cases.every(({ rule }) => ids.includes(rule))).toBe(true);
    const own: Model = model;
    expect(newRule(own, "2026-06-01").id).toMatch(/^PROC-OWN-[0-9]{3}$/);
    expect(ids).not.toContain(newRule(own, "2026-06-01").id);
  });

  test("the risk level follows from probability and harm as in every rule of the library", () => {
    for (const { id, probability, harm, level } of rules) expect(levelOf(probability, harm), id).toBe(level);
  });
});
