export { backtestKind, backtestWork } from "./backtest/index.ts";
export type { DevModels } from "./dev-models.ts";
export { openDevModels, overlay } from "./dev-models.ts";
export { knownTypes } from "./known-types.ts";
export { registerModels } from "./routes.ts";
export { createShadows } from "./shadow/index.ts";
export { tellDrafts } from "./tell-drafts.ts";
