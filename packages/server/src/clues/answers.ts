import { many, count, localized, pageOf, text, textOrNone, yesNo } from "../ops/answer-parts.ts";
import { answerOf } from "../ops/describe.ts";
import { clueSources } from "./take-clue.ts";

const clueParts = {
  id: text,
  source: { enum: clueSources },
  sourceRef: textOrNone,
  topic: textOrNone,
  unit: textOrNone,
  stage: text,
  version: count,
  receivedAt: text,
  replyDueAt: textOrNone,
  protectedReporter: yesNo,
  registeredBy: text,
  endedAt: textOrNone,
  caseId: textOrNone,
};

/** A page of clues. */
export const cluesAnswer: object = pageOf("clues", answerOf(clueParts));

/** One clue, without its reporter. */
export const clueAnswer: object = answerOf({
  ...clueParts,
  text,
  subjects: many(answerOf({ kind: { enum: ["person", "organisation"] }, key: text, name: textOrNone })),
  next: many(answerOf({ to: text, roles: many(text) })),
  similar: many(
    answerOf({
      clue: text,
      reason: { enum: ["source_ref", "text"] },
      similarity: { type: "number" },
      state: { enum: ["proposed", "confirmed", "refused"] },
    }),
  ),
  steps: many(
    answerOf({
      n: count,
      name: text,
      from: textOrNone,
      to: textOrNone,
      at: text,
      by: textOrNone,
      text: textOrNone,
      hash: text,
    }),
  ),
});

/** A clue that was taken in, and what may be the same. */
export const takenAnswer: object = answerOf({
  id: text,
  similar: many(
    answerOf({ other: text, reason: { enum: ["source_ref", "text"] }, similarity: { type: "number" } }),
  ),
});

/** Who reported it. */
export const reporterAnswer: object = answerOf({
  clue: text,
  name: textOrNone,
  contact: textOrNone,
  text: textOrNone,
});

/** How a clue stands after a step. */
export const movedAnswer: object = answerOf({ id: text, stage: text, version: count });

/** The case that was made of it. */
export const openedAnswer: object = answerOf({ id: text });

/** The stages of clues. */
export const stagesAnswer: object = answerOf({
  version: count,
  machine: answerOf({
    stages: many(answerOf({ id: text, name: localized, final: yesNo })),
    moves: many(answerOf({ from: text, to: text, roles: many(text) })),
  }),
});
