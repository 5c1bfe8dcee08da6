import type { IncomingHttpHeaders } from "node:http";
import { mediaTypes, serverInstance, streamName } from "@probity/contracts";
import type { Context } from "../context.ts";
import { commit } from "../log/index.ts";
import { checkEvent } from "./check-event.ts";
import { checkRecord, parseRecord } from "./check-record.ts";
import { decodeBody } from "./decode-body.ts";
import { mediaTypeOf, readEvents } from "./read-events.ts";
import { readRecords } from "./read-records.ts";
import type { ReceivedEvent } from "./received-event.ts";
import type { Item, Submission } from "./submission.ts";

/** Reads and checks a request, of whatever kind. Throws when nothing of it can be taken. */
export async function readSubmission(
  context: Pick<Context, "types" | "log">,
  source: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
): Promise<Submission> {
  const type = headers["content-type"] ?? "";
  const plain = await decodeBody(body, headers["content-encoding"] ?? "identity");
  if (mediaTypeOf(type) === mediaTypes.stream) return await streamSubmission(context, source, plain);
  return await plainSubmission(context, source, readEvents(type, headers, plain.toString("utf8")));
}

/** Checks events that came without a stream; the server writes their headers. */
export async function plainSubmission(
  { types }: Pick<Context, "types">,
  source: string,
  events: readonly ReceivedEvent[],
): Promise<Submission> {
  await types.prepare(
    source,
    events.map(({ value }) => typeOf(value)).filter((type) => type !== undefined),
  );
  const items = events.map((event): Item => ({
    event: checkEvent(event, source, types),
    payload: event.text,
    ...commit(event.text),
  }));
  const bytes = events.reduce((sum, { text }) => sum + text.length, 0);
  return { source, src: streamName(source, serverInstance), items, firstSeq: 0, lastSeq: 0, bytes };
}

async function streamSubmission(
  { types, log }: Pick<Context, "types" | "log">,
  source: string,
  body: Buffer,
): Promise<Submission> {
  const { src, records } = readRecords(body, source, log.digest);
  const parsed = records.map(parseRecord);
  await types.prepare(
    source,
    parsed.map(({ header }) => header.type),
  );
  const items = parsed.map((record): Item => {
    const { header, headerText: text, hash, salt, leaf, payload } = record;
    const { seq, prev, c } = header;
    return {
      event: checkRecord(record, source, types),
      payload,
      salt,
      c,
      header: { src, seq, prev, text, hash, leaf },
    };
  });
  const [{ header: first }] = records;
  return {
    source,
    src,
    items,
    firstSeq: first.seq,
    lastSeq: first.seq + records.length - 1,
    bytes: body.length,
  };
}

function typeOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || !("type" in value)) return undefined;
  return typeof value.type === "string" ? value.type : undefined;
}
