export { checkEvent } from "./check-event.ts";
export { array, column } from "./columns.ts";
export { ingestBatch } from "./ingest-batch.ts";
export type { ReceivedEvent } from "./received-event.ts";
export { ingest, registerIngest } from "./routes.ts";
