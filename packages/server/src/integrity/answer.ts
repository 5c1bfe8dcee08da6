import { tracks } from "../cases/index.ts";
import { answerOf } from "../ops/describe.ts";
import { count, many, moment, momentOrNone, text, textOrNone } from "../ops/answer-parts.ts";

const localized = answerOf({ "zh-CN": text, en: text });

const alert = answerOf({
  id: text,
  rule: text,
  name: localized,
  class: { enum: tracks },
  level: count,
  count,
  firstTime: moment,
  lastTime: moment,
  label: textOrNone,
});
const caseAnswer = answerOf({
  id: text,
  origin: text,
  level: count,
  unit: textOrNone,
  open: { type: "boolean" },
  openedAt: moment,
  closedAt: momentOrNone,
  tracks: many(
    answerOf({ track: { enum: tracks }, state: text, unit: textOrNone, outcome: { type: "object" } }),
  ),
});
const measure = answerOf({
  id: text,
  case: textOrNone,
  title: textOrNone,
  owner: textOrNone,
  unit: textOrNone,
  dueOn: textOrNone,
  state: text,
  signedOffOn: textOrNone,
  signedOffBy: textOrNone,
  lateDays: { type: ["integer", "null"] },
  sendBacks: count,
  relapses: count,
  lookBack: { type: ["object", "null"] },
});
const relation = answerOf({
  kind: text,
  from: text,
  to: text,
  validFrom: textOrNone,
  validTo: textOrNone,
  source: text,
});

/** The integrity file in an answer; scores and relations only for those on the integrity side. */
export const fileAnswer: object = answerOf(
  {
    kind: { enum: ["person", "unit"] },
    id: text,
    at: moment,
    units: many(text),
    posts: many(answerOf({ post: text, unit: textOrNone, validFrom: moment, validTo: momentOrNone })),
    alerts: many(alert),
    cases: many(caseAnswer),
    rectification: many(measure),
    decisions: many(
      answerOf({
        id: text,
        source: text,
        point: text,
        state: text,
        as: { enum: ["requester", "second_approver"] },
        at: moment,
      }),
    ),
    overrides: many(
      answerOf({
        id: text,
        source: text,
        rule: text,
        reason: text,
        validFrom: moment,
        validTo: moment,
        endedAt: momentOrNone,
      }),
    ),
    scores: many(answerOf({ key: text, score: { type: "number" }, hits: count, lastTime: momentOrNone })),
    relations: many(relation),
  },
  ["scores", "relations"],
);
