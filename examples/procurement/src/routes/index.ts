export { addActRoutes } from "./acts.ts";
export { addAssetRoutes } from "./assets.ts";
export { addHomeRoutes } from "./home.ts";
export { addInboxRoutes } from "./inbox.ts";
export { addProcessRoutes } from "./process.ts";
export { answerRefusal } from "./refused.ts";
export { contextOf, notFound, send } from "./respond.ts";
export { addSessionRoutes } from "./session.ts";
