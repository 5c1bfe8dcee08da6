import type { EventType, Rule } from "@probity/contracts";
import { builtinEvents } from "@probity/contracts/schemas";
import { compileModel, environments } from "@probity/engine/author";
import { describe, expect, test } from "vitest";
import { builtinModels } from "../../models/src/index.ts";
import { scopeOf } from "../src/screens/factory/condition/scope.ts";
import { newRule } from "../src/screens/factory/draft.ts";
import { isRead, withoutStep, withStep } from "../src/screens/factory/steps/change.ts";
import { type Parts, possible, possibleAfter } from "../src/screens/factory/steps/possible.ts";
import { addableKinds, type Step, stepsOf } from "../src/screens/factory/steps/step.ts";
import { undone } from "../src/screens/factory/steps/undo.ts";

const types: readonly EventType[] = Object.values(builtinEvents);
const environmentOf = environments(types);
const partsOf = (rule: Rule): Parts => ({ types, scope: scopeOf(rule, environmentOf), environmentOf });
const models = builtinModels().map(({ model }) => model);
const rules = models.flatMap((model) => model.rules);
const firsts: ReadonlySet<Rule> = new Set(models.flatMap((model) => model.rules.slice(0, 1)));

/** The same as what is compiled of it: the order of names does not count, that of lists does. */
function compiledOf(rule: Rule): unknown {
  const [model] = models;
  if (model === undefined) throw new Error("no models");
  return compileModel({ ...model, rules: [rule] }, types, environmentOf);
}

const stepAt = (rule: Rule, key: string): Step => {
  const found = stepsOf(rule).find((step) => step.key === key);
  if (found === undefined) throw new Error(`no step ${key}`);
  return found;
};

/** A step's key says its place, which others behind it change. */
const nameOf = ({ kind, name }: Step): string => `${kind} ${name}`;

describe("ML-4: the steps of a rule are the rule", () => {
  test("every step that is offered, all over the library, is added there, compiles, and taken out leaves the rule as it was", () => {
    const counts = new Map<string, number>();
    for (const rule of rules.filter((one, place) => place % 3 === 0 || firsts.has(one))) {
      const parts = partsOf(rule);
      const offered = possible(rule, parts);
      for (const after of [undefined, ...stepsOf(rule)])
        for (const kind of after === undefined ? offered : possibleAfter(rule, after, offered)) {
          const { rule: more, key } = withStep(rule, kind, parts, after);
          const step = stepAt(more, key);
          expect(step.kind).toBe(kind);
          const before = stepsOf(rule).map(nameOf);
          const steps = stepsOf(more);
          const place = steps.findIndex((one) => one.key === key);
          // One more, and the others in their order.
          expect(steps.toSpliced(place, 1).map(nameOf), `${rule.id} ${kind}`).toEqual(
            before.filter((name) => name !== "never "),
          );
          if (after !== undefined && after.stage === step.stage && after.kind !== "never")
            expect(nameOf(steps[place - 1] ?? step), `${rule.id} ${kind}`).toBe(nameOf(after));
          counts.set(kind, (counts.get(kind) ?? 0) + 1);
          // Compiling is dear: of each model its first rule.
          if (after !== undefined || !firsts.has(rule)) continue;
          // Taken out again the rule means what it meant.
          expect(() => compiledOf(more), `${rule.id} ${kind}`).not.toThrow();
          const back = withoutStep(more, step);
          const same = kind === "screen" ? { ...back, level: rule.level } : back;
          const bare = kind === "advice" ? { ...same, disclosure: rule.disclosure } : same;
          expect(compiledOf(bare), `${rule.id} ${kind}`).toEqual(compiledOf(rule));
        }
    }
    expect([...counts.keys()].toSorted()).toEqual([...addableKinds].toSorted());
  }, 120_000);

  test("every step that can be taken out comes back by undo, wherever it stood", () => {
    for (const rule of rules)
      for (const step of stepsOf(rule).filter(({ isRemovable }) => isRemovable)) {
        const after = withoutStep(rule, step);
        expect(stepsOf(after).map(nameOf), step.key).not.toEqual(stepsOf(rule).map(nameOf));
        expect(undone(after, { before: rule, after, text: "" })).toEqual(rule);
        // What was written since stays; what would be lost by it is not taken back.
        const written = { ...after, message: { "zh-CN": "另", en: "other" } };
        expect(undone(written, { before: rule, after, text: "" })).toEqual({
          ...rule,
          message: written.message,
        });
      }
    const [rule] = rules;
    if (rule === undefined) throw new Error("no rules");
    const after = { ...rule, when: "true" };
    expect(undone({ ...rule, when: "false" }, { before: rule, after, text: "" })).toBeUndefined();
  });

  test("a new rule begins with its source and what it always has, and takes every kind of step but those that it has", () => {
    const [model] = models;
    if (model === undefined) throw new Error("no models");
    const rule = newRule(model, "2026-12-01");
    expect(stepsOf(rule).map(({ kind }) => kind)).toEqual(["source", "never", "score", "alert"]);
    const offered = possible(rule, partsOf(rule));
    expect(offered).toEqual(addableKinds);
    const { rule: one } = withStep(rule, "condition", partsOf(rule));
    expect(stepsOf(one).map(({ kind }) => kind)).toEqual(["source", "condition", "score", "alert"]);
    expect(withoutStep(one, stepAt(one, "condition:0")).when).toBe("false");
  });

  test("a feature that an expression reads is told from one that nothing reads", () => {
    const [rule] = rules.filter(({ features }) => features?.["owners"] !== undefined);
    if (rule === undefined) throw new Error("no rule with owners");
    expect(isRead(rule, "owners")).toBe(true);
    expect(isRead(rule, "owner")).toBe(false);
    expect(isRead({ ...rule, when: "true", applies: "true", evidence: [] }, "owners")).toBe(false);
  });
});
