export { registerOps } from "./routes.ts";
