export { registerLists } from "./list-routes.ts";
