export { checkEvent } from "./check-event.ts";
export { array, column } from "./columns.ts";
export type { ReceivedEvent } from "./received-event.ts";
export { ingest, registerIngest } from "./routes.ts";
