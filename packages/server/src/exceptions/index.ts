export { currentExceptions, endedBetween } from "./current.ts";
export { exceptionKind, releaseFor } from "./exceptions.ts";
export { registerExceptions } from "./routes.ts";
