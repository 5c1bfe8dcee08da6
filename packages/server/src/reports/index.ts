export { showReport } from "./reports.ts";
export { registerReports } from "./routes.ts";
export { reportRows } from "./rows.ts";
export { reportHandlers, reportJob, startSeries } from "./series.ts";
export { reportWork } from "./series-job.ts";
