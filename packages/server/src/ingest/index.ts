export { checkEvent, reservedTypes } from "./check-event.ts";
export type { Ingester } from "./ingester.ts";
export { createIngester } from "./ingester.ts";
export { plainSubmission } from "./prepare.ts";
export type { ReceivedEvent } from "./received-event.ts";
export { registerIngest } from "./routes.ts";
