import { tracks } from "../cases/index.ts";
import { answerOf } from "../ops/describe.ts";
import {
  count,
  localized,
  many,
  moment,
  momentOrNone,
  orNone,
  text,
  textOrNone,
} from "../ops/answer-parts.ts";

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
  from: { ...text, description: "Kind and key" },
  fromName: { ...textOrNone, description: "Where the centre or a register knows it" },
  to: { ...text, description: "Kind and key" },
  toName: textOrNone,
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
    posts: many(
      answerOf({
        post: text,
        name: orNone(localized),
        unit: textOrNone,
        validFrom: moment,
        validTo: momentOrNone,
      }),
    ),
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
