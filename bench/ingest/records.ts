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

const time = "2026-06-01T10:00:00+08:00";

/** Amounts from 1 to 2 million, evenly spread: one in ten exceeds 1.9 million. */
const amountOf = (nth: number): number => 1_000_000 + ((nth * 7919) % 1_000_000) + 0.5;

/** So many buyers share the events: windows by buyer have up to a 300th of them. */
const buyers = 300;
const buyerOf = (nth: number): string => `CN-110000-buyer-${String(nth % buyers).padStart(4, "0")}`;

const eventText = (id: string, source: string, type: string, nth: number): string => {
  const data = awardData(id) as { buyer: { id: string }; awards: [{ value: { amount: number } }] };
  data.awards[0].value.amount = amountOf(nth);
  data.buyer.id = buyerOf(nth);
  return JSON.stringify({ specversion: "1.0", id, source, type, time, data });
};

/** One writer's records, chained as the SDK chains them. */
const createStream = (source: string): ((id: string, type: string, payload: string) => string) => {
  const src = streamName(source, randomBytes(16).toString("base64url"));
  let seq = 0;
  let prev = "";
  return (id, type, payload) => {
    const salt = randomBytes(32);
    const c = createHash("sha256").update(salt).update(payload).digest("base64");
    seq += 1;
    const header = writeHeader({ src, seq, id, type, at: time, c, prev });
    prev = createHash("sha256").update(header).digest("base64");
    return `${header}\n${salt.toString("base64")}\n${payload}`;
  };
};

/** The SDK compresses what is worth it. */
const worthCompressing = 4096;

const streamBody = (records: readonly string[]): Body => {
  const text = Buffer.from(records.join("\n"));
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
}

/** All requests of one connection in order: one stream, made before any clock runs. */
export const makeBodies = ({ source, type, form, batch, batches }: BodySpec): readonly Body[] => {
  const record = createStream(source);
  return Array.from({ length: batches }, (_, at) => {
    const texts = Array.from({ length: batch }, (__, index) => {
      const id = randomUUID();
      return { id, text: eventText(id, source, type, at * batch + index) };
    });
    if (form === "stream") return streamBody(texts.map(({ id, text }) => record(id, type, text)));
    return {
      bytes: Buffer.from(`[${texts.map(({ text }) => text).join(",")}]`),
      headers: { "content-type": mediaTypes.batch },
      events: batch,
    };
  });
};
