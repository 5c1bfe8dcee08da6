export { registerSession } from "./routes.ts";
