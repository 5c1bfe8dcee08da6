export { escape } from "./html.ts";
export { describeRoute } from "./describe-route.ts";
export { registerDocs } from "./routes.ts";
