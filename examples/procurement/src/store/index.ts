export { ActStore } from "./acts.ts";
export type { DoneAct } from "./acts.ts";
export { ApprovalStore } from "./approvals.ts";
export type { Approval } from "./approvals.ts";
export { openDatabase, transaction } from "./open.ts";
export { ProcessStore, smallStages, stages } from "./processes.ts";
export type { Process, Stage } from "./processes.ts";
export { SessionStore } from "./sessions.ts";
