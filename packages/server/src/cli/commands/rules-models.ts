import type { EventType } from "@probity/contracts";
import { builtinEvents } from "@probity/contracts/schemas";
import type { ModelFolder } from "@probity/models";
import { builtinModels, loadModelFolder } from "@probity/models";

/** The event types that rules may read. */
export const ruleTypes: readonly EventType[] = Object.values(builtinEvents);

/** The models in some folders, or the built-in ones when none is named. Throws `PROBITY_E_MODEL`. */
export function modelsOf(dirs: readonly string[]): readonly ModelFolder[] {
  return dirs.length === 0 ? builtinModels() : dirs.map((dir) => loadModelFolder(dir));
}

/** Number of rules of some models. */
export function ruleCount(models: readonly ModelFolder[]): number {
  return models.reduce((sum, { model }) => sum + model.rules.length, 0);
}
