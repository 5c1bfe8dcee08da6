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

const text = { type: "string" } as const;
const textOrNull = { type: ["string", "null"] } as const;
const whole = { type: "integer" } as const;
const shareOrNull = { type: ["number", "null"] } as const;
const flag = { type: "boolean" } as const;
const list = (items: object): object => ({ type: "array", items });
const localized = answerOf({ "zh-CN": text, en: text });

const placeValue = answerOf({
  scope: answerOf({ kind: text, id: text }),
  value: {},
  validFrom: textOrNull,
  validTo: textOrNull,
});
const threshold = answerOf({
  name: text,
  description: localized,
  type: text,
  unit: textOrNull,
  value: {},
  from: { enum: ["default", "binding"] },
  default: {},
  places: list(placeValue),
});
const indicatorAnswer = answerOf({
  source: text,
  sourceName: text,
  version: { ...whole, description: "Of the source's bindings" },
  rule: text,
  name: localized,
  model: text,
  modelVersion: text,
  domain: text,
  level: whole,
  class: { enum: ["business", "integrity"] },
  at: list(text),
  binding: text,
  isDefault: { ...flag, description: "Nobody bound it: it observes by itself" },
  action: { enum: actions },
  ceiling: { enum: actions },
  state: { enum: indicatorStates },
  validFrom: textOrNull,
  validTo: textOrNull,
  units: list(text),
  owner: textOrNull,
  ownerName: textOrNull,
  thresholds: list(threshold),
  hits: whole,
  confirmed: whole,
  partly: whole,
  notConfirmed: whole,
  confirmedShare: shareOrNull,
  warned: whole,
  overridden: whole,
  overriddenShare: shareOrNull,
  overrideFlagged: flag,
  breakers: list(text),
  data: answerOf({ state: { enum: dataStates }, events: whole, notJudged: whole, missing: list(text) }),
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
    on: flag,
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
        response: { 200: answerOf({ indicators: list(indicatorAnswer), next: text }, ["next"]) },
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
            200: answerOf({ version: whole, bundleVersion: whole }),
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
