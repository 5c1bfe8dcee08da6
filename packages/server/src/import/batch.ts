import type { ImportedEvent } from "./ocds/events-of-release.ts";

/** An event ready to be sent. */
export interface Outgoing {
  /** Line, or place in the package, that it came from. */
  readonly item: number;
  readonly event: ImportedEvent;
  /** The CloudEvent as JSON text. */
  readonly text: string;
  readonly bytes: number;
}

/** Limits of one request. */
export interface BatchLimits {
  readonly maxEvents: number;
  readonly maxBytes: number;
}

/** Largest single event; the server's body limit is 1 MiB. */
export const maxEventBytes = 1_000_000;

/** The event as structured CloudEvents JSON. */
export function outgoing(event: ImportedEvent, source: string, item: number): Outgoing {
  const { id, type, subject, time, data } = event;
  const text = JSON.stringify({
    specversion: "1.0",
    id,
    source,
    type,
    subject,
    time,
    datacontenttype: "application/json",
    data,
  });
  return { item, event, text, bytes: Buffer.byteLength(text) };
}

/** Cuts events into requests within the limits, keeping their order. */
export function batches(events: readonly Outgoing[], limits: BatchLimits): readonly (readonly Outgoing[])[] {
  const result: Outgoing[][] = [];
  let current: Outgoing[] = [];
  let bytes = 0;
  for (const event of events) {
    const isFull = current.length >= limits.maxEvents || bytes + event.bytes + 1 > limits.maxBytes;
    if (isFull && current.length > 0) {
      result.push(current);
      current = [];
      bytes = 0;
    }
    current.push(event);
    bytes += event.bytes + 1;
  }
  if (current.length > 0) result.push(current);
  return result;
}
