export { registerExports } from "./export-routes.ts";
export { registerIntegrity } from "./routes.ts";
