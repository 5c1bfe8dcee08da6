export { actPage } from "./act.ts";
export type { ActView } from "./act.ts";
export type { PageContext, SdkStatus } from "./context.ts";
export { homePage } from "./home.ts";
export { approvalPage, inboxPage } from "./inbox.ts";
export { messagePage } from "./message.ts";
export { newPage } from "./new.ts";
export { processPage } from "./process.ts";
