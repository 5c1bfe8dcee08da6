export { completeBindings, demandBase, readBindings } from "./bindings.ts";
export type { BundleHead } from "./bundle-heads.ts";
export type { ActiveBundle, Bundles } from "./bundles.ts";
export { activate, createBundles } from "./bundles.ts";
export type { BindingsAnswer } from "./change-bindings.ts";
export { bindingsKind, changeBindings } from "./change-bindings.ts";
export { confidenceOf } from "./confidence.ts";
export { compareVersions } from "./compare-versions.ts";
export { diffBindings } from "./diff-bindings.ts";
export type { LibraryModel, StoredModels } from "./library.ts";
export {
  casesOf,
  currentModels,
  digestOf,
  eventOnlyRules,
  findRuleFacts,
  findRuleText,
  modelsAt,
  requireSource,
  storeModels,
  textOf,
} from "./library.ts";
export { registerBundle, registerBundleViews } from "./routes.ts";
