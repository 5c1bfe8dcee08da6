import { anything, count, many, pageOf, text, textOrNone } from "../../ops/answer-parts.ts";
import { answerOf } from "../../ops/describe.ts";

/** How many a choice is about, and by what they are known again. */
export const countedAnswer: object = answerOf({ count, seen: text });

/** An act on many things. */
export const bulkAnswer: object = answerOf({
  id: text,
  kind: text,
  state: { enum: ["checking", "waiting", "running", "done", "refused", "undone"] },
  total: count,
  seen: text,
  done: count,
  changed: count,
  refused: count,
  refusals: many(answerOf({ id: text, code: text, detail: text })),
  input: anything,
  askedAt: text,
  undoUntil: text,
  endedAt: textOrNone,
});

/** A page of such acts. */
export const bulksAnswer: object = pageOf("acts", bulkAnswer);
