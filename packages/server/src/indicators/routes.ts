import { actions } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import { body } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { answerOf, operation, query } from "../ops/describe.ts";
import { filter } from "../ops/page.ts";
import { changeIndicator, type IndicatorChange } from "./change.ts";
import { dataStates } from "./figures.ts";
import { indicatorStates } from "./indicator.ts";
import { type IndicatorFilter, listIndicators } from "./list.ts";
import { count, many, numberOrNone, text, textOrNone, yesNo } from "../ops/answer-parts.ts";

const localized = answerOf({ "zh-CN": text, en: text });

const placeValue = answerOf({
  scope: answerOf({ kind: text, id: text }),
  value: {},
  validFrom: textOrNone,
  validTo: textOrNone,
});
const threshold = answerOf({
  name: text,
  description: localized,
  type: text,
  unit: textOrNone,
  value: {},
  from: { enum: ["default", "binding"] },
  default: {},
  places: many(placeValue),
});
const indicatorAnswer = answerOf({
  source: text,
  sourceName: text,
  version: { ...count, description: "Of the source's bindings" },
  rule: text,
  name: localized,
  model: text,
  modelVersion: text,
  domain: text,
  level: count,
  class: { enum: ["business", "integrity"] },
  at: many(text),
  binding: text,
  isDefault: { ...yesNo, description: "Nobody bound it: it observes by itself" },
  action: { enum: actions },
  ceiling: { enum: actions },
  state: { enum: indicatorStates },
  validFrom: textOrNone,
  validTo: textOrNone,
  units: many(text),
  owner: textOrNone,
  ownerName: textOrNone,
  thresholds: many(threshold),
  hits: count,
  confirmed: count,
  partly: count,
  notConfirmed: count,
  confirmedShare: numberOrNone,
  warned: count,
  overridden: count,
  overriddenShare: numberOrNone,
  overrideFlagged: yesNo,
  breakers: many(text),
  data: answerOf({ state: { enum: dataStates }, events: count, notJudged: count, missing: many(text) }),
});

const listQuery = query({
  source: { ...filter, maxLength: 200 },
  domain: { type: "string", pattern: "^[A-Z]{2,5}$" },
  state: { enum: indicatorStates },
  q: { ...filter, maxLength: 100 },
  limit: { type: "integer", minimum: 1, maximum: 100, default: 50 },
  cursor: { type: "string", pattern: "^0\\.[A-Za-z0-9_-]{1,3000}$" },
});

const changeSchema = body(
  {
    source: { ...filter, maxLength: 200 },
    binding: { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$" },
    version: { type: "integer", minimum: 0 },
    params: { type: "object", minProperties: 1, maxProperties: 30 },
    owner: { ...filter, type: ["string", "null"], maxLength: 200 },
    on: yesNo,
    reason: { type: "string", minLength: 1, maxLength: 2000, pattern: "^(?=[\\s\\S]*\\S)[^\\u0000]*$" },
  },
  ["source", "binding", "version", "reason"],
);

/** `/console/indicators`: what each embedded module has bound, how that does, and changes of it by two people (RU-4). */
export function registerIndicators(app: FastifyInstance, context: Context): void {
  app.get<{ Querystring: IndicatorFilter }>(
    "/indicators",
    {
      config: { access: "binding.read" },
      schema: operation("listIndicators", "What sources have bound, with thresholds and figures of 30 days", {
        querystring: listQuery,
        response: { 200: answerOf({ indicators: many(indicatorAnswer), next: text }, ["next"]) },
      }),
    },
    ({ query: asked }) => listIndicators(context, asked),
  );
  app.post<{ Body: IndicatorChange }>(
    "/indicators/changes",
    {
      config: { access: "binding.write" },
      schema: {
        ...operation("changeIndicator", "Ask for another threshold or owner, or to switch it on or off", {
          body: changeSchema,
          response: {
            200: answerOf({ version: count, bundleVersion: count }),
            202: answerOf({ request: text }),
          },
        }),
        description:
          "Status 202 with a request that another person approves at /ops/requests; 200 while fewer than two people are registered.",
      },
    },
    async ({ body: change, actor }, reply) => {
      const answer = await changeIndicator(context, change, actor);
      if ("request" in answer) return await reply.status(202).send({ request: answer.request.id });
      return answer.applied;
    },
  );
}
