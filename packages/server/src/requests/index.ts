export { saysSomething } from "./reason.ts";
export { requestAnswer } from "./request-answer.ts";
export type { ChangeRequest, RequestKind } from "./requests.ts";
export { openRequest, openRequestIn } from "./requests.ts";
export { registerRequests } from "./routes.ts";
