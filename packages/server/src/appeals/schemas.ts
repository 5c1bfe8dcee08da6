import { appealReasons, appealStates } from "@probity/contracts";
import { answerOf } from "../ops/describe.ts";

/** Lines of plain text that say something. */
export const sentence = {
  type: "string",
  minLength: 10,
  maxLength: 2000,
  pattern: "^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ud800-\\udfff]*$",
} as const;

/** A short key. */
export const key = (maxLength: number): object => ({
  type: "string",
  minLength: 1,
  maxLength,
  pattern: "^[^\\u0000-\\u001f\\ud800-\\udfff]+$",
});

/** What every appeal says. */
export const appealFields: Readonly<Record<"rule" | "reason" | "text", object>> = {
  rule: { ...key(100), description: "Default: everything that the answer showed" },
  reason: { enum: appealReasons, default: "other" },
  text: { ...sentence, description: "The grounds" },
};

/** Answer to a new appeal. */
export const raisedAnswer: object = answerOf({
  precheckId: { type: "string" },
  state: { enum: appealStates },
});
