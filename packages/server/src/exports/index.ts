export { exportHandlers } from "./expiry.ts";
export { exportJob, exportWork } from "./make-file.ts";
export { registerListExports } from "./routes.ts";
