import { tracks } from "../cases/index.ts";
import { count, localized, many, pageOf, text, textOrNone, yesNo } from "../ops/answer-parts.ts";
import { answerOf } from "../ops/describe.ts";
import { letterKinds, letterStates } from "./kinds.ts";

/** One letter. */
export const letterAnswer: object = answerOf({
  id: text,
  kind: { enum: letterKinds },
  case: text,
  track: { enum: tracks },
  language: { enum: ["zh-CN", "en"] },
  number: textOrNone,
  to: text,
  unit: textOrNone,
  replyOn: textOrNone,
  state: { enum: letterStates },
  isOverdue: yesNo,
  isLate: yesNo,
  fields: { type: "object", additionalProperties: text },
  htmlSha256: textOrNone,
  docxSha256: textOrNone,
  draftedAt: text,
  draftedBy: text,
  sentAt: textOrNone,
  sentBy: textOrNone,
  receivedAt: textOrNone,
  receivedBy: textOrNone,
  answeredAt: textOrNone,
  answeredBy: textOrNone,
  answer: textOrNone,
  version: count,
});

/** A page of letters. */
export const lettersAnswer: object = pageOf("letters", letterAnswer);

const template = answerOf(
  {
    name: localized,
    to: localized,
    code: text,
    intro: localized,
    sections: many(answerOf({ field: text, heading: localized, from: text }, ["from"])),
    isAnswered: yesNo,
    isCountersigned: yesNo,
  },
  ["isCountersigned"],
);

/** Kinds of letters with their sections. */
export const templatesAnswer: object = answerOf({
  templates: answerOf(Object.fromEntries(letterKinds.map((kind) => [kind, template]))),
});

/** How a letter stands after a change. */
export const afterAnswer: object = answerOf(
  {
    id: text,
    state: { enum: letterStates },
    version: count,
    number: textOrNone,
  },
  ["number"],
);
