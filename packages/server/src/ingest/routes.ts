import { type IngestResponse, ProbityError } from "@probity/contracts";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Context } from "../context.ts";
import { checkEvent } from "./check-event.ts";
import { ingestBatch } from "./ingest-batch.ts";
import { readEvents } from "./read-events.ts";
import type { ReceivedEvent } from "./received-event.ts";
import { ingestResponseSchema } from "./schemas.ts";

/** `POST /v1/events`. To be registered in the scope of sources: it needs its own reading of bodies as exact text. */
export function registerIngest(app: FastifyInstance, context: Context): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    /^application\/(?:[a-z0-9.+-]+\+)?json/i,
    { parseAs: "buffer" },
    (request: FastifyRequest, body: Buffer, done: (error: Error | null, body?: string) => void) => {
      const encoding = request.headers["content-encoding"] ?? "identity";
      if (encoding !== "identity") {
        return done(new ProbityError("PROBITY_E_MEDIA_TYPE", `content-encoding ${encoding}`));
      }
      try {
        done(null, new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body));
      } catch (cause) {
        done(new ProbityError("PROBITY_E_REQUEST", "the body is not UTF-8", { cause }));
      }
    },
  );
  app.post<{ Body: string }>(
    "/events",
    {
      schema: {
        operationId: "sendEvents",
        summary: "Send events",
        description:
          "CloudEvents 1.0 in structured, batched or binary mode, at most 500 events and 1 MiB. Status 200 means that every event is safe on the server: accepted, seen before, or quarantined with its errors. Any other status means that none was taken. Idempotent by source and id.",
        tags: ["source"],
        response: { 200: ingestResponseSchema },
      },
    },
    (request) =>
      ingest(
        context,
        request.source,
        readEvents(request.headers["content-type"] ?? "", request.headers, request.body ?? ""),
      ),
  );
}

/** Checks and stores what a source sent; wakes the scorer. */
export async function ingest(
  context: Context,
  source: string,
  events: readonly ReceivedEvent[],
): Promise<IngestResponse> {
  const { store, types, clock, scorer } = context;
  await types.prepare(
    source,
    events.map(({ value }) => typeOf(value)).filter((type) => type !== undefined),
  );
  const checked = events.map((event) => checkEvent(event, source, types));
  const results = await ingestBatch(store, checked, new Date(clock()));
  const count = (status: string): number => results.filter((result) => result.status === status).length;
  const accepted = count("accepted");
  if (accepted > 0) scorer.wake();
  return { results, accepted, duplicates: count("duplicate"), quarantined: count("quarantined") };
}

function typeOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || !("type" in value)) return undefined;
  return typeof value.type === "string" ? value.type : undefined;
}
