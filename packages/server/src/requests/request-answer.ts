import { anything, localized, many, text, textOrNone } from "../ops/answer-parts.ts";
import { answerOf } from "../ops/describe.ts";

/** A request as it is answered. */
export const requestAnswer: object = answerOf({
  id: text,
  kind: text,
  target: { ...text, description: "The source that it is about; of a grant: who gets it" },
  baseVersion: { type: ["integer", "null"] },
  payload: anything,
  summary: { ...many(localized), description: "The change in words" },
  reason: textOrNone,
  requestedBy: text,
  requestedAt: text,
  expiresAt: text,
  state: { enum: ["open", "approved", "rejected", "expired"] },
  decidedBy: textOrNone,
  decidedAt: textOrNone,
  decisionReason: textOrNone,
  proposedBy: textOrNone,
});
