import { createHash, randomBytes, randomUUID } from "node:crypto";
import { zstdCompressSync } from "node:zlib";
import { mediaTypes, streamName, writeHeader } from "@probity/contracts";
import { awardData } from "../support/events.ts";

/** A request, ready to be sent. */
export interface Body {
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly events: number;
}

/** In which form events travel. `stream`: as the SDK sends them. `cloudevents`: as anybody can. */
export type Form = "stream" | "cloudevents";

/** What an event says. */
export interface EventContent {
  readonly id: string;
  readonly time: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const time = "2026-06-01T10:00:00+08:00";

/** Amounts from 1 to 2 million, evenly spread: one in ten exceeds 1.9 million. */
const amountOf = (nth: number): number => 1_000_000 + ((nth * 7919) % 1_000_000) + 0.5;

const award = (nth: number): EventContent => {
  const id = randomUUID();
  const data = awardData(id) as { awards: [{ value: { amount: number } }] };
  data.awards[0].value.amount = amountOf(nth);
  return { id, time, data };
};

/** A CloudEvent as it is sent and stored. */
const eventText = (source: string, type: string, { id, time: at, data }: EventContent): string =>
  JSON.stringify({ specversion: "1.0", id, source, type, time: at, data });

/** One record of a stream: its three lines, and what its header says of its place. */
export interface StreamRecord {
  readonly src: string;
  readonly seq: number;
  readonly header: string;
  readonly salt: string;
  readonly payload: string;
}

/** One writer's records, chained as the SDK chains them. */
export const createStream = (source: string): ((type: string, event: EventContent) => StreamRecord) => {
  const src = streamName(source, randomBytes(16).toString("base64url"));
  let seq = 0;
  let prev = "";
  return (type, event) => {
    const { id, time: at } = event;
    const payload = eventText(source, type, event);
    const salt = randomBytes(32);
    const c = createHash("sha256").update(salt).update(payload).digest("base64");
    seq += 1;
    const header = writeHeader({ src, seq, id, type, at, c, prev });
    prev = createHash("sha256").update(header).digest("base64");
    return { src, seq, header, salt: salt.toString("base64"), payload };
  };
};

/** The SDK compresses what is worth it. */
const worthCompressing = 4096;

/** Records as the SDK sends them. */
export const streamBody = (records: readonly StreamRecord[]): Body => {
  const lines = records.map(({ header, salt, payload }) => `${header}\n${salt}\n${payload}`);
  const text = Buffer.from(lines.join("\n"));
  const packs = text.length >= worthCompressing;
  return {
    bytes: packs ? zstdCompressSync(text) : text,
    headers: {
      "content-type": mediaTypes.stream,
      ...(packs ? { "content-encoding": "zstd" } : {}),
    },
    events: records.length,
  };
};

/** What a load is made of. */
export interface BodySpec {
  readonly source: string;
  readonly type: string;
  readonly form: Form;
  readonly batch: number;
  readonly batches: number;
  /** The event of a number. Default: an award of its own. */
  readonly event?: ((nth: number) => EventContent) | undefined;
}

/** All requests of one connection in order: one stream, made before any clock runs. */
export const makeBodies = (spec: BodySpec): readonly Body[] => {
  const { source, type, form, batch, batches, event = award } = spec;
  const record = createStream(source);
  return Array.from({ length: batches }, (_, at) => {
    const events = Array.from({ length: batch }, (__, index) => event(at * batch + index));
    if (form === "stream") return streamBody(events.map((content) => record(type, content)));
    return {
      bytes: Buffer.from(`[${events.map((content) => eventText(source, type, content)).join(",")}]`),
      headers: { "content-type": mediaTypes.batch },
      events: batch,
    };
  });
};
