import type { JsonObject } from "@probity/contracts";
import { parseInstant } from "@probity/engine";
import type { LogEvent } from "../score/index.ts";

/** An event of the log, read once for all that want to know what is in it. */
export interface ReadEvent {
  readonly position: number;
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly subject: string | null;
  readonly data: JsonObject;
  /** As its body has it. */
  readonly time: string;
  /** The same in milliseconds since 1970. */
  readonly at: number;
  /** Id of the event that it corrects. */
  readonly corrects: string | undefined;
}

/** What ids of events are made of: anything else names none. */
const idForm = /^[\u0021-\uffff]{1,200}$/;

/** Reads an event; undefined when its payload was erased or is not what was accepted. Never throws (AL-4). */
export function readEvent(event: Omit<LogEvent, "time">): ReadEvent | undefined {
  if (event.body === "") return undefined;
  try {
    const body: unknown = JSON.parse(event.body);
    if (typeof body !== "object" || body === null) return undefined;
    const data: unknown = Reflect.get(body, "data");
    const time: unknown = Reflect.get(body, "time");
    const corrects: unknown = Reflect.get(body, "corrects");
    const at = typeof time === "string" ? parseInstant(time)?.ms : undefined;
    if (typeof data !== "object" || data === null || Array.isArray(data)) return undefined;
    if (typeof time !== "string" || at === undefined) return undefined;
    const { position, source, id, type, subject } = event;
    const told = typeof corrects === "string" && idForm.test(corrects) ? corrects : undefined;
    // Of parsed JSON.
    return { position, source, id, type, subject, data: data as JsonObject, time, at, corrects: told };
  } catch {
    // A damaged payload is a failure of its score already; it must not stop the events behind it.
    return undefined;
  }
}
