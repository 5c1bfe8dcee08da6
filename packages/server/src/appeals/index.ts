export { forgetAppeals } from "./forget.ts";
export { ownAppeals } from "./own-appeals.ts";
export { registerMyPrechecks } from "./my-routes.ts";
export { registerOperatorAppeals } from "./ops-routes.ts";
export { registerAppeals } from "./source-routes.ts";
