import type { IngestResponse } from "@probity/contracts";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Context } from "../context.ts";
import { readSubmission } from "./prepare.ts";
import { ingestResponseSchema } from "./schemas.ts";

/** Types of bodies that are read as bytes: CloudEvents of any JSON format, and stream records. */
const bodyTypes = [/^application\/(?:[a-z0-9.+-]+\+)?json/i, /^application\/vnd\.probity\.stream/i];

/** `POST /v1/events`. To be registered in the scope of sources: it needs its own reading of bodies as exact bytes. */
export function registerIngest(app: FastifyInstance, context: Context): void {
  app.removeAllContentTypeParsers();
  for (const type of bodyTypes) app.addContentTypeParser(type, { parseAs: "buffer" }, whole);
  app.post<{ Body: Buffer | null }>(
    "/events",
    {
      schema: {
        operationId: "sendEvents",
        summary: "Send events",
        description:
          "Records of a stream (header, salt, payload), or CloudEvents 1.0 in structured, batched or binary mode; at most 500 events and 1 MiB, 4 MiB once unpacked (content-encoding zstd or gzip). Status 200 means that every event is safe on the server: accepted, seen before, or quarantined with its errors; the receipt proves that the last one is in the log. Any other status means that none was taken; 409 names in `expected` what would continue the stream. Idempotent by source and id, and by stream and sequence number.",
        tags: ["source"],
        response: { 200: ingestResponseSchema },
      },
    },
    (request) => take(context, request),
  );
}

const whole = (_request: FastifyRequest, body: Buffer, done: (error: null, body: Buffer) => void): void =>
  done(null, body);

async function take(
  context: Context,
  { source, headers, body }: FastifyRequest<{ Body: Buffer | null }>,
): Promise<IngestResponse> {
  await context.guard.ready();
  return await context.ingester.ingest(
    await readSubmission(context, source, headers, body ?? Buffer.alloc(0)),
  );
}
