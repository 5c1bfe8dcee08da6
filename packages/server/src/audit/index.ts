export { exportLog } from "./export-log.ts";
export type { AuditKeys } from "./keys.ts";
export type { LogSource } from "./log-source.ts";
export { directorySource, httpSource } from "./log-source.ts";
export type { Problem } from "./problem.ts";
export type { LogReport } from "./verify-log.ts";
export { verifyLog } from "./verify-log.ts";
export { verifyReceipt } from "./verify-receipt.ts";
