import { existsSync } from "node:fs";
import { type EventType, type Model, ProbityError, type Rule } from "@probity/contracts";
import { builtinEvents } from "@probity/contracts/schemas";
import type { ModelFolder, ModelPack } from "@probity/models";
import { builtinModels, builtinModelsDir, loadModel } from "@probity/models";
import { join } from "node:path";
import type { CommandContext } from "../context.ts";

/** The event types that rules may read. */
export const ruleTypes: readonly EventType[] = Object.values(builtinEvents);

/** The models in some folders or packs, or the built-in ones when none is named. Throws `PROBITY_E_MODEL`. */
export function modelsOf(paths: readonly string[]): readonly ModelFolder[] {
  return paths.length === 0 ? builtinModels() : paths.map((path) => loadModel(path));
}

/** Number of rules of some models. */
export function ruleCount(models: readonly ModelFolder[]): number {
  return models.reduce((sum, { model }) => sum + model.rules.length, 0);
}

/** A rule by its id, and the model that it is part of. Throws `PROBITY_E_NOT_FOUND`. */
export function ruleIn(
  context: CommandContext,
  models: readonly ModelFolder[],
  id: string,
): { readonly folder: ModelFolder; readonly rule: Rule } {
  for (const folder of models) {
    const rule = folder.model.rules.find((one) => one.id === id);
    if (rule !== undefined) return { folder, rule };
  }
  throw new ProbityError("PROBITY_E_NOT_FOUND", context.say("explainNoRule", { rule: id }));
}

/** A model that `diff` is given: a folder, a pack, or a built-in model by its id, also as `id@version`. */
export function modelAt(context: CommandContext, what: string): ModelPack {
  if (existsSync(what)) return loadModel(what);
  const [id = "", version] = what.split("@");
  const known = /^[A-Z]{2,5}-[A-Z]{2,5}$/.test(id) && existsSync(join(builtinModelsDir, id));
  const found = known ? loadModel(join(builtinModelsDir, id)) : undefined;
  if (found !== undefined && (version === undefined || version === found.model.version)) return found;
  throw new ProbityError("PROBITY_E_NOT_FOUND", context.say("diffNotAModel", { what }));
}

/** Name of a rule in the language of the command. */
export function ruleName(context: CommandContext, model: Model, id: string): string {
  return model.rules.find((rule) => rule.id === id)?.name[context.locale] ?? "";
}
