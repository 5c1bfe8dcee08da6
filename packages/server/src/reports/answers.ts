import { lights } from "../escalation/index.ts";
import { count, localized, many, moment, orNone, pageOf, text, textOrNone } from "../ops/answer-parts.ts";
import { answerOf } from "../ops/describe.ts";
import { overviewAnswer } from "../overview/index.ts";

const namedOrNone = { ...localized, type: ["object", "null"] };

const listed = {
  id: text,
  number: text,
  kind: { enum: ["period", "special"] },
  title: text,
  unit: textOrNone,
  from: moment,
  to: moment,
  madeBy: text,
  madeAt: moment,
  sha256: { type: "string", description: "Of the content as it is kept" },
  series: textOrNone,
};

const content = answerOf({
  number: text,
  kind: { enum: ["period", "special"] },
  title: text,
  question: textOrNone,
  proposals: textOrNone,
  area: answerOf({
    unit: orNone(answerOf({ id: text, name: namedOrNone })),
    domain: textOrNone,
    model: textOrNone,
  }),
  madeAt: moment,
  madeBy: answerOf({ id: text, name: text }),
  overview: overviewAnswer,
  dispositions: many(
    answerOf({ label: { enum: ["confirmed", "partly", "not_confirmed"] }, reason: textOrNone, value: count }),
  ),
  rectification: answerOf({ written: count, done: count, doneLate: count, open: count, overdue: count }),
  models: many(
    answerOf({
      model: text,
      opened: count,
      judged: count,
      confirmed: count,
      warned: count,
      overridden: count,
    }),
  ),
  lamps: many(
    answerOf({
      unit: textOrNone,
      name: namedOrNone,
      light: { enum: lights },
      escalationLevel: count,
      green: count,
      yellow: count,
      red: count,
      stopped: count,
    }),
  ),
});

/** A page of reports. */
export const reportsAnswer: object = pageOf("reports", answerOf(listed));
/** One with its content. */
export const reportAnswer: object = answerOf({ ...listed, content });
/** What a number and a hash are. */
export const verifiedAnswer: object = answerOf({
  result: {
    enum: ["unknown", "other", "same"],
    description: "Whether the number is known, and its hash the same",
  },
  madeAt: { type: ["string", "null"], format: "date-time" },
});
/** A series. */
export const seriesAnswer: object = answerOf({
  id: text,
  title: text,
  every: { enum: ["month", "quarter"] },
  unit: textOrNone,
  domain: textOrNone,
  model: textOrNone,
  recipients: many(text),
  madeBy: text,
  madeAt: moment,
  nextAt: { type: ["string", "null"], format: "date-time" },
  lastReport: textOrNone,
  failure: { type: ["string", "null"], description: "Why the last one could not be made: a code" },
});
