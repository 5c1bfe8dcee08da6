export { checkTree } from "./check-tree.ts";
export { checkpointFile } from "./checkpoint-file.ts";
export type { Guard } from "./guard.ts";
export { createGuard } from "./guard.ts";
export type { Report } from "./refusals.ts";
