import { depthOf } from "../http/index.ts";
import type { TypeRegistry } from "../types/index.ts";
import { checkEvent, type Fault, invalid, storableText } from "./check-event.ts";
import type { CheckedEvent, EventProblem } from "./checked-event.ts";
import { hasControls, malformed, type StreamRecord } from "./read-records.ts";
import type { ReceivedEvent } from "./received-event.ts";

/** The payload of a record, parsed once; undefined when it is no JSON. */
export interface ParsedRecord extends StreamRecord {
  readonly event: ReceivedEvent;
}

/** Parses the payload. Throws for control characters: JSON has none, and a line with some cannot be kept. */
export function parseRecord(record: StreamRecord): ParsedRecord {
  const text = record.payload.toString("utf8");
  try {
    return Object.assign(record, {
      event: { text, value: JSON.parse(text) as unknown, depth: depthOf(text) },
    });
  } catch {
    if (hasControls(text)) throw malformed(`the payload of ${record.header.seq} has control characters`);
    return Object.assign(record, { event: { text, value: undefined, depth: 0 } });
  }
}

/**
 * Judges the payload of a record like any event, and whether it is the one that its header speaks of. Whatever is wrong,
 * the header is logged: only the payload goes to quarantine (LO-1, EV-6).
 */
export function checkRecord(record: ParsedRecord, source: string, types: TypeRegistry): CheckedEvent {
  const { header, event } = record;
  const fault = faultOf(record);
  const checked = fault === undefined ? checkEvent(event, source, types) : invalid(event, source, fault);
  if (checked.valid) {
    const { id, type } = checked;
    if (id === header.id && type === header.type) return checked;
    const path = id === header.id ? "/type" : "/id";
    const errors = [at(path, "is not that of its header")];
    return { ...invalid(event, source, { code: "PROBITY_E_ENVELOPE", errors }), id: idOf(record, id) };
  }
  return { ...checked, id: idOf(record, checked.id) };
}

function faultOf({ isCommitted, event }: ParsedRecord): Fault | undefined {
  if (!isCommitted) {
    return { code: "PROBITY_E_COMMITMENT", errors: [at("", "is not what the header commits to")] };
  }
  return event.value === undefined
    ? { code: "PROBITY_E_ENVELOPE", errors: [at("", "is not JSON")] }
    : undefined;
}

/** The sender knows the event by the id in its header. */
const idOf = ({ header }: StreamRecord, fallback: string): string =>
  (header.id.length <= 200 ? storableText(header.id) : undefined) ?? fallback;

const at = (path: string, message: string): EventProblem => ({ path, message });
