export type { LineKeeper } from "./keep-lines.ts";
export { createLineKeeper } from "./keep-lines.ts";
export { registerTriage } from "./routes.ts";
