export type { Push } from "./push.ts";
export { createPush } from "./push.ts";
export { registerPush } from "./routes.ts";
