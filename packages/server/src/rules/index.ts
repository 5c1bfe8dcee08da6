export { putBindings, readBindings } from "./bindings.ts";
export type { ActiveBundle, Bundles } from "./bundles.ts";
export { createBundles } from "./bundles.ts";
export { currentModels, eventOnlyRules, findRuleText, requireSource, storeModels } from "./library.ts";
export { registerBundle } from "./routes.ts";
