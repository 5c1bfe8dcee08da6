export { findDeadlineFindings, isWithdrawal } from "./find-deadline-findings.ts";
export { deadlineHandlers } from "./fire-deadlines.ts";
export { forgetDeadlines } from "./forget-deadlines.ts";
export type { DeadlineKeeper } from "./keep-deadlines.ts";
export { createDeadlineKeeper } from "./keep-deadlines.ts";
export { deadlinesOf } from "./planner.ts";
export { deadlineFollower } from "./recount.ts";
export { registerDeadlines } from "./routes.ts";
export { passedType } from "./tell.ts";
