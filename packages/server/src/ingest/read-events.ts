import type { IncomingHttpHeaders } from "node:http";
import { mediaTypes, ProbityError } from "@probity/contracts";
import { depthOf } from "../http/index.ts";
import type { ReceivedEvent } from "./received-event.ts";
import { splitBatch } from "./split-batch.ts";

/** Most events of one request. */
export const maxEvents = 500;

const attributeName = /^ce-([a-z0-9]{1,50})$/;

/** A content type without its parameters. */
export const mediaTypeOf = (contentType: string): string =>
  contentType.split(";", 1)[0]?.trim().toLowerCase() ?? "";

/**
 * Reads the events of a request in any of the three modes of the CloudEvents HTTP binding (EV-1): batched, structured,
 * or binary (`ce-*` headers and JSON data). Throws for a body that is no JSON or of another type: nothing was taken.
 */
export function readEvents(
  contentType: string,
  headers: IncomingHttpHeaders,
  body: string,
): readonly ReceivedEvent[] {
  const media = mediaTypeOf(contentType);
  if (media === mediaTypes.batch) return readBatch(body);
  if (media === mediaTypes.event) return [{ text: body, value: parse(body), depth: depthOf(body) }];
  if (headers["ce-specversion"] !== undefined) return [readBinary(contentType, headers, body)];
  throw new ProbityError("PROBITY_E_MEDIA_TYPE", `${media === "" ? "nothing" : media} without ce-* headers`);
}

function readBatch(body: string): readonly ReceivedEvent[] {
  const values = parse(body);
  if (!Array.isArray(values))
    throw new ProbityError("PROBITY_E_REQUEST", "a batch is a JSON array of events");
  if (values.length > maxEvents)
    throw new ProbityError("PROBITY_E_BODY_LIMIT", `${values.length} events, over ${maxEvents}`);
  const slices = splitBatch(body);
  return values.map((value: unknown, index) => {
    const slice = slices[index];
    if (slice === undefined) throw new ProbityError("PROBITY_E_INTERNAL", "a batch could not be split");
    return { text: slice.text, value, depth: slice.depth };
  });
}

/** Attributes come from headers, percent-encoded; the data is kept as the exact text of the body. */
function readBinary(contentType: string, headers: IncomingHttpHeaders, body: string): ReceivedEvent {
  const data = parse(body);
  const attributes: Record<string, unknown> = { datacontenttype: contentType };
  for (const [header, value] of Object.entries(headers)) {
    const name = attributeName.exec(header)?.[1];
    if (name !== undefined && name !== "data" && typeof value === "string") attributes[name] = decode(value);
  }
  const head = JSON.stringify(attributes);
  const text = `${head.slice(0, -1)},"data":${body.trim()}}`;
  return { text, value: { ...attributes, data }, depth: depthOf(text) };
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new ProbityError("PROBITY_E_REQUEST", "the body is not JSON", { cause });
  }
}
