export { registerGroups } from "./group-routes.ts";
export { registerScim, scimPrefix } from "./routes.ts";
