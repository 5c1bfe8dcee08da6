export type { DeadlineState } from "./database.ts";
export { createCare } from "./care.ts";
export { lockDirectory } from "./directory-lock.ts";
export type { StoreConfig } from "./open-store.ts";
export { openStore } from "./open-store.ts";
export type { Statement, Store, Transaction } from "./store.ts";
export type { LockKey } from "./under-locks.ts";
export { underLocks } from "./under-locks.ts";
export { isUnavailable } from "./unavailable.ts";
