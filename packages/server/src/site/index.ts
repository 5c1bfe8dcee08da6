export { isSitePath, registerSite, sendSitePage } from "./routes.ts";
