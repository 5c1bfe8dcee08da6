export type { Erasure } from "./erase.ts";
export { erase } from "./erase.ts";
export type { Named } from "./target.ts";
export { findTarget } from "./target.ts";
export { createVacuum } from "./vacuum.ts";
