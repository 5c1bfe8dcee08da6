import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { requireSource } from "../rules/index.ts";
import { readQuality, type SourceQuality } from "../sources/index.ts";
import { count, moment, text } from "./answer-parts.ts";
import { answerOf, idParams, operation, query } from "./describe.ts";

const list = (items: object): object => ({ type: "array", items });
const qualityAnswer = answerOf({
  from: moment,
  to: moment,
  events: { ...count, description: "Looked at: the newest, at most 20,000" },
  sampled: { type: "boolean", description: "There were more" },
  types: list(
    answerOf({
      type: text,
      name: { type: ["object", "null"], properties: { "zh-CN": text, en: text }, required: ["zh-CN", "en"] },
      events: count,
      incomplete: { ...count, description: "Without a field that supervision requires" },
      ahead: { ...count, description: "Of a time more than five minutes after they came" },
      lastAt: moment,
      delayMs: answerOf({ p50: count, p95: count }),
    }),
  ),
  missing: list(
    answerOf({
      type: text,
      field: { ...text, description: "JSON pointer below data; * is each element of a list" },
      events: count,
      of: {
        ...count,
        description: "Incomplete events of the type that were read: the newest 500 of the source",
      },
    }),
  ),
  undecided: list(answerOf({ rule: text, undecided: count, asked: count })),
  refused: list(answerOf({ code: text, events: count, open: count, lastAt: moment })),
});
const qualityQuery = query({ days: { type: "integer", minimum: 1, maximum: 365, default: 30 } });

/** `/ops/sources/:id/quality`: how well a source tells its events. */
export function registerSourceQuality(app: FastifyInstance, context: Context): void {
  app.get<{ readonly Params: { readonly id: string }; Querystring: { days: number } }>(
    "/sources/:id/quality",
    {
      config: { access: "source.read" },
      schema: operation("getSourceQuality", "How well the events of a source were told in the last days", {
        params: idParams,
        querystring: qualityQuery,
        response: { 200: qualityAnswer },
      }),
    },
    ({ params, query: { days } }) => quality(context, params.id, days),
  );
}

async function quality(context: Context, source: string, days: number): Promise<SourceQuality> {
  const { store, clock } = context;
  await requireSource(store, source);
  const to = clock();
  return await readQuality(context, source, { from: new Date(to - days * 86_400_000), to: new Date(to) });
}
