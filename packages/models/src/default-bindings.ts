import type { Binding } from "@probity/contracts";
import { builtinModels } from "./builtin-models.ts";
import type { ModelFolder } from "./model-folder.ts";

/**
 * Binds every rule of the models to `source` as `observe`, which is how each new binding starts (RU-4): evaluated,
 * stored and counted, shown to nobody. `models` defaults to the built-in library.
 */
export function defaultBindings(source: string, models: readonly ModelFolder[] = builtinModels()): Binding[] {
  return models.flatMap(({ model }) =>
    model.rules.map((rule): Binding => ({
      id: `observe.${rule.id}`,
      rule: rule.id,
      source,
      action: "observe",
    })),
  );
}
