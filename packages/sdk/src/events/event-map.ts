import type { BuiltinEvents } from "@probity/contracts";

/** Data types by event type, as `EventsOf` makes them. */
export type EventMap = Readonly<Record<string, unknown>>;

/** A client without event types of its own. */
// oxlint-disable-next-line typescript/no-generated-empty-object-type -- an empty map is what is meant
export type NoEvents = Readonly<Record<never, never>>;

/** Event types that a client knows: the built-in ones and the host's own. */
export type EventName<Own> = (keyof BuiltinEvents | keyof Own) & string;

/** Data of one event type. The host's own declaration wins over a built-in one of the same name. */
export type EventData<Own, Name> = Name extends keyof Own
  ? Own[Name]
  : Name extends keyof BuiltinEvents
    ? BuiltinEvents[Name]
    : never;
