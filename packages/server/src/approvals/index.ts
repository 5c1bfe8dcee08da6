export { approvalFollower, approvalHandlers } from "./follow.ts";
export { pagePrefix } from "./links.ts";
export { registerApprovalPages } from "./page/routes.ts";
export { registerOperatorApprovals } from "./ops-routes.ts";
export { registerApprovals } from "./source-routes.ts";
