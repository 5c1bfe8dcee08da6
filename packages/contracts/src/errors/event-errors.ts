/** Errors of events and payloads. */
export const eventErrors = {
  PROBITY_E_ENVELOPE: {
    status: 400,
    title: "The event is not a valid CloudEvents 1.0 event.",
    next: "Send id, source, type, time and data as in the reference; the errors list names each attribute.",
  },
  PROBITY_E_EVENT_TYPE: {
    status: 422,
    title: "The event type is not known.",
    next: "Register it with `probity types add`, or correct the type name; the quarantined event can be replayed.",
  },
  PROBITY_E_PAYLOAD: {
    status: 422,
    title: "The event's data breaks the schema of its type.",
    next: "Correct the fields named in errors; the event is in quarantine and can be replayed.",
  },
  PROBITY_E_MONEY: {
    status: 422,
    title: "A sum of money cannot be expressed exactly in minor units of its currency.",
    next: "Send at most as many decimals as the currency has, an ISO 4217 code, and less than 2^53 minor units.",
  },
  PROBITY_E_INSTANT: {
    status: 422,
    title: "A time is not RFC 3339 with an offset, nor a whole date.",
    next: "Add the offset, for example 2026-05-01T09:00:00+08:00.",
  },
  PROBITY_E_STREAM_RECORD: {
    status: 400,
    title: "The body is not a batch of stream records.",
    next: "Send records of three lines (header, salt, payload) of one stream in sequence, as the SDK writes them.",
  },
  PROBITY_E_STREAM_GAP: {
    status: 409,
    title: "The records do not continue their stream.",
    next: "Go on with the sequence number in `expected`, or write what is left in a new stream after a stream.gap event.",
  },
  PROBITY_E_STREAM_EQUIVOCATION: {
    status: 409,
    title: "Another header is logged under a sequence number of this batch.",
    next: "Write what is left in a new stream; look for a copied spool directory or a restored machine.",
  },
  PROBITY_E_COMMITMENT: {
    status: 422,
    title: "The payload or its salt is not the one that the header commits to.",
    next: "Send payload and salt as they were written; the header is logged, the payload is in quarantine.",
  },
} as const;
