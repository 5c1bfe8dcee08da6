import type { JsonObject } from "@probity/contracts";
import { ProbityError } from "@probity/contracts";

/** CloudEvents attributes of one event, in the order they are written. */
export interface Envelope {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject?: string | undefined;
  readonly time: string;
  readonly recordedtime: string;
  readonly dataschema?: string | undefined;
  readonly traceparent?: string | undefined;
  readonly corrects?: string | undefined;
  readonly correctionreason?: string | undefined;
  readonly data: JsonObject;
}

/**
 * The event as the JSON text that is spooled and sent; nothing serialises it a second time. One call for all of it: texts put
 * together by hand are flattened later, which costs more.
 * @throws ProbityError `PROBITY_E_EVENT_JSON` for data that is no JSON object.
 */
export const writeEnvelope = (envelope: Envelope): string => {
  const { id, source, type, subject, time, recordedtime, dataschema, traceparent, data } = envelope;
  const { corrects, correctionreason } = envelope;
  if (typeof data !== "object" || data === null || Array.isArray(data)) {
    throw new ProbityError("PROBITY_E_EVENT_JSON", `data of ${type} is not an object`);
  }
  try {
    return JSON.stringify({
      specversion: "1.0",
      id,
      source,
      type,
      subject,
      time,
      recordedtime,
      dataschema,
      traceparent,
      corrects,
      correctionreason,
      data,
    });
  } catch (cause) {
    throw new ProbityError("PROBITY_E_EVENT_JSON", `data of ${type} cannot be written as JSON`, { cause });
  }
};
