import { answerOf } from "../../ops/describe.ts";
import { transitionNames } from "../machine.ts";
import { caseStates, tracks } from "../states.ts";

const text = { type: "string" } as const;
const whole = { type: "integer" } as const;
const flag = { type: "boolean" } as const;
const moment = { type: "string", format: "date-time" } as const;
const list = (items: object): object => ({ type: "array", items });
const orNull = (schema: object): object => ({ anyOf: [schema, { type: "null" }] });
const localized = answerOf({ "zh-CN": text, en: text });
const words = { type: "object" } as const;
const state = { enum: caseStates };
const side = { enum: tracks };

const proposal = answerOf({ step: { enum: ["dismissal", "closing"] }, by: text, at: moment, input: words });
const pause = answerOf({ from: moment, until: moment, to: orNull(moment), reasonCode: text });
const track = answerOf({
  track: side,
  state,
  suspendedFrom: orNull(state),
  version: whole,
  since: moment,
  unit: orNull(text),
  handler: orNull(text),
  verifiers: list(text),
  assignedAt: orNull(moment),
  dueAt: orNull(moment),
  returns: whole,
  proposal: { ...orNull(proposal), description: "What another person has to agree to" },
  content: words,
  pauses: list(pause),
  steps: { ...list({ enum: transitionNames }), description: "What the reader may do next" },
});
const alert = answerOf({
  id: text,
  case: text,
  source: text,
  rule: text,
  class: side,
  level: whole,
  subject: orNull(text),
  count: whole,
  name: localized,
  message: localized,
  firstTime: moment,
  lastTime: moment,
  joinedAt: moment,
});

/** Answer of `/console/cases/:id`. */
export const caseAnswer: object = answerOf({
  id: text,
  origin: { enum: ["alert", "hand", "clue"] },
  title: orNull(text),
  level: whole,
  unit: orNull(text),
  open: flag,
  openedAt: moment,
  openedBy: orNull(text),
  closedAt: orNull(moment),
  mergedInto: orNull(text),
  tracks: list(track),
  alerts: list(alert),
  merged: list(answerOf({ id: text, level: whole, into: orNull(text), openedAt: moment })),
  named: list(
    answerOf({ kind: { enum: ["person", "organisation"] }, key: text, name: orNull(text), by: orNull(text) }),
  ),
  contributors: list(text),
});

/** Answer of `/console/cases/:id/timeline`. */
export const timelineAnswer: object = answerOf(
  {
    entries: list(
      answerOf({
        case: text,
        n: whole,
        track: orNull(side),
        kind: text,
        name: text,
        from: orNull(state),
        to: orNull(state),
        at: moment,
        by: { ...orNull(text), description: "Null: the server" },
        reasonCode: orNull(text),
        text: orNull(text),
        details: words,
        hash: text,
      }),
    ),
    next: { ...text, description: "Cursor" },
  },
  ["next"],
);
