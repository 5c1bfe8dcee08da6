export { registerIntegrity } from "./routes.ts";
