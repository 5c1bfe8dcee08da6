import { ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import { noteLook, noteRead } from "../access/index.ts";
import type { Context } from "../context.ts";
import { answerOf } from "../ops/describe.ts";
import { findScore, topScores } from "./entity-scores.ts";
import { findHotspots, findRepeats, type HotspotQuery } from "./hotspots.ts";
import { reachOf } from "./reach.ts";
import { scoredKinds, type ScoredKind } from "./touched.ts";
import { count, text } from "../ops/answer-parts.ts";

const kind = { enum: scoredKinds } as const;
const limit = { type: "integer", minimum: 1, maximum: 500, default: 50 } as const;
const moment = { type: "string", format: "date-time", maxLength: 40 } as const;
const track = { enum: ["business", "integrity"] } as const;

const topQuery = {
  type: "object",
  properties: { kind, limit },
  required: ["kind"],
  additionalProperties: false,
} as const;
const oneParams = {
  type: "object",
  properties: { kind, key: { type: "string", minLength: 1, maxLength: 500, pattern: "^[^\\u0000]*$" } },
  required: ["kind", "key"],
} as const;
const hotspotQuery = {
  type: "object",
  properties: { by: kind, from: moment, to: moment, class: track, limit },
  required: ["by"],
  additionalProperties: false,
} as const;
const repeatQuery = {
  type: "object",
  properties: {
    by: { ...kind, default: "person" },
    to: moment,
    days: { type: "integer", minimum: 1, maximum: 3660, default: 180 },
    weight: { type: "integer", minimum: 1, maximum: 100_000, default: 15 },
    class: track,
  },
  additionalProperties: false,
} as const;

const repeatsAnswer = answerOf({
  by: kind,
  from: text,
  to: text,
  population: count,
  limit: count,
  top: answerOf({ result: { enum: ["judged", "indeterminate"] }, reason: text }, ["reason"]),
  subjects: {
    type: "array",
    description: "The heaviest first",
    items: answerOf({
      key: text,
      alerts: count,
      rules: count,
      levels: answerOf({ 1: count, 2: count, 3: count }),
      weight: count,
      lastTime: text,
      before: answerOf({ alerts: count, weight: count }),
      trend: { enum: ["new", "up", "same", "down"] },
      because: { enum: ["limit", "top"] },
    }),
  },
});

interface Period {
  readonly from?: string;
  readonly to?: string;
  readonly class?: "business" | "integrity";
}

const describe = (operationId: string, summary: string, more: object): object => ({
  operationId,
  summary,
  tags: ["operator"],
  ...more,
});

const dayMs = 86_400_000;

/** `/ops/scores`, `/ops/hotspots`: where hits gather (AL-1). Who somebody is in them is personal data. */
export function registerScores(app: FastifyInstance, context: Context): void {
  registerRanking(app, context);
  registerHotspots(app, context);
}

const config = { access: "entity.read", scoped: true } as const;

function registerRanking(app: FastifyInstance, context: Context): void {
  const { store, clock } = context;
  app.get<{ Querystring: { kind: ScoredKind; limit: number } }>(
    "/scores",
    { config, schema: describe("listScores", "Highest scores of a kind, now", { querystring: topQuery }) },
    async ({ query, actor }) => ({
      ...(await topScores(store, { ...query, reach: reachOf(actor) }, new Date(clock()))),
    }),
  );
  app.get<{ Params: { kind: ScoredKind; key: string } }>(
    "/scores/:kind/:key",
    {
      config,
      schema: describe("getScore", "One score and the events that it is made of", { params: oneParams }),
    },
    async ({ params, actor, headers }) => {
      const found = await findScore(store, { ...params, reach: reachOf(actor) }, new Date(clock()));
      const object = `${params.kind}:${params.key}`;
      if (params.kind === "person")
        await noteRead(context, { actor, headers }, "score", object, [{ kind: "person", id: params.key }]);
      else await noteLook(context, actor, { kind: "score", object });
      return { ...found };
    },
  );
}

function registerHotspots(app: FastifyInstance, { store, clock }: Context): void {
  app.get<{ Querystring: Period & { by: ScoredKind; limit: number } }>(
    "/hotspots",
    {
      config,
      schema: describe("listHotspots", "Where alerts gather, and how that compares with the period before", {
        querystring: hotspotQuery,
      }),
    },
    async ({ query, actor }) => ({
      ...(await findHotspots(store, { ...query, ...periodOf(query, 90, clock()), reach: reachOf(actor) })),
    }),
  );
  app.get<{ Querystring: Period & { by: ScoredKind; days: number; weight: number } }>(
    "/hotspots/repeats",
    {
      config,
      schema: describe("listRepeats", "Those with many alerts (GEN-WRN-004)", {
        querystring: repeatQuery,
        response: { 200: repeatsAnswer },
      }),
    },
    async ({ query, actor }) => {
      const { days, weight, ...asked } = query;
      const period = { ...asked, ...periodOf(asked, days, clock()), reach: reachOf(actor) };
      return { ...(await findRepeats(store, period, { limit: weight, peers: 200 })) };
    },
  );
}

/** Default: so many days up to now. Throws `PROBITY_E_REQUEST` for a period that ends before it begins. */
function periodOf({ from, to }: Period, days: number, now: number): Pick<HotspotQuery, "from" | "to"> {
  const end = to === undefined ? new Date(now) : new Date(to);
  const start = from === undefined ? new Date(end.getTime() - days * dayMs) : new Date(from);
  // False for a leap second as well, which no Date has.
  const isPeriod = start < end && end.getTime() - start.getTime() <= 36_600 * dayMs && start.getTime() > 0;
  if (!isPeriod)
    throw new ProbityError("PROBITY_E_REQUEST", "from must be a moment before to, at most 100 years");
  return { from: start, to: end };
}
