export { registerPrecheck } from "./routes.ts";
