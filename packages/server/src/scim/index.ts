export { registerScim, scimPrefix } from "./routes.ts";
