export { backtestKind, backtestWork } from "./backtest/index.ts";
export { registerModels } from "./routes.ts";
export { createShadows } from "./shadow/index.ts";
export { tellDrafts } from "./tell-drafts.ts";
