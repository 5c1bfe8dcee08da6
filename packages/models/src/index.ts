export { builtinModels, builtinModelsDir } from "./builtin-models.ts";
export { defaultBindings } from "./default-bindings.ts";
export type { BuiltinBindings } from "./load-bindings.ts";
export { builtinBindings, loadBindings } from "./load-bindings.ts";
export { loadModelFolder } from "./load-model-folder.ts";
export type { ModelFolder } from "./model-folder.ts";
export { yamlLimits } from "./yaml-limits.ts";
export type { YamlLimits } from "./yaml-limits.ts";
