import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { answerOf, listOf, operation, query } from "./describe.ts";
import { filter, pageQuery } from "./page.ts";
import { getStream, listStreams, type StreamFilter, streamStates } from "./streams-query.ts";
import { count, countOrNone, moment, momentOrNone, text } from "./answer-parts.ts";

const srcParams = {
  type: "object",
  properties: { src: { type: "string", minLength: 1, maxLength: 500 } },
  required: ["src"],
} as const;

const place = { eventId: text, position: count };
const stream = {
  src: text,
  source: text,
  lastSequence: count,
  state: { enum: streamStates },
  openedAt: moment,
  lastAt: moment,
  heartbeatSeconds: countOrNone,
  silentSince: momentOrNone,
  closedAt: momentOrNone,
  closeReason: { type: ["string", "null"] },
  complete: { type: ["boolean", "null"] },
  gaps: count,
  lost: count,
  heartbeat: {
    ...answerOf({
      at: moment,
      delayMs: { ...count, description: "From when it was written to when it was here" },
      spoolDepth: { ...countOrNone, description: "Events that were waiting to be sent" },
      dropped: { ...countOrNone, description: "Events that the writer has lost so far" },
      bundleHash: { type: ["string", "null"], description: "Empty: it ran no bundle" },
    }),
    type: ["object", "null"],
  },
};
const streamAnswer = answerOf({
  ...stream,
  gapEvents: {
    type: "array",
    items: answerOf({
      ...place,
      fromSequence: countOrNone,
      toSequence: countOrNone,
      count,
      reason: text,
    }),
  },
  closeEvent: {
    ...answerOf({ ...place, lastSequence: count, reason: text }),
    type: ["object", "null"],
  },
});

/** `/ops/streams`: who writes, how far each has come, and who fell silent (LO-6). */
export function registerStreams(app: FastifyInstance, { store }: Context): void {
  app.get<{ Querystring: StreamFilter }>(
    "/streams",
    {
      config: { access: "stream.read" },
      schema: operation("listStreams", "List streams, newest first", {
        querystring: query({ source: filter, state: { enum: streamStates }, ...pageQuery }),
        response: { 200: listOf("streams", "With the number of gaps that name each", answerOf(stream)) },
      }),
    },
    (request) => listStreams(store, request.query),
  );
  app.get<{ Params: { src: string } }>(
    "/streams/:src",
    {
      config: { access: "stream.read" },
      schema: operation("getStream", "One stream with its gaps and how it was closed", {
        params: srcParams,
        response: { 200: streamAnswer },
      }),
    },
    ({ params }) => getStream(store, params.src),
  );
}
