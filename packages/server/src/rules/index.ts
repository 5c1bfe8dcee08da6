export { readBindings } from "./bindings.ts";
export type { BundleHead } from "./bundle-heads.ts";
export type { ActiveBundle, Bundles } from "./bundles.ts";
export { activate, createBundles } from "./bundles.ts";
export { bindingsKind, changeBindings } from "./change-bindings.ts";
export { currentModels, eventOnlyRules, findRuleText, requireSource, storeModels } from "./library.ts";
export { registerBundle, registerBundleViews } from "./routes.ts";
