export { registerIndicators } from "./routes.ts";
