import { anything, localized, many, text, textOrNone } from "../ops/answer-parts.ts";
import { answerOf } from "../ops/describe.ts";

/** A request as it is answered. */
export const requestAnswer: object = answerOf({
  id: text,
  kind: text,
  target: text,
  baseVersion: { type: ["integer", "null"] },
  payload: anything,
  summary: many(localized),
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
