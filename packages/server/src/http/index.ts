export { bearerOf, sameSecret } from "./bearer.ts";
export { refuseUnreadable } from "./client-error.ts";
export { problemOf } from "./http-error.ts";
export { registerErrors, sendProblem } from "./errors.ts";
export { depthOf, isClosing, isOpening, maxDepth, registerJsonBodies, stringEnd } from "./json-bodies.ts";
export { registerLoadGuard } from "./load-guard.ts";
export { watchRoutes } from "./route-table.ts";
export { authenticateSources } from "./source-scope.ts";
export { registerValidation } from "./validation.ts";
