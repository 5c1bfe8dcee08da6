import { tracks } from "../cases/index.ts";
import { answerOf } from "../ops/describe.ts";

const text = { type: "string" } as const;
const textOrNull = { type: ["string", "null"] } as const;
const count = { type: "integer" } as const;
const moment = { type: "string", format: "date-time" } as const;
const momentOrNull = { ...moment, type: ["string", "null"] } as const;
const listOf = (items: object): object => ({ type: "array", items });
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
  label: textOrNull,
});
const caseAnswer = answerOf({
  id: text,
  origin: text,
  level: count,
  unit: textOrNull,
  open: { type: "boolean" },
  openedAt: moment,
  closedAt: momentOrNull,
  tracks: listOf(
    answerOf({ track: { enum: tracks }, state: text, unit: textOrNull, outcome: { type: "object" } }),
  ),
});
const measure = answerOf({
  id: text,
  case: textOrNull,
  title: textOrNull,
  owner: textOrNull,
  unit: textOrNull,
  dueOn: textOrNull,
  state: text,
  signedOffOn: textOrNull,
  signedOffBy: textOrNull,
  lateDays: { type: ["integer", "null"] },
  sendBacks: count,
  relapses: count,
  lookBack: { type: ["object", "null"] },
});
const relation = answerOf({
  kind: text,
  from: text,
  to: text,
  validFrom: textOrNull,
  validTo: textOrNull,
  source: text,
});

/** The integrity file in an answer; scores and relations only for those on the integrity side. */
export const fileAnswer: object = answerOf(
  {
    kind: { enum: ["person", "unit"] },
    id: text,
    at: moment,
    units: listOf(text),
    posts: listOf(answerOf({ post: text, unit: textOrNull, validFrom: moment, validTo: momentOrNull })),
    alerts: listOf(alert),
    cases: listOf(caseAnswer),
    rectification: listOf(measure),
    decisions: listOf(
      answerOf({
        id: text,
        source: text,
        point: text,
        state: text,
        as: { enum: ["requester", "second_approver"] },
        at: moment,
      }),
    ),
    overrides: listOf(
      answerOf({
        id: text,
        source: text,
        rule: text,
        reason: text,
        validFrom: moment,
        validTo: moment,
        endedAt: momentOrNull,
      }),
    ),
    scores: listOf(answerOf({ key: text, score: { type: "number" }, hits: count, lastTime: momentOrNull })),
    relations: listOf(relation),
  },
  ["scores", "relations"],
);
