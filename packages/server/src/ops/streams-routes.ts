import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { listOf, operation, query } from "./describe.ts";
import { filter, pageQuery } from "./page.ts";
import { getStream, listStreams, type StreamFilter, streamStates } from "./streams-query.ts";

const srcParams = {
  type: "object",
  properties: { src: { type: "string", minLength: 1, maxLength: 500 } },
  required: ["src"],
} as const;

/** `/ops/streams`: who writes, how far each has come, and who fell silent (LO-6). */
export function registerStreams(app: FastifyInstance, { store }: Context): void {
  app.get<{ Querystring: StreamFilter }>(
    "/streams",
    {
      config: { access: "stream.read" },
      schema: operation("listStreams", "List streams, newest first", {
        querystring: query({ source: filter, state: { enum: streamStates }, ...pageQuery }),
        response: { 200: listOf("streams", "With the number of gaps that name each") },
      }),
    },
    (request) => listStreams(store, request.query),
  );
  app.get<{ Params: { src: string } }>(
    "/streams/:src",
    {
      config: { access: "stream.read" },
      schema: operation("getStream", "One stream with its gaps and how it was closed", { params: srcParams }),
    },
    ({ params }) => getStream(store, params.src),
  );
}
