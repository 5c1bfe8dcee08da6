import { answerOf } from "../ops/describe.ts";
import { count, many, moment, text } from "../ops/answer-parts.ts";

const filter = {
  type: "object",
  description: "The filter of the inbox behind the figure",
  additionalProperties: { type: ["string", "number", "boolean"] },
} as const;
const figure = answerOf({ value: count, before: { type: ["integer", "null"] }, filter });
const part = { key: text, value: count, filter };
const ruleShare = answerOf({ rule: text, share: { type: "number" }, of: count, filter });
const recovered = answerOf({ currency: text, amount: { type: "number" } });

/** The answer of `/console/overview`, for the API description. */
export const overviewAnswer: object = answerOf({
  from: moment,
  to: moment,
  counters: answerOf({
    opened: figure,
    confirmed: figure,
    dismissed: figure,
    open: figure,
    overdue: figure,
  }),
  domains: many(answerOf(part)),
  sources: many(answerOf(part)),
  trend: many(answerOf({ at: moment, levels: { type: "array", items: count, minItems: 3, maxItems: 3 } })),
  ageing: many(answerOf({ ...part, fromDay: count, toDay: { type: ["integer", "null"] } })),
  rules: answerOf({ confirmed: many(ruleShare), overridden: many(ruleShare) }),
  flow: answerOf({ alerts: count, confirmed: count, rectified: count, recovered: many(recovered) }),
});
