export { registerClues } from "./routes.ts";
