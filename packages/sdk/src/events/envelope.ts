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

/** Names after `id`, `source` and `type`, in the order they are written. */
const optional = [
  "subject",
  "time",
  "recordedtime",
  "dataschema",
  "traceparent",
  "corrects",
  "correctionreason",
] as const;

const dataText = ({ type, data }: Envelope): string => {
  let text: string | undefined;
  try {
    // Undefined where the data's own toJSON gives nothing.
    text = JSON.stringify(data) as string | undefined;
  } catch (cause) {
    throw new ProbityError("PROBITY_E_EVENT_JSON", `data of ${type} cannot be written as JSON`, { cause });
  }
  if (text?.startsWith("{") === true) return text;
  throw new ProbityError("PROBITY_E_EVENT_JSON", `data of ${type} is not an object`);
};

/**
 * The event as the JSON text that is spooled and sent; nothing serialises it a second time. Put together by hand: it is on the
 * path of every emit, and a copy of the envelope for `JSON.stringify` costs more than the text.
 * @throws ProbityError `PROBITY_E_EVENT_JSON` for data that is no JSON object.
 */
export const writeEnvelope = (envelope: Envelope): string => {
  const { id, source, type } = envelope;
  const data = dataText(envelope);
  let text = `{"specversion":"1.0","id":${JSON.stringify(id)},"source":${JSON.stringify(source)},"type":${JSON.stringify(type)}`;
  for (const name of optional) {
    const value = envelope[name];
    if (value !== undefined) text += `,"${name}":${JSON.stringify(value)}`;
  }
  return `${text},"data":${data}}`;
};
