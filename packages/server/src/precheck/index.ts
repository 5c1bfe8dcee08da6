export type { Memory } from "./memory.ts";
export { createMemory } from "./memory.ts";
export { registerPrecheck } from "./routes.ts";
