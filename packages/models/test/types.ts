import { type EventType } from "@probity/contracts";
import { builtinEvents } from "@probity/contracts/schemas";

/** The event types that the built-in models read. */
export const types: readonly EventType[] = Object.values(builtinEvents);
