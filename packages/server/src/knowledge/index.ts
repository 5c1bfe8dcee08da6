export { registerKnowledge } from "./routes.ts";
