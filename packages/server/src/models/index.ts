export { backtestKind, backtestWork } from "./backtest/index.ts";
export type { DevModels } from "./dev-models.ts";
export { openDevModels, overlay } from "./dev-models.ts";
export { keepNeededWindows } from "./keep-windows.ts";
export { registerModels } from "./routes.ts";
export { createShadows } from "./shadow/index.ts";
export { tellDrafts } from "./tell-drafts.ts";
