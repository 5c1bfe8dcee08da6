export { registerOidc } from "./routes.ts";
