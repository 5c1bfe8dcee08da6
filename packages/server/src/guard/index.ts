export type { Guard } from "./guard.ts";
export { createGuard } from "./guard.ts";
export type { Refusal, Report } from "./refusals.ts";
