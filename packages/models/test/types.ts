import { builtinEvents, type EventType } from "@probity/contracts";

/** The event types that the built-in models read. */
export const types: readonly EventType[] = Object.values(builtinEvents);
