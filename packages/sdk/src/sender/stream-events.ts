import type { Clock } from "../clock.ts";
import { writeEnvelope } from "../events/envelope.ts";
import type { StreamEvent } from "../stream/record.ts";
import type { Hole } from "./stream-source.ts";

/** Writes what the sender has to say about streams, as events of the source. */
export interface StreamEvents {
  /** A stream has a hole, and the rest of it follows. */
  gap(stream: string, hole: Hole): StreamEvent;
  /** A stream ended. `head` is left out for a stream that says so itself. */
  close(
    stream: string,
    last: { readonly seq: number; readonly head?: string | undefined },
    reason: "shutdown" | "adopted" | "continued",
  ): StreamEvent;
  /** An event that was in another stream, with its own id. */
  again(event: { readonly id: string; readonly type: string; readonly text: string }): StreamEvent;
}

/** Settings of {@link createStreamEvents}. */
export interface StreamEventsSettings {
  readonly source: string;
  readonly clock: Pick<Clock, "now">;
  readonly nextId: () => string;
}

/** Types of the events that Probity sends about itself: they are never set aside as refused. */
export const isOwnType = (type: string): boolean => type.startsWith("stream.") || type.startsWith("source.");

/** Events whose meaning is bound to the stream that they are in. */
export const isBoundType = (type: string): boolean =>
  type === "stream.close" || type === "source.heartbeat.sent";

export const createStreamEvents = ({ source, clock, nextId }: StreamEventsSettings): StreamEvents => {
  const now = (): string => new Date(clock.now()).toISOString();
  const event = (
    type: string,
    subject: string,
    data: Parameters<typeof writeEnvelope>[0]["data"],
  ): StreamEvent => {
    const id = nextId();
    const at = now();
    return {
      id,
      type,
      at,
      text: writeEnvelope({ id, source, type, subject, time: at, recordedtime: at, data }),
    };
  };
  return {
    gap: (stream, { reason, from, to, count, detail }) => {
      const range = { stream, fromSequence: from, ...(to === undefined ? {} : { toSequence: to }) };
      return event("stream.gap", stream, { gap: { ...range, count, reason, detail: detail.slice(0, 2000) } });
    },
    close: (stream, { seq, head }, reason) => {
      const last = { lastSequence: seq, ...(head === undefined ? {} : { head }) };
      return event("stream.close", stream, { close: { stream, ...last, reason } });
    },
    again: ({ id, type, text }) => ({ id, type, text, at: now() }),
  };
};
