export type { LineKeeper } from "./keep-lines.ts";
export { createLineKeeper } from "./keep-lines.ts";
export type { Readings } from "./reading.ts";
export { createReadings } from "./reading.ts";
export { registerTriage } from "./routes.ts";
export type { LineViewer } from "./viewer.ts";
export { seesLineSql } from "./viewer.ts";
export { wordsOf as searchWords } from "./filter.ts";
export { findLines } from "./list-alerts.ts";
