export { registerServices } from "./routes.ts";
export { serviceBehind } from "./services.ts";
