export { tellOverdue } from "./letter-notices.ts";
export { registerLetters } from "./routes.ts";
