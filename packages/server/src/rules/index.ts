export { putBindings, readBindings } from "./bindings.ts";
export type { ActiveBundle, Bundles } from "./bundles.ts";
export { createBundles } from "./bundles.ts";
export { compareVersions } from "./compare-versions.ts";
export type { LibraryModel, StoredModels } from "./library.ts";
export {
  casesOf,
  currentModels,
  digestOf,
  eventOnlyRules,
  findRuleText,
  requireSource,
  storeModels,
  textOf,
} from "./library.ts";
export { registerBundle } from "./routes.ts";
