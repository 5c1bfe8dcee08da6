import type { Model, Rule } from "@probity/contracts";
import {
  compileModel,
  conditionOf,
  environments,
  gatheredOf,
  rowsOf,
  shownBy,
  textOfGathered,
} from "@probity/engine/author";
import { expect, test } from "vitest";
import { builtinModels } from "../src/index.ts";
import { types } from "./types.ts";

const throughRows = (text: string): string => conditionOf(rowsOf(text));

/** Among whom relations are looked for; what the editor does not show as places stays as its text. */
const throughPlaces = (text: string): string => {
  const places = gatheredOf(text);
  return places === undefined ? text : textOfGathered(places);
};

type Features = NonNullable<Rule["features"]>;

const linksThroughPlaces = (features: Features): Features =>
  Object.fromEntries(
    Object.entries(features).map(([name, { owners, shared, path, ...rest }]) => [
      name,
      {
        ...rest,
        ...(owners !== undefined && { owners: { ...owners, among: throughPlaces(owners.among) } }),
        ...(shared !== undefined && { shared: { ...shared, among: throughPlaces(shared.among) } }),
        ...(path !== undefined && { path: { ...path, to: throughPlaces(path.to) } }),
      },
    ]),
  );

/** A rule whose every condition went through the editor's rows. */
const rewritten = (rule: Rule): Rule => ({
  ...rule,
  when: throughRows(rule.when),
  ...(rule.applies !== undefined && { applies: throughRows(rule.applies) }),
  ...(rule.features !== undefined && { features: linksThroughPlaces(rule.features) }),
  evidence: (rule.evidence ?? []).map((item) => ({ ...item, value: throughRows(item.value) })),
});

test("ML-4: every condition of the library goes through rows and back to the same checked IR", () => {
  const environmentOf = environments(types);
  const compiled = ({ model }: { readonly model: Model }): unknown =>
    compileModel(model, types, environmentOf);
  const counts = { conditions: 0, simple: 0, formula: 0, advanced: 0, whole: 0 };
  for (const folder of builtinModels()) {
    const model = { ...folder.model, rules: folder.model.rules.map(rewritten) };
    expect(compiled({ model }), model.id).toEqual(compiled(folder));
    for (const { when, applies } of folder.model.rules)
      for (const text of [when, ...(applies === undefined ? [] : [applies])]) {
        const shown = shownBy(rowsOf(text));
        counts.conditions += 1;
        counts.simple += shown.simple;
        counts.formula += shown.formula;
        counts.advanced += shown.advanced;
        if (shown.advanced === 0) counts.whole += 1;
        // What the editor shows does not change when it is shown again.
        expect(rowsOf(throughRows(text))).toEqual(rowsOf(text));
      }
  }
  console.log("rows of the library:", JSON.stringify(counts));
  expect(counts.conditions).toBeGreaterThan(100);
  expect(counts.simple + counts.formula).toBeGreaterThan(counts.advanced);
});
