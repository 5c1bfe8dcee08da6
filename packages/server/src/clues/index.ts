export { findClues } from "./read-clue.ts";
export { registerClues } from "./routes.ts";
